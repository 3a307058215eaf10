import { formatDateTime, t } from "../../../i18n";
import type { Place } from "./context";
import type { CaseRequest } from "../../detail";
import { beingAnswered, DECIDED, expertOf, signedOpinion, stateName } from "../../detail/facts";

/** The one filled button: either a deed done at once, or the place where it is done. */
export interface Step {
  text: string;
  action?: string;
  place?: Partial<Place>;
}

/** Whose turn it is seen from this actor; null when it is somebody else's. */
export function nextStep(request: CaseRequest | undefined): Step | null {
  if (request === undefined) return null;
  const may = (action: string) => request.allowed.includes(action);
  if (may("release")) return { text: t("case.action.release"), action: "release" };
  if (may("resubmit")) return deed("resubmit", "request");
  if (may("submit")) return { text: t("case.action.submit"), action: "submit" };
  if (may("accept")) return { text: t("case.action.accept"), action: "accept" };
  if (may("take")) return { text: t("case.action.take"), action: "take" };
  if (may("assign") && ["submitted", "unanswered"].includes(request.state)) return deed("assign", "request");
  if (may("sign")) return { text: t("case.next.write_opinion"), place: { segment: "opinion" } };
  if (may("respond") && DECIDED.has(request.state)) return deed("respond", "opinion");
  if (!may("close")) return null;
  return request.kind === "mdt" ? { text: t("case.action.close"), action: "close" } : deed("close", "request");
}

const deed = (action: "assign" | "respond" | "resubmit" | "close", segment: "request" | "opinion"): Step => ({
  text: t(`case.action.${action}`),
  place: { segment, deed: action },
});

/** Where it stands, for whoever has nothing to press. */
export function standing(request: CaseRequest | undefined, me: string): string {
  if (request === undefined) return "";
  const expert = expertOf(request);
  const who = expert?.name ?? "";
  if (beingAnswered(request) && expert?.id === me) return t("case.standing.mine");
  if (request.state === "info_requested") return t("case.standing.info_requested", { who: request.from_org?.name ?? "" });
  const meeting = request.course.appointment;
  if (request.state === "scheduled" && meeting) return t("case.standing.scheduled", { time: formatDateTime(meeting.starts_at) });
  if (request.state === "offered") return t("case.standing.offered", { who });
  if (beingAnswered(request)) return t("case.standing.answering", { who });
  if (request.state === "signed") return t("case.standing.signed", { who: signedOpinion(request)?.signer.name ?? "" });
  return stateName(request.state);
}
