import { parseNumber } from "../../../i18n";
import { isWrong } from "../../forms/details";
import { fieldsOf, type Template } from "../../forms/templates";
import { parseClock } from "../typed/clockTime";
import { idReadingOf, onsetOf } from "./body";
import { MEASURES, SPOKEN, type Draft, type Measure } from "./draft";

/** Everything that can be missing or wrong, in the order of the page. */
export type Gap =
  | "name"
  | "age"
  | "sex"
  | "national_id"
  | "identity"
  | "onset"
  | "onset_wrong"
  | "chief_complaint"
  | "vitals"
  | "vitals_wrong"
  | "questions"
  | "history"
  | "provisional_diagnosis"
  | "consent"
  | "consent_sheet"
  | "details_wrong"
  | "destination";

export interface Range {
  unit: string;
  low: number;
  high: number;
}
export type Ranges = Partial<Record<Measure, Range>>;

/** The control each gap is mended in. */
export const FIELD_OF: Readonly<Record<Gap, string>> = {
  name: "new-name",
  age: "new-age",
  sex: "new-sex",
  national_id: "new-national-id",
  identity: "new-national-id",
  onset: "new-onset",
  onset_wrong: "new-onset",
  chief_complaint: "new-complaint",
  vitals: "new-temperature",
  vitals_wrong: "new-temperature",
  questions: "new-question-0",
  history: "new-history",
  provisional_diagnosis: "new-diagnoses",
  consent: "new-consent",
  consent_sheet: "new-consent",
  details_wrong: "new-specialty",
  destination: "new-destination",
};

/** Owed by an emergency; every other request must bring them along. */
const MAY_FOLLOW: readonly Gap[] = ["identity", "onset", "vitals", "consent", "consent_sheet"];
const NEVER_ASKED_IN_EMERGENCY: readonly Gap[] = ["history", "provisional_diagnosis"];

export interface Checked {
  /** Nothing can be sent before these are mended. */
  missing: Gap[];
  /** May follow; the centre asks for the debts of an emergency. */
  later: Gap[];
}

/** What the server would answer, known before asking. */
export function check(draft: Draft, zone: string | undefined, now: number, ranges: Ranges = {}, template?: Template): Checked {
  const gaps = gapsOf(draft, zone, now, ranges, template);
  if (draft.urgency === "emergency") {
    const asked = gaps.filter((gap) => !NEVER_ASKED_IN_EMERGENCY.includes(gap));
    return {
      missing: asked.filter((gap) => !MAY_FOLLOW.includes(gap)),
      later: asked.filter((gap) => MAY_FOLLOW.includes(gap)),
    };
  }
  const follow: readonly Gap[] = ["onset", "vitals", "consent_sheet"];
  return { missing: gaps.filter((gap) => !follow.includes(gap)), later: gaps.filter((gap) => follow.includes(gap)) };
}

function gapsOf(draft: Draft, zone: string | undefined, now: number, ranges: Ranges, template?: Template): Gap[] {
  const { who, texts, onset, consent } = draft;
  const reading = idReadingOf(draft);
  const numbered = [who.nationalId, who.mrn, who.insurance].some((text) => text.trim() !== "");
  const began = onsetOf(draft, zone);
  const found: Record<Gap, boolean> = {
    name: !who.unidentified && who.name.trim() === "",
    age: who.birthDate === "" && !isAge(who.age),
    sex: who.sex === "" || who.sex === "unknown",
    national_id: !who.unidentified && reading.kind === "wrong",
    identity: who.unidentified || !numbered,
    onset: !onset.unknown && onset.time.trim() === "",
    onset_wrong:
      !onset.unknown && onset.time.trim() !== "" && (parseClock(onset.time) === null || (began?.getTime() ?? 0) > now),
    chief_complaint: texts.chief_complaint.trim() === "",
    vitals: SPOKEN.some((name) => draft.vitals[name].trim() === ""),
    vitals_wrong: MEASURES.some((name) => !measureFits(draft.vitals[name], ranges[name])),
    questions: draft.questions.every((text) => text.trim() === ""),
    history: texts.history.trim() === "",
    provisional_diagnosis: texts.provisional_diagnosis.trim() === "" && draft.diagnoses.length === 0,
    consent: consent.how === "" || (consent.how === "exception" && consent.exception.trim() === ""),
    consent_sheet: (consent.how === "written" || consent.how === "guardian") && consent.scan === "",
    details_wrong: template !== undefined && fieldsOf(template).some((field) => isWrong(field, draft.details[field.code])),
    destination: draft.destination === null,
  };
  return (Object.keys(found) as Gap[]).filter((gap) => found[gap]);
}

function isAge(text: string): boolean {
  const age = parseNumber(text);
  return age !== null && age >= 0 && age <= 130;
}

/** Empty fits; a number must lie in the plausible range. */
export function measureFits(text: string, range: Range | undefined): boolean {
  if (text.trim() === "") return true;
  const value = parseNumber(text);
  if (value === null) return false;
  return range === undefined || (value >= range.low && value <= range.high);
}

/** Names in the server's `field` of a refusal, where they differ from this page's. */
const SERVER_FIELDS: Readonly<Record<string, string>> = {
  "patient.name": "new-name",
  "patient.national_id": "new-national-id",
  "patient.identifiers": "new-national-id",
  "patient.mrn": "new-mrn",
  "patient.insurance": "new-insurance",
  "patient.phone": "new-phone",
  "patient.birth_date": "new-birth",
  "patient.age_years": "new-age",
  onset_at: "new-onset",
  consent: "new-consent",
  diagnoses: "new-diagnoses",
  labs: "new-labs",
  destination: "new-destination",
  "destination.specialty": "new-destination",
};

/** The control that mends a refusal naming `field` (`patient.mrn`, `vitals.pulse`, `history`). */
export function controlOf(field: string): string {
  if (field.startsWith("details.")) return `new-detail-${field.slice("details.".length)}`;
  const [part = field] = field.split(".");
  return SERVER_FIELDS[field] ?? (part === "labs" || part === "diagnoses" ? `new-${part}` : `new-${field.replace(/^vitals\./, "")}`);
}

/** The gap behind a name in the server's `missing[]`, or null for one this page does not know. */
export function gapOf(name: string): Gap | null {
  return name in FIELD_OF ? (name as Gap) : null;
}
