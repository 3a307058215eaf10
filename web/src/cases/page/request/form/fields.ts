import { formatDateTime, formatNumber, has, t } from "../../../../i18n";
import type { FormData, FormText, Vitals } from "../../../detail";

/** In the order of the paper. */
export const TEXTS: readonly FormText[] = [
  "chief_complaint",
  "history",
  "past_history",
  "allergies",
  "medication",
  "examination",
  "laboratory",
  "provisional_diagnosis",
  "plan",
  "wanted_title",
  "callback_phone",
];

/** As nurses say them; then what is asked more rarely. */
export const VITALS: readonly (readonly [keyof Vitals, string])[] = [
  ["temperature", "°C"],
  ["pulse", "/min"],
  ["respiration", "/min"],
  ["systolic", "mmHg"],
  ["diastolic", "mmHg"],
  ["spo2", "%"],
  ["weight", "kg"],
  ["gcs", ""],
  ["altitude", "m"],
];

export const ONE_LINE: ReadonlySet<FormText> = new Set(["chief_complaint", "allergies", "wanted_title", "callback_phone"]);

export interface Row {
  key: string;
  label: string;
  text: string;
}

/** The filled lines of the form. */
export function rowsOf(data: FormData): Row[] {
  const row = (key: string, text: string): Row => ({ key, label: t(`case.field.${key}`), text });
  const texts = (names: readonly FormText[]) => names.flatMap((name) => (data[name] ? [row(name, data[name])] : []));
  const [complaint, ...rest] = TEXTS;
  return [
    ...texts(complaint === undefined ? [] : [complaint]),
    ...onset(data).map((text) => row("onset", text)),
    ...[vitalsWords(data.vitals)].filter(Boolean).map((text) => row("vitals", text)),
    ...texts(rest),
    ...consent(data).map((text) => row("consent", text)),
  ];
}

function onset(data: FormData): string[] {
  if (data.onset_at) return [formatDateTime(data.onset_at)];
  return data.onset_unknown ? [t("case.onset_unknown")] : [];
}

/** "T 36.8 °C · P 96 /min"; empty where none was taken. */
export function vitalsWords(values: Vitals = {}): string {
  const parts = VITALS.flatMap(([name, unit]) => {
    const value = values[name];
    if (value === undefined) return [];
    return [`${t(`case.vital.${name}`)} ${formatNumber(value)}${unit === "" ? "" : ` ${unit}`}`];
  });
  return parts.join(" · ");
}

function consent(data: FormData): string[] {
  if (!data.consent) return [];
  const { given, how = "", by, relation = "", scan = "", exception } = data.consent;
  if (given) {
    const whom = [by, relation].filter(Boolean).join(", ");
    const sheet = how === "written" || how === "guardian" ? (scan || t("case.consent_no_sheet")) : "";
    const kind = has(`new.consent.${how}`) ? t(`new.consent.${how}`) : "";
    return [[kind, whom ? t("case.consent_by", { by: whom }) : t("case.consent_given"), sheet].filter(Boolean).join(" · ")];
  }
  return exception ? [t("case.consent_exception", { reason: exception })] : [];
}
