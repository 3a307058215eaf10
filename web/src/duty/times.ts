/** Wall-clock times of a hospital and the instants they are. */
import { formatTime } from "../i18n";
import { voice } from "../i18n/locale";

const MINUTE = 60_000;
const DAY_MIN = 24 * 60;
const parts = new Map<string, Intl.DateTimeFormat>();

function written(zone: string): Intl.DateTimeFormat {
  let found = parts.get(zone);
  if (found === undefined) {
    found = new Intl.DateTimeFormat("en-CA", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    });
    parts.set(zone, found);
  }
  return found;
}

/** The hospital's clock at an instant, as `2026-11-21T20:00`: what a datetime-local box holds. */
export function wallOf(at: number | string, zone: string): string {
  const stamp = typeof at === "string" ? Date.parse(at) : at;
  const found = new Map(written(zone).formatToParts(stamp).map((each) => [each.type, each.value]));
  const of = (part: Intl.DateTimeFormatPartTypes) => found.get(part) ?? "";
  return `${of("year")}-${of("month")}-${of("day")}T${of("hour")}:${of("minute")}`;
}

/** The instant at which that clock shows `2026-11-21T20:00`; null for what is no such time. */
export function instantOf(wall: string, zone: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(wall)) return null;
  const wanted = Date.parse(`${wall}:00Z`);
  if (Number.isNaN(wanted)) return null;
  let at = wanted;
  // The offset at the guess may not be the one then; a second look settles it.
  for (let look = 0; look < 2; look += 1) at -= Date.parse(`${wallOf(at, zone)}:00Z`) - wanted;
  return new Date(at).toISOString();
}

export const dayOf = (at: number | string, zone: string) => wallOf(at, zone).slice(0, 10);

/** 0 is Monday. */
export const weekdayOf = (day: string) => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;

export function plusDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MIN * MINUTE).toISOString().slice(0, 10);
}

/** Minutes from midnight as `20:00`. */
export function clockOf(minutes: number): string {
  const within = ((minutes % DAY_MIN) + DAY_MIN) % DAY_MIN;
  return `${String(Math.floor(within / 60)).padStart(2, "0")}:${String(within % 60).padStart(2, "0")}`;
}

/** `20:00` as minutes; null for anything else. */
export function minutesOf(clock: string): number | null {
  const found = /^(\d{1,2}):(\d{2})$/.exec(clock);
  if (!found) return null;
  const [hours, minutes] = [Number(found[1]), Number(found[2])];
  return hours < 24 && minutes < 60 ? hours * 60 + minutes : null;
}

/** From one clock time to another, over midnight where it must be; the same time is a whole day. */
export const lengthOf = (from: number, to: number) => (to > from ? to - from : to - from + DAY_MIN);

const days = new Map<string, Intl.DateTimeFormat>();

function dated(key: "weekday" | "short", options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const tag = voice().locale === "en" ? "en-GB" : voice().locale;
  const name = `${key} ${tag}`;
  let found = days.get(name);
  if (found === undefined) {
    found = new Intl.DateTimeFormat(tag, { timeZone: "UTC", ...options });
    days.set(name, found);
  }
  return found;
}

/** "Tue", 周二, Th 3. */
export const weekdayName = (day: string) => dated("weekday", { weekday: "short" }).format(new Date(`${day}T00:00:00Z`));

/** The day and month, as the language writes them. */
export const shortDay = (day: string) =>
  dated("short", { day: "numeric", month: voice().locale === "en" ? "short" : "numeric" }).format(new Date(`${day}T00:00:00Z`));

/** "Tue 24 Nov 20:00" at the hospital. */
export function momentText(at: string, zone: string): string {
  const day = dayOf(at, zone);
  return `${weekdayName(day)} ${shortDay(day)} ${formatTime(at, zone)}`;
}

/** Until when, with the day only if it is another than that of `from`. */
export function stretchText(from: string, to: string, zone: string): string {
  const end = dayOf(from, zone) === dayOf(to, zone) ? formatTime(to, zone) : momentText(to, zone);
  return `${momentText(from, zone)} – ${end}`;
}
