import type { SessionBrief } from "../types";

const starts = (each: SessionBrief) => Date.parse(each.starts_at);

/** The meeting that runs or comes first; what follows; what was is looked up in its case. */
export function withinReach(sessions: readonly SessionBrief[]): { next: SessionBrief | null; later: SessionBrief[] } {
  const order = sessions.filter((each) => each.state === "open" || each.state === "planned").sort((a, b) => starts(a) - starts(b));
  const next = order.find((each) => each.state === "open") ?? order[0] ?? null;
  return { next, later: order.filter((each) => each !== next) };
}
