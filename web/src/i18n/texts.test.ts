import { describe, expect, it } from "vitest";
import { PLURAL_SUFFIX } from "./plural";

const dictionaries = import.meta.glob<Record<string, string>>("./*/*.json", { eager: true, import: "default" });
const sources = import.meta.glob<string>(["../**/*.{ts,tsx}", "!../**/*.test.{ts,tsx}"], {
  eager: true,
  query: "?raw",
  import: "default",
});

const byLocale = new Map<string, Map<string, string>>();
for (const [file, entries] of Object.entries(dictionaries)) {
  const [, locale = "", area = ""] = /^\.\/([^/]+)\/(.+)\.json$/.exec(file) ?? [];
  const known = byLocale.get(locale) ?? new Map<string, string>();
  for (const [key, text] of Object.entries(entries)) known.set(`${area}.${key}`, text);
  byLocale.set(locale, known);
}
const uncommented = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
const source = Object.values(sources).map(uncommented).join("\n");
const english = byLocale.get("en") ?? new Map<string, string>();

/** Texts of codes that only the server knows; `room.too_many` is no plural. */
const FROM_SERVER = /^errors\./;

const counted = (key: string) => !FROM_SERVER.test(key) && PLURAL_SUFFIX.test(key);
const singular = (key: string) => (counted(key) ? key.replace(PLURAL_SUFFIX, "") : key);
const bases = (locale: string) => new Set([...(byLocale.get(locale)?.keys() ?? [])].map(singular));
const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
const matches = (pattern: RegExp) => [...source.matchAll(pattern)].map((match) => match[1] ?? "");

describe("texts", () => {
  it.each([...byLocale.keys()])("%s has the same keys as English", (locale) => {
    expect([...bases(locale)].sort()).toEqual([...bases("en")].sort());
  });

  it.each([...byLocale.keys()])("%s leaves nothing empty and every plural complete", (locale) => {
    const texts = byLocale.get(locale) ?? new Map<string, string>();
    const { pluralCategories } = new Intl.PluralRules(locale).resolvedOptions();
    const wrong = [...texts].flatMap(([key, text]) => {
      if (text.trim() === "") return [`${key} is empty`];
      if (!counted(key)) return [];
      return pluralCategories
        .filter((form) => form !== "many" && !texts.has(`${singular(key)}_${form}`))
        .map((form) => `${singular(key)}_${form} is missing`);
    });
    expect(wrong).toEqual([]);
  });

  it.each([...byLocale.keys()])("%s fills the same holes as English", (locale) => {
    const wrong = [...(byLocale.get(locale) ?? [])].filter(([key, text]) => {
      const model = english.get(key) ?? english.get(`${singular(key)}_other`);
      return model !== undefined && holes(model).join() !== holes(text).join();
    });
    expect(wrong).toEqual([]);
  });

  it("exist for every key named in the source", () => {
    const named = matches(/\b(?:t|plural|has)\(\s*["']([a-z_]+\.[\w.-]+)["']/g);
    expect(named.filter((key) => !bases("en").has(singular(key)) && !english.has(key))).toEqual([]);
  });

  it("are all used", () => {
    const literal = new Set(matches(/["'`]([a-z_]+\.[\w.-]+)["'`]/g));
    const prefixes = matches(/`([a-z_]+\.[\w.-]*)\$\{/g).filter((prefix) => prefix.includes("."));
    const unused = [...bases("en")].filter(
      (key) => !FROM_SERVER.test(key) && !literal.has(key) && !prefixes.some((prefix) => key.startsWith(prefix)),
    );
    expect(unused).toEqual([]);
  });

  it("are never written into the source in Chinese", () => {
    const wrong = Object.entries(sources).flatMap(([file, text]) => {
      if (file.startsWith("../ui/style/")) return [];
      return /\p{Script=Han}/u.test(uncommented(text)) && !/LOCALE_NAMES/.test(text) ? [file] : [];
    });
    expect(wrong).toEqual([]);
  });
});
