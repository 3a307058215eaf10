/** One request of a case, and its course. */
import type { QuestionState, Urgency } from "../../ui";
import type { Adoption, Opinion, OpinionDraft } from "./opinion";
import type { PersonRef, Ref } from "./people";

export interface Transition {
  no: number;
  action: string;
  from: string;
  to: string;
  by: Ref & { org_name?: string | null };
  at: string;
  reason: string;
  /** Codes, ids and times the step said besides. */
  details: StepDetails;
}

export interface StepDetails {
  person?: string;
  from?: string;
  next?: string;
  missing?: string[];
  promised_at?: string;
  starts_at?: string;
  answer_by?: string;
}

export interface Stage {
  name: string;
  began_at: string;
  ended_at: string | null;
  gross_s: number;
  net_s: number;
  limit_at: string | null;
  paused: boolean;
}

export interface Meeting {
  state: "booked" | "fulfilled" | "noshow" | "cancelled";
  starts_at: string;
  ends_at: string;
  link: string;
}

export interface Fee {
  amount: number;
  currency: string;
  payer: string;
  note: string;
  at: string;
}

export interface Course {
  stages: Stage[];
  waits_for: { missing: string[]; text: string; by: string | null; since: string; until: string } | null;
  appointment: Meeting | null;
  fee: Fee | null;
  may_record_fee: boolean;
}

export interface Assignment {
  id: string;
  person: PersonRef;
  state: "offered" | "accepted" | "refused" | "withdrawn";
  part: string;
  offered_at: string;
  accepted_at: string | null;
  reason: string;
  answer_by: string | null;
}

export interface Question {
  no: number;
  text: string;
  state: QuestionState;
  /** Asked after sending. */
  asked_at: string | null;
}

export interface CaseRequest {
  id: string;
  kind: string;
  state: string;
  version: number;
  urgency: Urgency;
  specialty: string;
  from_org: Ref | null;
  to_org: (Ref & { phone?: string | null }) | null;
  created_by: PersonRef;
  created_at: string;
  submitted_at: string | null;
  due_at: string | null;
  promised_at: string | null;
  pending_release: string;
  based_on_id: string | null;
  replaces_id: string | null;
  partnership_id: string;
  room_id: string;
  department: Ref | null;
  questions: Question[];
  assignments: Assignment[];
  allowed: string[];
  opinion_draft: OpinionDraft | null;
  opinions: Opinion[];
  adoptions: Adoption[];
  transitions: Transition[];
  partnership_active: boolean;
  can_sign: { ok: boolean; reason: string | null };
  may_convert?: boolean;
  course: Course;
}
