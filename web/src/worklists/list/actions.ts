import type { GroupKey } from "../board";
import type { ShownRow } from "./still";

/** A row's one action; what it leads to is the page's business. */
export type Deed = "take" | "accept" | "assign" | "decide" | "add_ecg" | "write" | "finish" | "open";

const HEART: readonly string[] = ["cardiology", "ecg", "emergency", "general_medicine", "intensive_care"];

/** Asked about the heart, still open, and no tracing is there. */
export function lacksEcg(row: ShownRow): boolean {
  const open = ["submitted", "offered", "accepted", "in_consultation"].includes(row.state);
  return open && !row.has_ecg && HEART.includes(row.specialty);
}

/** The next step of this row for this person; null when only opening it makes sense. */
export function deedOf(group: GroupKey, row: ShownRow): Deed | null {
  const may = (action: string) => row.allowed.includes(action);
  if (row.gone) return null;
  if (group === "to_release") return "open";
  if (group === "drafts") return may("submit") ? "finish" : null;
  if (group === "decide") return may("respond") ? "decide" : null;
  if (group === "for_me") return may("accept") ? "accept" : may("take") ? "take" : null;
  if (group === "mine") return may("sign") ? "write" : null;
  if (group === "to_assign" || group === "offered") return may("assign") ? "assign" : null;
  if (group === "needs_me") return row.unread === 0 && lacksEcg(row) ? "add_ecg" : "open";
  if (group === "waiting" && lacksEcg(row)) return "add_ecg";
  return null;
}
