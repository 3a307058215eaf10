import { Ladder } from "../../../../worklists/waiting/ladder/Ladder";
import { useLadder } from "../../../../worklists/waiting/ladder/useLadder";
import type { CaseRequest } from "../../../detail";

const CALLED_FOR = new Set(["submitted", "offered", "unanswered", "accepted", "scheduled"]);

/** Until somebody has begun to answer an emergency: who is called for it, and the number to dial. */
export function CallLadder({ request }: { request: CaseRequest }) {
  const called = request.urgency === "emergency" && CALLED_FOR.has(request.state);
  const ladder = useLadder(called ? request.id : null);
  return called ? <Ladder use={ladder} /> : null;
}
