import { timeZone } from ".";
import { instantAt, wallBox } from "./wallClock";

/** "2025-11-03T14:06": what a datetime-local box shows, on the hospital's clock. */
export function toBox(moment: string | number): string {
  return wallBox(new Date(moment).getTime(), timeZone.peek());
}

/** The moment a box means, RFC 3339 in UTC; null for an empty or unfinished box. */
export function fromBox(text: string): string | null {
  // Date.parse alone makes some year of almost anything.
  const asUtc = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) ? Date.parse(`${text.slice(0, 16)}:00Z`) : Number.NaN;
  if (Number.isNaN(asUtc)) return null;
  return new Date(instantAt(asUtc, timeZone.peek())).toISOString();
}
