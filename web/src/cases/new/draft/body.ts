import { parseNumber } from "../../../i18n";
import { detailsOf } from "../../forms/details";
import { labsOf } from "../../forms/labs";
import type { Template } from "../../forms/templates";
import { instantOf, parseClock } from "../typed/clockTime";
import { readNationalId } from "../typed/nationalId";
import { MEASURES, TEXTS, type Draft } from "./draft";

export interface PatientBody {
  name: string;
  sex: string;
  birth_date: string | null;
  age_years: number | null;
  phone: string;
  identifiers: { system: string; value: string }[];
  unidentified: boolean;
}

/** What `POST /cases` takes, without `send`. */
export interface CaseBody {
  id: string;
  org_id: string;
  patient: PatientBody;
  urgency: string;
  template: string;
  template_version: number | null;
  form: Record<string, unknown>;
  questions: string[];
  destination: { partnership_id: string; specialty: string } | null;
  recordings: { kind: string; id: string }[];
}

/** `template`: the version this draft is written with, once it is known. */
export function bodyOf(draft: Draft, zone: string | undefined, template?: Template): CaseBody {
  return {
    id: draft.id,
    org_id: draft.orgId,
    patient: patientOf(draft),
    urgency: draft.urgency,
    template: draft.template,
    template_version: template?.version ?? draft.templateVersion,
    form: formOf(draft, zone, template),
    questions: draft.questions.map((text) => text.trim()).filter((text) => text !== ""),
    destination: draft.destination,
    recordings: draft.recordings.map(({ kind, id }) => ({ kind, id })),
  };
}

function patientOf({ who }: Draft): PatientBody {
  const age = parseNumber(who.age);
  const numbers = [
    { system: "national_id", value: who.nationalId.replace(/\s/g, "").toUpperCase() },
    { system: "mrn", value: who.mrn.trim() },
    { system: "insurance", value: who.insurance.trim() },
  ];
  return {
    name: who.unidentified ? "" : who.name.trim(),
    sex: who.sex === "" ? "unknown" : who.sex,
    birth_date: who.birthDate === "" ? null : who.birthDate,
    age_years: who.birthDate !== "" || age === null ? null : Math.floor(age),
    phone: who.phone.trim(),
    identifiers: who.unidentified ? [] : numbers.filter(({ value }) => value !== ""),
    unidentified: who.unidentified,
  };
}

function formOf(draft: Draft, zone: string | undefined, template?: Template): Record<string, unknown> {
  const form: Record<string, unknown> = {};
  for (const name of TEXTS) if (draft.texts[name].trim() !== "") form[name] = draft.texts[name].trim();
  const onset = onsetOf(draft, zone);
  if (draft.onset.unknown) form.onset_unknown = true;
  else if (onset !== null) form.onset_at = onset.toISOString();
  const vitals: Record<string, number> = {};
  for (const name of MEASURES) {
    const value = parseNumber(draft.vitals[name]);
    if (value !== null) vitals[name] = value;
  }
  if (Object.keys(vitals).length > 0) form.vitals = vitals;
  const { how, by, relation, scan, exception } = draft.consent;
  if (how === "exception") {
    if (exception.trim() !== "") form.consent = { given: false, how, exception: exception.trim() };
  } else if (how !== "") {
    form.consent = { given: true, how, by: by.trim(), relation: how === "guardian" ? relation.trim() : "", scan: how === "verbal" ? "" : scan };
  }
  const details = detailsOf(template, draft.details);
  if (Object.keys(details).length > 0) form.details = details;
  const labs = labsOf(draft.labs);
  if (labs.length > 0) form.labs = labs;
  if (draft.diagnoses.length > 0) form.diagnoses = draft.diagnoses;
  if (draft.allowReferral) form.allow_referral = true;
  return form;
}

/** The moment of onset, or null while it is not typed. */
export function onsetOf({ onset }: Draft, zone: string | undefined): Date | null {
  const time = parseClock(onset.time);
  return onset.unknown || time === null ? null : instantOf(onset.day, time, zone);
}

export const idReadingOf = (draft: Draft) => readNationalId(draft.who.nationalId);
