/** A referral's papers as words, for the sheet on screen and the slip on paper alike. */
import { formatDate, formatDateTime, has, t } from "../i18n";
import { diagnosisName } from "../cases/forms/diagnoses";
import { optionName } from "./forms/Fields";
import type { Checklist, Consent, Drug, Kind, Sheet, Whole } from "./types";

/** The sender's words in the order of the paper form. */
export const WRITTEN: Readonly<Record<Kind, readonly string[]>> = {
  referral_up: [
    "reason",
    "condition",
    "clinical_signs",
    "diagnosis",
    "tests",
    "results",
    "procedures",
    "treatment",
    "drugs",
    "cautions",
    "guidance",
    "direction",
    "infection",
    "transport",
    "planned_at",
    "wished_doctor",
  ],
  referral_down: ["diagnosis", "summary", "outcome", "operations", "rehabilitation", "targets", "warning_signs", "implants", "reason"],
};
/** Who it is about, beside name, sex and age. */
export const ADMINISTRATIVE = ["visit_type", "payment", "outpatient_no", "inpatient_no", "record_no", "appointment_no", "companion_name", "companion_phone"] as const;

const CODED = new Set(["visit_type", "payment", "infection", "transport", "outcome"]);

/** One field of the sheet as it is read; empty where nobody wrote it. */
export function sheetWords(sheet: Sheet, name: string): string {
  const value = sheet[name];
  if (typeof value !== "string" || value === "") return "";
  if (name === "planned_at") return formatDateTime(value);
  return CODED.has(name) && has(`referral.option.${name}.${value}`) ? optionName(name, value) : value;
}

/** The diagnosis of the sheet, else of the case's form. */
export function diagnosisWords({ sheet, form }: Pick<Whole, "sheet" | "form">): string {
  const coded = (form.diagnoses ?? []).map((each) => [each.code, diagnosisName(each)].filter(Boolean).join(" "));
  return sheetWords(sheet, "diagnosis") || coded.join("; ") || (form.provisional_diagnosis ?? "");
}

export const drugWords = ({ name, dose, at }: Drug) => [name, dose, at && formatDateTime(at)].filter(Boolean).join(" ");

export function consentWords(agreed: Consent): string {
  return [optionName("by", agreed.by), agreed.name, agreed.how && optionName("how", agreed.how), formatDateTime(agreed.at)].filter(Boolean).join(" · ");
}

export function travelWords(list: Checklist): string {
  return [list.transport && optionName("transport", list.transport), list.vehicle].filter(Boolean).join(" · ");
}

export function escortWords(list: Checklist): string {
  return [...(list.escort ?? []).map((each) => optionName("escort", each)), list.escort_name].filter(Boolean).join(", ");
}

export function oxygenWords({ oxygen }: Checklist): string {
  if (!oxygen) return "";
  return [oxygen.device, oxygen.litres === null ? "" : t("referral.litres", { n: oxygen.litres })].filter(Boolean).join(" ");
}

export const infectionWords = (list: Checklist) =>
  [list.infection && optionName("infection", list.infection), list.infection_text].filter(Boolean).join(": ");

export const identifierWords = (whole: Pick<Whole, "patient">) =>
  whole.patient.identifiers.map((each) => t(`case.identifier_short.${each.system}`, { value: each.value }));

export const dischargeDrugs = (sheet: Sheet) =>
  (sheet.discharge_drugs ?? []).map((each) => [each.name, each.dose, each.until && t("referral.until", { day: formatDate(each.until) })].filter(Boolean).join(" "));
