import { timeZone } from "../../../i18n";

/** Minutes east of Greenwich at `moment` in the reader's hospital. */
function offset(moment: number): number {
  const zone = timeZone.peek();
  if (zone === undefined) return -new Date(moment).getTimezoneOffset();
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(moment);
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value);
  const local = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return Math.round((local - Math.floor(moment / 1000) * 1000) / 60_000);
}

/** "2025-11-03T14:06": what a datetime-local box shows, on the hospital's clock. */
export function toBox(moment: string | number): string {
  const at = new Date(moment).getTime();
  return new Date(at + offset(at) * 60_000).toISOString().slice(0, 16);
}

/** The moment a box means, RFC 3339 in UTC; null for an empty or unfinished box. */
export function fromBox(text: string): string | null {
  // Date.parse alone makes some year of almost anything.
  const asUtc = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) ? Date.parse(`${text.slice(0, 16)}:00Z`) : Number.NaN;
  if (Number.isNaN(asUtc)) return null;
  // Once more with the offset found: around a change of clocks the first guess may be off.
  const guess = asUtc - offset(asUtc) * 60_000;
  return new Date(asUtc - offset(guess) * 60_000).toISOString();
}
