import type { AgendaItem, MdtView, SessionView } from "../types";

/** What a meeting or its case may need next; the first is the filled button. */
export type MeetingStep = "sign" | "open_opinions" | "conclude" | "circulate" | "finalise" | "answer" | "publish" | "open" | "next" | "end";

/** The next case that was not discussed yet, after the one under discussion. */
export function nextCase(session: SessionView): AgendaItem | undefined {
  const at = session.agenda.findIndex((each) => each.request_id === session.current_request_id);
  const waits = (each: AgendaItem) => !each.done && each.request_id !== session.current_request_id;
  return session.agenda.slice(at + 1).find(waits) ?? session.agenda.find(waits);
}

/** The chair signs last: when everybody asked has signed, or their time is over. */
export function readyForChair(view: MdtView, at: number): boolean {
  const open = view.signatures.some((each) => each.part !== "chair" && each.signed_at === null);
  return !open || (view.sign_by !== null && Date.parse(view.sign_by) <= at);
}

/** In writing nobody is hurried: until all are in, their opening and the end wait. */
export const awaitsOpinions = (session: SessionView, view: MdtView | undefined): boolean =>
  session.mode === "async" && view?.state === "async_window" && view.opinions_opened_at === null && view.opinions.some((each) => !each.in);

/** So long before it begins the chair opens it rather than answers the invitation. */
const SOON = 15 * 60_000;

/** What lies before this person, the most pressing first. */
export function stepsFor(session: SessionView, view: MdtView | undefined, at: number): MeetingStep[] {
  const may = (action: string) => session.allowed.includes(action);
  const can = (action: string) => view?.allowed.includes(action) ?? false;
  const decided = (view?.outcome?.content.decision ?? "").trim() !== "";
  const last = view !== undefined && can("finalise");
  const until = Date.parse(session.starts_at) - (may("open") ? SOON : 0);
  // Whoever is in a meeting that runs has come.
  const runs = session.mode === "live" && session.state === "open";
  const steps: [MeetingStep, boolean][] = [
    ["sign", can("sign_mdt") && view?.me?.to_sign === true],
    ["open_opinions", can("open_opinions") && view?.opinions_opened_at === null],
    ["conclude", can("conclude") && decided],
    ["circulate", can("circulate")],
    ["finalise", last && readyForChair(view, at)],
    ["answer", may("answer") && session.me?.answer === "invited" && at < until && !runs],
    ["publish", may("publish") && session.published_at === null],
    ["open", may("open") && session.state === "planned"],
    ["next", may("next") && session.state === "open" && nextCase(session) !== undefined],
    ["end", may("end") && session.state === "open"],
    ["finalise", last && !readyForChair(view, at)],
    ["conclude", can("conclude") && !decided],
  ];
  return steps.filter(([, open]) => open).map(([step]) => step);
}
