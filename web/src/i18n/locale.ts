import { batch, signal } from "@preact/signals";
import type { Texts } from "./merge";

const folders = import.meta.glob<Texts>("./*/index.ts", { import: "default" });

/** Every language with a folder here, e.g. `["en", "zh-CN"]`. */
export const LOCALES: readonly string[] = Object.keys(folders).map(
  (path) => path.split("/")[1] ?? "",
);

/** Each language by its own name, so that it is found by those who read only it. */
export const LOCALE_NAMES: Readonly<Record<string, string>> = {
  en: "English",
  "zh-CN": "中文",
  vi: "Tiếng Việt",
};

/** A language with its texts. */
export interface Voice {
  locale: string;
  texts: Texts;
}

export const locale = signal("zh-CN");
export const texts = signal<Texts>({});

let aside: Voice | null = null;

export const readersVoice = (): Voice => ({ locale: locale.value, texts: texts.value });

/** What `t` and the formats speak in: the reader's language, or that of `saidIn`. */
export const voice = (): Voice => aside ?? readersVoice();

/** What `say` says in another language while the page keeps its own; `say` must not wait. */
export function saidIn<T>(other: Voice, say: () => T): T {
  const before = aside;
  aside = other;
  try {
    return say();
  } finally {
    aside = before;
  }
}

export async function loadVoice(wished: string): Promise<Voice> {
  const load = folders[`./${wished}/index.ts`];
  if (load === undefined) throw new RangeError(`no language ${wished}`);
  return { locale: wished, texts: await load() };
}

/** The nearest language we have to what is wished, or null: `zh-Hans-CN` → `zh-CN`. */
export function nearest(wished: string): string | null {
  const exact = LOCALES.find((each) => each.toLowerCase() === wished.toLowerCase());
  if (exact !== undefined) return exact;
  const language = wished.toLowerCase().split("-")[0];
  return LOCALES.find((each) => each.split("-")[0] === language) ?? null;
}

const stored = (person?: string) => (person === undefined ? "huizhen.locale" : `huizhen.locale.${person}`);

function remembered(person?: string): string | null {
  try {
    return localStorage.getItem(stored(person));
  } catch {
    return null;
  }
}

function remember(wished: string, person?: string): void {
  try {
    localStorage.setItem(stored(person), wished);
  } catch {
    // Private windows forbid storage; the choice then lasts as long as the page.
  }
}

/** A language taken while nobody was logged in: the choice of whoever logs in next. */
let taken: string | null = null;

/** First hit of: this person's own choice here, their profile, this device's last, the browser's. */
export function choose(person?: string, profile?: string | null): string {
  if (person !== undefined && taken !== null) {
    remember(taken, person);
    taken = null;
  }
  const wishes = [
    person === undefined ? null : remembered(person),
    profile ?? null,
    remembered(),
    ...navigator.languages,
    "zh-CN",
  ];
  for (const wish of wishes) {
    const found = wish === null ? null : nearest(wish);
    if (found !== null) return found;
  }
  return "en";
}

/** Loads and shows a language without reloading the page. */
export async function showLanguage(wished: string): Promise<void> {
  const loaded = await loadVoice(wished);
  batch(() => {
    texts.value = loaded.texts;
    locale.value = wished;
  });
  document.documentElement.lang = wished;
}

/** Shows a language and keeps the choice, for this device and for the person if logged in. */
export async function chooseLanguage(wished: string, person?: string): Promise<void> {
  await showLanguage(wished);
  taken = person === undefined ? wished : null;
  remember(wished);
  if (person !== undefined) remember(wished, person);
}
