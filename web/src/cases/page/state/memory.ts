import { signal } from "@preact/signals";
import type { Place } from "./context";

/** Where each open patient was left; a tab switch finds it again. */
const places = new Map<string, Place>();

export const START: Place = { segment: "room", request: null, deed: null, material: null, at: null, question: null, stageAlone: false, stop: null };

export const placeOf = (id: string): Place => places.get(id) ?? START;
/** Who comes back finds the page as it was, and the focus nowhere it was not asked for. */
export const rememberPlace = (id: string, place: Place) =>
  void places.set(id, { ...place, question: place.question && { ...place.question, asked: 0 } });

const KEY = "huizhen.opened";

function stored(): Readonly<Record<string, readonly string[]>> {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "{}") as Record<string, string[]>;
  } catch {
    return {};
  }
}

/** Materials this tab has had on its stage, by case: the sign sheet asks about the others. */
export const opened = signal(stored());

export function markOpened(caseId: string, material: string): void {
  const known = opened.peek()[caseId] ?? [];
  if (known.includes(material)) return;
  opened.value = { ...opened.peek(), [caseId]: [...known, material] };
  try {
    sessionStorage.setItem(KEY, JSON.stringify(opened.peek()));
  } catch {
    // Forbidden storage: it is known as long as the page lives.
  }
}
