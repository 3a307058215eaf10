import type { FollowUpBrief } from "../cases/asking/FollowUpTaps";
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
  /** A consultation, or a team's discussion, which nobody is rung for. */
  kind: "consultation" | "mdt";
  /** Which team, and when it meets once the case is on its list. */
  team?: { name: string; starts_at: string | null } | null;
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
  demo?: boolean;
  /** Request cards of its room that wait for the reader or their hospital. */
  asked: number;
  /** Urgent messages that call the reader until acknowledged. */
  to_acknowledge: number;
  /** Recordings that name another patient, not yet confirmed or moved. */
  mismatched: number;
  adoption: "adopted" | "partly" | "not" | null;
  allowed: string[];
  side: "requester" | "provider";
  follow_up: FollowUpBrief | null;
  /** The ladder of an emergency; null where nobody is rung. */
  call: { state: string; round: number; since: string; rings_me: boolean } | null;
}

export type GroupKey =
  | "to_release"
  | "needs_me"
  | "waiting"
  | "decide"
  | "follow_up"
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
export const isUnaccepted = (row: Row) => ["submitted", "offered", "unanswered"].includes(row.state);

/** Whether a row calls the person whose list this is: when the ladder has come to them. */
const rings = (key: GroupKey, row: Row) =>
  row.call?.rings_me ?? (isUnaccepted(row) && (key === "for_me" || key === "to_assign"));

/** Emergencies that call this person because nobody has come yet, oldest first. */
export function callingIn(groups: readonly Group[]): Row[] {
  const found = new Map<string, Row>();
  for (const { key, items } of groups) {
    for (const row of items) if (row.urgency === "emergency" && rings(key, row)) found.set(row.request_id, row);
  }
  return [...found.values()].sort((a, b) => (a.submitted_at ?? "").localeCompare(b.submitted_at ?? ""));
}

/** Cases with an urgent message to acknowledge, each once. */
export function urgentIn(groups: readonly Group[]): Row[] {
  const found = new Map<string, Row>();
  for (const { items } of groups) for (const row of items) if (row.to_acknowledge > 0) found.set(row.case_id, row);
  return [...found.values()];
}

/** What the browser tab's title counts: rows that wait for this person's deed. */
export function countForMe(groups: readonly Group[]): number {
  const mine: readonly GroupKey[] = ["needs_me", "decide", "follow_up", "for_me", "to_assign"];
  return groups.filter((group) => mine.includes(group.key)).reduce((sum, group) => sum + group.items.length, 0);
}
