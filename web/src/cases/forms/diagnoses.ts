import { voice } from "../../i18n/locale";

export interface Diagnosis {
  code: string;
  text: string;
  names?: Partial<Record<string, string>>;
}

export interface CodeName {
  code: string;
  en: string;
  zh: string;
  vi: string;
}

/** In the reader's language where the code has a name in it, else as it was typed. */
export function diagnosisName(diagnosis: Diagnosis): string {
  return diagnosis.names?.[voice().locale] ?? (diagnosis.text || (diagnosis.names?.en ?? ""));
}

export function codeName(code: CodeName): string {
  const own = { en: code.en, "zh-CN": code.zh, vi: code.vi }[voice().locale as string];
  return own || code.zh || code.en || code.vi;
}

export const namesOf = (code: CodeName): Record<string, string> =>
  Object.fromEntries(Object.entries({ en: code.en, "zh-CN": code.zh, vi: code.vi }).filter(([, name]) => name !== ""));
