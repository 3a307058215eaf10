/** What the server says of multidisciplinary consultations (MDT). */
import type { PersonRef, Ref } from "../cases/detail";
import type { Urgency, Sex } from "../ui";
import type { OutcomeContent } from "./outcome/content";

export interface PatientShort {
  name: string;
  sex: Sex | null;
  age: number | null;
}

export type SeatPart = "chair" | "secretary" | "member";
export type Part = SeatPart | "presenter";

export interface Seat {
  id: string;
  person: Ref;
  title: string;
  phone: string;
  org: Ref;
  part: SeatPart;
  specialty: string;
  required: boolean;
  deputy: Ref | null;
}

export interface Calendar {
  /** Monday is 0; null: when it is called. */
  weekday: number | null;
  at: string;
  minutes: number;
  /** Which weeks of the month; empty: every week. */
  weeks: number[];
}

/** A standing MDT. */
export interface Board {
  id: string;
  org: Ref;
  name: string;
  required_specialties: string[];
  bridge_phone: string;
  calendar: Calendar;
  next_dates: string[];
  active: boolean;
  version: number;
  manage: boolean;
  steer: boolean;
  partnership_id: string | null;
  seats: Seat[];
}

export type Vote = "yes" | "maybe" | "no";

export interface Poll {
  id: string;
  board: Ref;
  note: string;
  state: "open" | "settled" | "dropped";
  slots: { starts_at: string; ends_at: string; yes: number; maybe: number; no: number }[];
  votes: { person: Ref; votes: Vote[] }[];
  mine: Vote[] | null;
  settle: boolean;
  session_id: string | null;
}

/** A case of an MDT, as one row. */
export interface Line {
  request_id: string;
  case_id: string;
  number: string;
  state: string;
  version: number;
  urgency: Urgency;
  patient: PatientShort;
  question: string;
  from_org: Ref;
  board: Ref;
  session_id: string | null;
  starts_at: string | null;
  due_at: string | null;
  allowed: string[];
}

export interface SessionBrief {
  id: string;
  board: Ref;
  mode: Mode;
  state: SessionState;
  starts_at: string;
  ends_at: string;
  cases: number;
  locked: boolean;
  published: boolean;
  /** Empty for whoever was not invited. */
  part: Part | "";
  answer: Answer | "";
}

export interface ActionLine {
  request_id: string;
  case_id: string;
  number: string;
  text: string;
  due_at: string | null;
  state: string;
  room_id: string;
  seq: number | null;
  patient: PatientShort;
}

export interface Place {
  to_screen: Line[];
  to_plan: Line[];
  invitations: SessionBrief[];
  sessions: SessionBrief[];
  opinions_due: Line[];
  to_conclude: Line[];
  to_sign: Line[];
  to_finalise: Line[];
  actions: ActionLine[];
  proposed_by_us: Line[];
  polls: Poll[];
}

export type Mode = "live" | "async";
export type SessionState = "planned" | "open" | "ended" | "cancelled";
export type Answer = "invited" | "coming" | "declined";
export type Presence = "present" | "lost" | "phone" | "absent" | "unknown";

export interface Attendee {
  person: Ref;
  title: string;
  phone: string;
  org: Ref;
  part: Part;
  specialty: string;
  required: boolean;
  answer: Answer;
  deputy_for: Ref | null;
  reason: string;
  presence: Presence;
  since: string | null;
  called_at: string | null;
  /** Was there at some time, by link or telephone. */
  attended: boolean;
}

export interface Quorum {
  met: boolean;
  chair: boolean;
  specialties: { specialty: string; present: boolean; lost_until: string | null }[];
}

export interface Readiness {
  person_id: string;
  opened: number;
  total: number;
}

export interface AgendaItem {
  no: number;
  request_id: string;
  case_id: string;
  room_id: string;
  number: string;
  version: number;
  state: string;
  done: boolean;
  minutes: number;
  patient: PatientShort;
  urgency: Urgency;
  from_org: Ref;
  question: string;
  required_specialties: string[];
  late_reason: string;
  opinions_in: number;
  opinions_due: number;
  mine_in: boolean;
  readiness: Readiness[];
  allowed: string[];
}

export interface SessionView {
  id: string;
  board: Ref;
  org: Ref;
  mode: Mode;
  state: SessionState;
  starts_at: string;
  ends_at: string;
  bridge_phone: string;
  link: string;
  lock_at: string;
  locked: boolean;
  published_at: string | null;
  opened_at: string | null;
  ended_at: string | null;
  version: number;
  current_request_id: string | null;
  grace_s: number;
  allowed: string[];
  me: { part: Part; answer: Answer } | null;
  attendees: Attendee[];
  quorum: Quorum;
  /** Cases of the day this reader may not see. */
  hidden: number;
  agenda: AgendaItem[];
}

export interface ProposalForm {
  disease: string;
  stage: string;
  performance_status: string;
  comorbidity: string;
  preference: string;
  social: string;
  images_ready: boolean;
  images_note: string;
  required_specialties: string[];
  options: string;
}

export interface PreOpinion {
  person: Ref;
  org: Ref;
  specialty: string;
  in: boolean;
  mine: boolean;
  text: string | null;
  revision: number | null;
  updated_at: string | null;
}

export type SignValue = "agree" | "agree_note" | "dissent";

export interface Signature {
  person: Ref;
  title: string;
  org_name: string;
  licence_no: string;
  part: Part;
  specialty: string;
  value: SignValue | "unsigned" | "asked";
  text: string;
  signed_at: string | null;
  version: number;
}

export interface Outcome {
  revision: number;
  /** 0: never circulated. */
  version: number;
  status: "draft" | "circulated" | "final";
  content: OutcomeContent;
  by: Ref | null;
  updated_at: string;
  circulated_at: string | null;
  /** False: too few were there; null: not counted yet. */
  mdt_conclusion: boolean | null;
}

export interface Attendance {
  person: Ref;
  title: string;
  org: Ref;
  part: Part;
  specialty: string;
  joined_at: string | null;
  left_at: string | null;
  how: "link" | "phone" | "writing";
}

/** One case of an MDT with everything said and decided about it. */
export interface MdtView {
  request_id: string;
  case_id: string;
  room_id: string;
  number: string;
  state: string;
  version: number;
  urgency: Urgency;
  patient: PatientShort;
  from_org: Ref;
  to_org: Ref;
  board: Ref;
  session: { id: string; mode: Mode; state: SessionState; starts_at: string; ends_at: string } | null;
  minutes: number;
  question: string;
  form: ProposalForm;
  required_specialties: string[];
  allowed: string[];
  created_by: PersonRef;
  can_write_outcome: boolean;
  /** `seat`: my opinion is wanted; `to_sign`: my signature is. */
  me: { part: Part; specialty: string; seat: boolean; to_sign: boolean } | null;
  opinions_opened_at: string | null;
  opinions: PreOpinion[];
  quorum: Quorum;
  attendance: Attendance[];
  readiness: Readiness[];
  outcome: Outcome | null;
  sign_by: string | null;
  signatures: Signature[];
  actions: { no: number; text: string; owner: Ref | null; due_at: string | null; state: string; seq: number | null }[];
  record: MeetingRecord;
}

export interface MeetingRecord {
  chair: Ref | null;
  secretary: Ref | null;
  members: unknown;
  absent: Ref[];
  started_at: string | null;
  ended_at: string | null;
  place: string;
  /** Of the hospital whose record it is; ISO 3166, empty where it is not known. */
  country: string;
}
