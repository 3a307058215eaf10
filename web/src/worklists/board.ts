import type { Sex, Urgency } from "../ui";

export interface Named {
  id: string;
  name: string;
}

/** One request as lists show it. */
export interface Row {
  case_id: string;
  number: string;
  request_id: string;
  room_id: string;
  urgency: Urgency;
  state: string;
  version: number;
  patient: { name: string; sex: Sex | null; age: number | null; identity: string };
  question: string;
  from_org: Named;
  to_org: Named | null;
  specialty: string;
  /** The accepted expert, else the one it is offered to. */
  who: Named | null;
  created_at: string;
  submitted_at: string | null;
  due_at: string | null;
  last_activity_at: string;
  unread: number;
  has_ecg: boolean;
  debts: number;
  adoption: "adopted" | "partly" | "not" | null;
  allowed: string[];
  side: "requester" | "provider";
}

export type GroupKey =
  | "needs_me"
  | "waiting"
  | "decide"
  | "drafts"
  | "done"
  | "for_me"
  | "mine"
  | "outcomes"
  | "to_assign"
  | "offered"
  | "running"
  | "signed";

export interface Group {
  key: GroupKey;
  items: Row[];
}

/** `GET /worklist`. */
export interface Worklist {
  groups: Group[];
  counts: Record<string, number>;
}

/** Asked, and nobody has taken it yet. */
export const isUnaccepted = (row: Row) => row.state === "submitted" || row.state === "offered";

/** Emergencies nobody has accepted that call this person, oldest first. */
export function callingIn(groups: readonly Group[]): Row[] {
  const found = new Map<string, Row>();
  for (const { key, items } of groups) {
    if (key !== "for_me" && key !== "to_assign") continue;
    for (const row of items) if (row.urgency === "emergency" && isUnaccepted(row)) found.set(row.request_id, row);
  }
  return [...found.values()].sort((a, b) => (a.submitted_at ?? "").localeCompare(b.submitted_at ?? ""));
}

/** What the browser tab's title counts: rows that wait for this person's deed. */
export function countForMe(groups: readonly Group[]): number {
  const mine: readonly GroupKey[] = ["needs_me", "decide", "for_me", "to_assign"];
  return groups.filter((group) => mine.includes(group.key)).reduce((sum, group) => sum + group.items.length, 0);
}
