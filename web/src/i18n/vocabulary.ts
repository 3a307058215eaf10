import { voice } from "./locale";
import { has, t } from "./translate";

const named = (key: string, code: string) => (has(key) ? t(key) : code);

/** Names of the codes everything is written in; a code without a name stands for itself. */
export const specialtyName = (code: string) => named(`vocabulary.specialty.${code}`, code);
export const serviceName = (code: string) => named(`vocabulary.service.${code}`, code);
export const roleName = (code: string) => named(`common.role.${code}`, code);

/** A language's name in the reader's language: "bo" is "Tibetan". */
export function languageName(code: string): string {
  const [base = code] = code.split("-");
  if (has(`vocabulary.language.${base}`)) return t(`vocabulary.language.${base}`);
  try {
    return new Intl.DisplayNames(voice().locale, { type: "language" }).of(base) ?? code;
  } catch {
    return code;
  }
}
