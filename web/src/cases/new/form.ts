import { t } from "../../i18n";
import type { Gap, Ranges } from "./draft/checks";
import type { Draft, Measure, TextName, Who } from "./draft/draft";

/** What every part of the page reads and writes. */
export interface Form {
  draft: Draft;
  change: (change: (draft: Draft) => Draft) => void;
  missing: readonly Gap[];
  /** After the first press of Send, gaps are also told beside their fields. */
  tried: boolean;
  ranges: Ranges;
}

/** The words beside a field: what is wrong always, what is missing only once sending was tried. */
export function gapError(form: Form, gap: Gap, wrong: Gap | null = null): string | null {
  if (wrong !== null && form.missing.includes(wrong)) return gapWords(wrong);
  return form.tried && form.missing.includes(gap) ? t("new.needed") : null;
}

export const gapWords = (gap: Gap) => t(`new.gap.${gap}`);

export function setWho(form: Form, part: Partial<Who>): void {
  form.change((draft) => ({ ...draft, who: { ...draft.who, ...part } }));
}

export function setText(form: Form, name: TextName, text: string): void {
  form.change((draft) => ({ ...draft, texts: { ...draft.texts, [name]: text } }));
}

export function setVital(form: Form, name: Measure, text: string): void {
  form.change((draft) => ({ ...draft, vitals: { ...draft.vitals, [name]: text } }));
}

export function setOnset(form: Form, part: Partial<Draft["onset"]>): void {
  form.change((draft) => ({ ...draft, onset: { ...draft.onset, ...part } }));
}
