import type { Mention } from "../../link/said";

/** Somebody or some role one can call by @. */
export interface Callable {
  name: string;
  mention: Mention;
}

/** The word begun with @ right before the caret, without the @; null when none is. */
export function begunMention(text: string, caret: number): string | null {
  const found = /(?:^|[\s,，。:：])@([^\s@]{0,30})$/.exec(text.slice(0, caret));
  return found === null ? null : (found[1] ?? "");
}

export function matching(callable: readonly Callable[], begun: string): readonly Callable[] {
  const wanted = begun.toLocaleLowerCase();
  return callable.filter(({ name }) => name.toLocaleLowerCase().includes(wanted));
}

/** `text` with the begun word completed, and where the caret goes. */
export function completed(text: string, caret: number, name: string): { text: string; caret: number } {
  const start = text.slice(0, caret).lastIndexOf("@");
  const head = `${text.slice(0, start)}@${name} `;
  return { text: head + text.slice(caret), caret: head.length };
}

/** Everybody whose @name stands in the text; a longer name hides a shorter one inside it. */
export function mentionsIn(text: string, callable: readonly Callable[]): Mention[] {
  let left = text;
  const found: Mention[] = [];
  for (const { name, mention } of [...callable].sort((a, b) => b.name.length - a.name.length)) {
    if (!left.includes(`@${name}`)) continue;
    left = left.split(`@${name}`).join(" ");
    found.push(mention);
  }
  return found;
}
