/** GET /cases/{id}, as the server's case_detail view gives it. */
import type { Details } from "../forms/details";
import type { Diagnosis } from "../forms/diagnoses";
import type { Lab } from "../forms/labs";
import type { NotifyLevel } from "../../rooms";
import type { QuestionState, Sex, Urgency } from "../../ui";

export interface Ref {
  id: string;
  name: string;
}

export interface PersonRef extends Ref {
  title?: string | null;
  phone?: string | null;
  org_name?: string | null;
}

export interface Vitals {
  temperature?: number;
  pulse?: number;
  respiration?: number;
  systolic?: number;
  diastolic?: number;
  spo2?: number;
  weight?: number;
  gcs?: number;
  altitude?: number;
}

export type FormText =
  | "chief_complaint"
  | "history"
  | "past_history"
  | "allergies"
  | "medication"
  | "examination"
  | "laboratory"
  | "provisional_diagnosis"
  | "plan"
  | "callback_phone"
  | "wanted_title";

export type FormData = Partial<Record<FormText, string>> & {
  onset_at?: string;
  onset_unknown?: boolean;
  vitals?: Vitals;
  consent?: { given: boolean; how?: string; by: string; relation?: string; scan?: string; exception: string };
  details?: Details;
  labs?: Lab[];
  diagnoses?: Diagnosis[];
  /** The answering side may turn the consultation into a referral. */
  allow_referral?: boolean;
};

export interface Patient {
  id: string;
  name: string;
  sex: Sex;
  birth_date: string | null;
  age: number | null;
  phone: string;
  identity: "identified" | "unidentified";
  identifiers: { system: string; value: string }[];
  version: number;
}

export interface Answer {
  no: number;
  text: string;
  cannot: boolean;
  reason: string;
}

export type Section = "findings" | "impression" | "treatment" | "tests" | "transfer" | "warnings" | "follow_up";
export const SECTIONS: readonly Section[] = [
  "findings",
  "impression",
  "treatment",
  "tests",
  "transfer",
  "warnings",
  "follow_up",
];
export type Content = Partial<Record<Section, string>>;

export interface OpinionDraft {
  revision: number;
  content: Content;
  answers: Answer[];
  updated_at: string;
  /** Whose unsigned draft this one went on from. */
  begun_by: Ref | null;
}

export interface Signer {
  name: string;
  title?: string | null;
  licence_no?: string | null;
  org_name?: string | null;
}

export interface Opinion {
  id: string;
  version: number;
  state: "signed" | "superseded";
  content: Content;
  answers: Answer[];
  signer: Signer;
  signed_at: string;
  content_sha256: string;
  correction_reason: string;
  /** Signed before everything could be answered; the final one follows. */
  interim: boolean;
}

export type AdoptionValue = "adopted" | "partly" | "not";

export interface Adoption {
  value: AdoptionValue;
  reason: string;
  order_at: string | null;
  by: Ref | null;
  at: string;
  opinion_version: number;
}

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

export interface Ecg {
  id: string;
  format: string;
  acquired_at: string | null;
  acquired_text: string;
  rate_num: number;
  rate_den: number;
  samples: number;
  leads: string[];
  device: string;
  machine_statements: string[];
  measurements: { name: string; value: string; unit: string }[];
  warnings: string[];
  seen_patient: SeenPatient | null;
  ecg1_url: string | null;
  original_url: string;
}

export interface Attachment {
  id: string;
  media_type: string;
  file_name: string;
  size: number;
  why_unreadable: string;
  preview_url: string | null;
  original_url: string;
}

export interface Material {
  id: string;
  kind: "ecg" | "study" | "attachment" | "refusal";
  item_id: string;
  part: "current" | "prior" | "key";
  identity: "matched" | "mismatch" | "confirmed_by" | "unstated";
  label: string;
  added_by: Ref | null;
  added_at: string;
  version: number;
  removed: { by: Ref | null; at: string; reason: string; moved_to_case: string | null } | null;
  ecg: Ecg | null;
  attachment: Attachment | null;
  refusal: { file_name: string; size: number; sha256: string; reason: string } | null;
  study: Study | null;
}

/** One hospital's copy of a DICOM study; `reason` says why none of it can be shown. */
export interface Study {
  id: string;
  org_id: string;
  study_uid: string;
  description: string;
  modality: string;
  instances: number;
  images: number;
  reason: string;
  seen_patient: SeenPatient | null;
}

/** The patient as a file names them. */
export interface SeenPatient {
  name?: string;
  patient_id?: string;
  sex?: string;
  birth_date?: string;
}

/** A case the centre wrote down for a county that telephoned. */
export interface PhoneEntry {
  entered_by: Ref;
  caller: string;
  caller_phone: string;
  at: string;
  confirmed_by: Ref | null;
  confirmed_at: string | null;
}

export interface CaseDetail {
  phone_entry: PhoneEntry | null;
  id: string;
  number: string;
  version: number;
  created_at: string;
  training: boolean;
  /** Made in the demonstration network: nobody's real data. */
  demo: boolean;
  owner_org: Ref & { phone?: string | null; time_zone?: string };
  side: "requester" | "provider";
  patient: Patient;
  form: { version: number; template: string; template_version: number; data: FormData; by: Ref; at: string };
  debts: { field: string; due_at: string }[];
  requests: CaseRequest[];
  /** Referrals have a sheet of their own; the page names them and leads there. */
  referrals?: CaseRequest[];
  materials: Material[];
  room: {
    id: string;
    head_seq: number;
    member: boolean;
    members: { person: PersonRef; org: Ref | null; part: string; since: string; until: string | null; got_seq: number; read_seq: number; notify: NotifyLevel }[];
    draft: string | null;
  };
  people: Record<string, { name: string; title?: string | null; org_name?: string | null; phone?: string | null }>;
  allowed: string[];
}
