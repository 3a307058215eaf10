/** Plural forms are keys with a suffix, as CLDR names them: `waiting_one`, `waiting_other`. */
export const PLURAL_SUFFIX = /_(zero|one|two|few|many|other)$/;

const rules = new Map<string, Intl.PluralRules>();

export function pluralCategory(locale: string, n: number): Intl.LDMLPluralRule {
  let found = rules.get(locale);
  if (found === undefined) {
    found = new Intl.PluralRules(locale);
    rules.set(locale, found);
  }
  return found.select(n);
}
