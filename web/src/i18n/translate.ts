import { voice } from "./locale";
import { formatNumber } from "./format";
import { pluralCategory } from "./plural";

export type Params = Readonly<Record<string, unknown>>;

/** Several words in a row, with the comma of the language. */
export const listed = (words: readonly string[]) => words.join(voice().texts["common.list_comma"] ?? ", ");

/** Fills `{name}`; numbers are written as the language writes them. */
function fill(text: string, params: Params): string {
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => {
    const value = params[name];
    if (value === undefined || value === null) return hole;
    if (typeof value === "number") return formatNumber(value);
    return Array.isArray(value) ? listed(value.map(String)) : String(value);
  });
}

/** The text of `area.key` in the reader's language. Reading it re-renders on a language switch. */
export function t(key: string, params?: Params): string {
  const text = voice().texts[key];
  if (text === undefined) return key;
  return params === undefined ? text : fill(text, params);
}

/** True when the language has this key; for codes that come from the server. */
export function has(key: string): boolean {
  return voice().texts[key] !== undefined;
}

/** `plural("today.waiting", 3)` picks `today.waiting_other`; `{n}` is the number. */
export function plural(key: string, n: number, params?: Params): string {
  const form = `${key}_${pluralCategory(voice().locale, n)}`;
  return t(has(form) ? form : `${key}_other`, { ...params, n });
}

interface ProblemLike {
  code?: string;
  params?: Params;
  detail?: string;
}

/** What went wrong, in words: by code, else the server's translated detail, else a general sentence. */
export function tError(problem: unknown): string {
  if (problem instanceof Error && problem.name === "OfflineError") return t("errors.offline");
  const { code, params, detail } = (problem ?? {}) as ProblemLike;
  if (code !== undefined && has(`errors.${code}`)) return t(`errors.${code}`, params);
  if (detail !== undefined && detail !== "") return detail;
  return t("errors.unexpected");
}
