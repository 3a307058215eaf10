import type { Named } from "../board";
import type { Sex, Urgency } from "../../ui";

export interface Stage {
  key: string;
  since: string;
  until: string | null;
}

export interface Holder {
  id: string;
  name: string;
  title: string;
  phone: string;
  state: "accepted" | "offered";
  since: string;
  answer_by: string | null;
}

export interface Call {
  at: string;
  kind: string;
  name: string;
  phone: string;
  person_id: string | null;
}

/** One running request of a hospital this person coordinates. */
export interface BoardRow {
  case_id: string;
  number: string;
  request_id: string;
  version: number;
  urgency: Urgency;
  state: string;
  patient: { name: string; sex: Sex | null; age: number | null; identity: string };
  question: string;
  from_org: Named;
  specialty: string;
  submitted_at: string;
  due_at: string | null;
  stages: Stage[];
  holder: Holder | null;
  /** State of the last ladder; empty where nobody was rung. */
  ringing: "" | "ringing" | "acknowledged" | "unanswered" | "stopped";
  calls: Call[];
  allowed: string[];
}

export interface OnDuty {
  id: string;
  name: string;
  phone: string;
  dot: "reading" | "free" | "silent";
}

export interface DutyNow {
  org_id: string;
  specialty: string;
  /** Line 0 is the list of experts, where no duty is planned. */
  lines: { line: number; people: OnDuty[] }[];
}

/** `GET /board`. */
export interface Board {
  rows: BoardRow[];
  duty: DutyNow[];
}
