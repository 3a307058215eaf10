import type { FormData, Vitals } from "../cases/detail";
import type { Sex, Urgency } from "../ui";

export interface Named {
  id: string;
  name: string;
}

export type Kind = "referral_up" | "referral_down";
export type GroupKey = "to_answer" | "on_the_way" | "there" | "to_feed_back" | "needs_me" | "waiting" | "drafts" | "done" | Side;
/** Which end of a referral one stands at. */
export type Side = "sent" | "received";

/** A referral as a line of a list. */
export interface Row {
  id: string;
  number: string;
  kind: Kind;
  state: string;
  version: number;
  urgency: Urgency;
  specialty: string;
  case_id: string;
  case_number: string;
  patient: { name: string; sex: Sex | null; age: number | null };
  diagnosis: string;
  from_org: Named;
  to_org: Named | null;
  department: Named | null;
  submitted_at: string | null;
  due_at: string | null;
  eta: string | null;
  arrived_at: string | null;
  records_due_at: string | null;
  discharged_at: string | null;
  feedback_due_at: string | null;
  overdue: boolean;
  bounced: boolean;
  /** Nobody's real data. */
  demo?: boolean;
  moved_at: string;
  allowed: string[];
}

/** `GET /referrals/desk`, `GET /referrals` and `GET /referrals/mine`. */
export interface Lists {
  groups: { key: GroupKey; items: Row[] }[];
  counts: Record<string, number>;
}

export interface Hospital extends Named {
  phone?: string | null;
  level?: string | null;
  /** ISO 3166, empty where it is not known. */
  country?: string;
}

export interface Drug {
  name: string;
  dose?: string;
  at?: string | null;
}

export interface Checklist {
  escort?: string[];
  escort_name?: string;
  transport?: string;
  vehicle?: string;
  oxygen?: { device: string; litres: number | null } | null;
  lines?: string[];
  drugs?: Drug[];
  vitals?: Vitals;
  infection?: string;
  infection_text?: string;
  phone: string;
  companion_phone?: string;
  papers?: string[];
}

export interface EnRoute {
  no: number;
  at: string;
  by: Named | null;
  data: { vitals?: Vitals; drug?: string; dose?: string; text?: string; altitude?: number; distance_km?: number };
}

/** What the sender writes; names of texts are those of the form. */
export interface Sheet {
  [name: string]: unknown;
  needs?: { code: string; name: string }[];
  tasks?: { kind: string; text: string; due_on: string }[];
  discharge_drugs?: { name: string; dose?: string; until?: string | null }[];
}

export interface Written {
  content: Record<string, string>;
  signer: { name: string; title?: string | null; org_name?: string | null };
  signed_at: string | null;
}

export interface WardQuestion {
  id: string;
  department: Named | null;
  need: string;
  equipment: string[];
  asked_by: Named | null;
  asked_at: string;
  expires_at: string;
  open: boolean;
  answer: "" | "yes" | "no" | "later";
  when_at: string | null;
  text: string;
  who: string;
  answered_at: string | null;
  /** How far the link came to the ward's telephone; null: nobody sent it there. */
  sms: { state: string; at: string | null; error: string } | null;
}

export interface Task {
  id: string;
  kind: string;
  text: string;
  due_at: string;
  state: string;
  done_at: string | null;
  done_by: Named | null;
}

export interface Placement {
  place: string;
  label: string;
  starts_at: string;
  contact: string;
  phone: string;
  prepare: string;
}

/** Another request this one hangs together with; a consultation has no number of its own. */
export interface Linked {
  id: string;
  kind: string;
  number: string;
  state: string;
  arrived_at: string | null;
}

export interface Step {
  no: number;
  action: string;
  from: string;
  to: string;
  by: Named & { org_name?: string | null };
  at: string;
  reason: string;
  details?: { missing?: string[] };
}

export interface Consent {
  by: string;
  name: string;
  how: string;
  at: string;
}

/** `GET /referrals/{id}`, its line of the list included. */
export interface Whole extends Omit<Row, "patient" | "from_org" | "to_org"> {
  patient: Row["patient"] & { birth_date: string | null; phone: string; identifiers: { system: string; value: string }[] };
  from_org: Hospital | null;
  to_org: Hospital | null;
  room_id: string;
  direction: Side;
  created_by: Named & { phone?: string | null };
  created_at: string;
  asking_department: Named | null;
  wished_department: Named | null;
  based_on: Linked | null;
  replaces: Linked | null;
  replaced_by: Linked | null;
  bounced_of: Linked | null;
  sheet: Sheet;
  form: FormData;
  /** Of the form. */
  template: string;
  placement: Placement | null;
  bed_until: string | null;
  capability: { code: string; name: string; yes: boolean; instead: string }[];
  declined: { code: string; text: string; alternative: { kind: string; specialty?: string; text: string }; org_name: string } | null;
  redirected: { specialty?: string; reason: string; org_name: string } | null;
  agreed: Consent | null;
  departed_at: string | null;
  checklist: Checklist | null;
  en_route: EnRoute[];
  records_at: string | null;
  ended: { outcome: string; text: string } | null;
  advice: Written | null;
  feedback: Written | null;
  acknowledged_at: string | null;
  tasks: Task[];
  ward_questions: WardQuestion[];
  /** The hospital has a channel for it. */
  may_text_ward: boolean;
  transitions: Step[];
  slip_code: string;
  /** Seconds, of the receiving hospital. */
  limits: Record<string, number>;
}

/** One department on the board of beds. */
export interface BedRow {
  org: Named;
  department: Named & { specialty: string };
  free_beds: number | null;
  free_icu: number | null;
  free_isolation: number | null;
  next_clinic_at: string | null;
  note: string;
  updated_at: string | null;
  updated_by: string;
  via: "login" | "link" | "";
  stale: boolean;
  held: number;
  coming: number;
  version: number;
  may_update: boolean;
}

/** A hospital this one may refer to, `GET /referrals/destinations`. */
export interface Destination {
  org_id: string;
  name: string;
  phone: string;
  partnership_id: string;
  kind: Kind;
  departments: (Named & { specialty: string })[];
}
