import type { Sex, Urgency } from "../../../ui";
import type { Typed } from "../../forms/details";
import type { Diagnosis } from "../../forms/diagnoses";
import { NO_LABS, type TypedLabs } from "../../forms/labs";

/** Those that ship; a network may have more. */
export const TEMPLATES = ["chest_pain", "stroke", "trauma", "obstetric", "child", "rehabilitation", "general"] as const;

/** In the order nurses say them; blood pressure is two numbers in one breath. */
export const SPOKEN = ["temperature", "pulse", "respiration", "systolic", "diastolic", "spo2"] as const;
export const MEASURES = [...SPOKEN, "weight", "gcs", "altitude"] as const;
export type Measure = (typeof MEASURES)[number];

export const TEXTS = [
  "chief_complaint",
  "history",
  "past_history",
  "allergies",
  "medication",
  "examination",
  "laboratory",
  "provisional_diagnosis",
  "plan",
  "callback_phone",
  "wanted_title",
] as const;
export type TextName = (typeof TEXTS)[number];

export interface Destination {
  partnership_id: string;
  specialty: string;
}

export interface Who {
  name: string;
  sex: Sex | "";
  nationalId: string;
  mrn: string;
  insurance: string;
  age: string;
  birthDate: string;
  phone: string;
  unidentified: boolean;
}

/** How consent was given; `scan` is the file name of the signed sheet. */
export interface ConsentTyped {
  how: "" | "written" | "verbal" | "guardian" | "exception";
  by: string;
  relation: string;
  scan: string;
  exception: string;
}

/** A recording of the hospital's inbox this case starts from. */
export interface FromRecording {
  kind: string;
  id: string;
  label: string;
}

/** Everything as typed, so that nothing is lost by being half finished. */
export interface Draft {
  /** The case's id, made here: sending twice makes one case. */
  id: string;
  orgId: string;
  urgency: Urgency;
  template: string;
  /** Null: the newest. */
  templateVersion: number | null;
  details: Typed;
  labs: TypedLabs;
  diagnoses: Diagnosis[];
  recordings: FromRecording[];
  who: Who;
  /** Day "YYYY-MM-DD" and time as typed, in the hospital's zone. */
  onset: { day: string; time: string; unknown: boolean };
  texts: Record<TextName, string>;
  vitals: Record<Measure, string>;
  consent: ConsentTyped;
  /** The answering side may turn it into a referral. */
  allowReferral: boolean;
  questions: string[];
  destination: Destination | null;
  /** Chosen by hand: a template no longer changes it. */
  destinationChosen: boolean;
  /** Names of chosen files: after a reload they must be chosen again. */
  files: string[];
  /** The body of a send whose outcome is unknown. */
  attempted: string | null;
  /** The request on the server, once saved there. */
  requestId: string | null;
  savedAt: string | null;
  /** Of the copy on the server this one goes on from; 0: none. */
  serverRevision: number;
}

export interface Begin {
  id: string;
  orgId: string;
  urgency: Urgency;
  today: string;
  callbackPhone: string;
}

const blank = <K extends string>(names: readonly K[]) =>
  Object.fromEntries(names.map((name) => [name, ""])) as Record<K, string>;

export function emptyDraft(begin: Begin): Draft {
  return {
    id: begin.id,
    orgId: begin.orgId,
    urgency: begin.urgency,
    template: begin.urgency === "emergency" ? "chest_pain" : "general",
    templateVersion: null,
    details: {},
    labs: NO_LABS,
    diagnoses: [],
    recordings: [],
    who: {
      name: "",
      sex: "",
      nationalId: "",
      mrn: "",
      insurance: "",
      age: "",
      birthDate: "",
      phone: "",
      unidentified: false,
    },
    onset: { day: begin.today, time: "", unknown: false },
    texts: { ...blank(TEXTS), callback_phone: begin.callbackPhone },
    vitals: blank(MEASURES),
    consent: { how: "", by: "", relation: "", scan: "", exception: "" },
    allowReferral: false,
    questions: [""],
    destination: null,
    destinationChosen: false,
    files: [],
    attempted: null,
    requestId: null,
    savedAt: null,
    serverRevision: 0,
  };
}

/** A draft kept by an older release, with what it did not know yet. */
export function whole(kept: Partial<Draft> & { id: string }): Draft {
  const empty = emptyDraft({ id: kept.id, orgId: "", urgency: "routine", today: "", callbackPhone: "" });
  const consent = kept.consent && "how" in kept.consent ? kept.consent : empty.consent;
  return {
    ...empty,
    ...kept,
    consent,
    vitals: { ...empty.vitals, ...kept.vitals },
    texts: { ...empty.texts, ...kept.texts },
    who: { ...empty.who, ...kept.who },
  };
}

/** Whether a person typed anything worth keeping. */
export function isTouched(draft: Draft): boolean {
  const { who, texts, vitals, questions, onset } = draft;
  const typed = [
    who.name,
    who.sex,
    who.nationalId,
    who.mrn,
    who.insurance,
    who.age,
    who.birthDate,
    who.phone,
    onset.time,
    ...questions,
    ...Object.values(vitals),
    ...TEXTS.filter((name) => name !== "callback_phone").map((name) => texts[name]),
  ];
  const chosen = [draft.files, draft.recordings, draft.diagnoses, draft.labs.rows, Object.keys(draft.details)];
  return who.unidentified || chosen.some((each) => each.length > 0) || typed.some((text) => text.trim() !== "");
}
