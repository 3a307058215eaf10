/** Wall-clock times of a hospital and the instants they are. */
import { formatTime } from "../i18n";
import { voice } from "../i18n/locale";
import { instantAt, wallBox } from "../i18n/wallClock";

const MINUTE = 60_000;
const DAY_MIN = 24 * 60;

/** The hospital's clock at an instant, as `2026-11-21T20:00`: what a datetime-local box holds. */
export function wallOf(at: number | string, zone: string): string {
  return wallBox(typeof at === "string" ? Date.parse(at) : at, zone);
}

/** The instant at which that clock shows `2026-11-21T20:00`; null for what is no such time. */
export function instantOf(wall: string, zone: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(wall)) return null;
  const wanted = Date.parse(`${wall}:00Z`);
  if (Number.isNaN(wanted)) return null;
  return new Date(instantAt(wanted, zone)).toISOString();
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
