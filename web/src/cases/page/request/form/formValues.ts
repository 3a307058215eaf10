import { formatNumber, parseNumber } from "../../../../i18n";
import { detailsOf, typedOf, type Typed } from "../../../forms/details";
import type { Diagnosis } from "../../../forms/diagnoses";
import { labsOf, typedLabs, type TypedLabs } from "../../../forms/labs";
import type { Template } from "../../../forms/templates";
import type { ConsentTyped } from "../../../new/draft/draft";
import type { CaseDetail, FormData, FormText, Vitals } from "../../../detail";
import { TEXTS, VITALS } from "./fields";
import { fromBox, toBox } from "../../../../i18n/zoned";

/** What the boxes of the edit sheet hold, all as text. */
export interface Values {
  texts: Partial<Record<FormText, string>>;
  vitals: Partial<Record<keyof Vitals, string>>;
  onset: string;
  onsetUnknown: boolean;
  consent: ConsentTyped;
  details: Typed;
  labs: TypedLabs;
  diagnoses: Diagnosis[];
  allowReferral: boolean;
}

/** As it is typed: "36,6" where one writes so, and never grouped. */
const written = (value: number) => formatNumber(value, { useGrouping: false, maximumFractionDigits: 3 });

export function valuesOf(data: FormData, template?: Template): Values {
  const vitals = Object.entries(data.vitals ?? {}).map(([name, value]) => [name, written(value)]);
  return {
    texts: Object.fromEntries(TEXTS.map((name) => [name, data[name] ?? ""])),
    vitals: Object.fromEntries(vitals) as Values["vitals"],
    onset: data.onset_at ? toBox(data.onset_at) : "",
    onsetUnknown: data.onset_unknown ?? false,
    consent: consentOf(data),
    details: template === undefined ? {} : typedOf(template, data.details ?? {}),
    labs: typedLabs(data.labs ?? []),
    diagnoses: data.diagnoses ?? [],
    allowReferral: data.allow_referral ?? false,
  };
}

/** Boxes that hold no number although something was typed. */
export function wrongVitals(values: Values): (keyof Vitals)[] {
  return VITALS.map(([name]) => name).filter((name) => {
    const text = values.vitals[name]?.trim() ?? "";
    return text !== "" && parseNumber(text) === null;
  });
}

export function formOf(values: Values, template?: Template): FormData {
  const vitals: Vitals = {};
  for (const [name] of VITALS) {
    const value = parseNumber(values.vitals[name] ?? "");
    if (value !== null) vitals[name] = value;
  }
  const form: FormData = { ...values.texts, vitals };
  const onset = fromBox(values.onset);
  if (values.onsetUnknown) form.onset_unknown = true;
  else if (onset !== null) form.onset_at = onset;
  const { how, by, relation, scan, exception } = values.consent;
  if (how === "exception") form.consent = { given: false, how, by: "", exception };
  else if (how !== "") form.consent = { given: true, how, by, relation, scan, exception: "" };
  const details = detailsOf(template, values.details);
  if (Object.keys(details).length > 0) form.details = details;
  const labs = labsOf(values.labs);
  if (labs.length > 0) form.labs = labs;
  if (values.diagnoses.length > 0) form.diagnoses = values.diagnoses;
  if (values.allowReferral) form.allow_referral = true;
  return form;
}

/** Older forms do not say how consent was given. */
function consentOf({ consent }: FormData): ConsentTyped {
  const { given = false, how = "", by = "", relation = "", scan = "", exception = "" } = consent ?? {};
  const known = how === "" ? (given ? "verbal" : exception === "" ? "" : "exception") : how;
  return { how: known as ConsentTyped["how"], by, relation, scan, exception };
}

/** What the boxes about the person hold. */
export interface PersonValues {
  name: string;
  sex: string;
  birth: string;
  age: string;
  phone: string;
  nationalId: string;
  mrn: string;
  insurance: string;
  unidentified: boolean;
}

export function personOf({ patient }: CaseDetail): PersonValues {
  const number = (system: string) => patient.identifiers.find((each) => each.system === system)?.value ?? "";
  return {
    name: patient.name,
    sex: patient.sex,
    birth: patient.birth_date ?? "",
    age: patient.birth_date === null && patient.age !== null ? String(patient.age) : "",
    phone: patient.phone,
    nationalId: number("national_id"),
    mrn: number("mrn"),
    insurance: number("insurance"),
    unidentified: patient.identity === "unidentified" && patient.name === "",
  };
}

export function patientOf(values: PersonValues): Record<string, unknown> {
  const numbers = [
    { system: "national_id", value: values.nationalId },
    { system: "mrn", value: values.mrn },
    { system: "insurance", value: values.insurance },
  ];
  return {
    name: values.name,
    sex: values.sex,
    birth_date: values.birth || null,
    age_years: values.birth ? null : parseNumber(values.age),
    phone: values.phone,
    identifiers: numbers.filter((each) => each.value.trim() !== ""),
    unidentified: values.unidentified,
  };
}
