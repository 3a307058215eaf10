import { draftingOf, unanswered } from "../../../reports";
import type { Place } from "./context";
import type { CaseRequest } from "../../detail";

/** To the opinion; who writes it comes to the first answer still missing. */
export function toOpinion(request: CaseRequest | undefined, me: string, from: Place): Partial<Place> {
  if (!request?.allowed.includes("sign")) return { segment: "opinion" };
  const [no] = unanswered(request.questions, draftingOf(me, request.id).writing.peek());
  return no === undefined ? { segment: "opinion" } : { segment: "opinion", question: { no, asked: (from.question?.asked ?? 0) + 1 } };
}
