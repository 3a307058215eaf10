import { signal } from "@preact/signals";
import { voice } from "./locale";

/** IANA zone of the reader's hospital; undefined: the device's own. Set from the session. */
export const timeZone = signal<string | undefined>(undefined);

type Moment = string | number | Date;

const formats = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat>();

function cached<T extends Intl.DateTimeFormat | Intl.NumberFormat>(key: string, make: () => T): T {
  let found = formats.get(key) as T | undefined;
  if (found === undefined) {
    found = make();
    formats.set(key, found);
  }
  return found;
}

function dated(moment: Moment, options: Intl.DateTimeFormatOptions): string {
  const all: Intl.DateTimeFormatOptions = { hourCycle: "h23", ...options };
  if (timeZone.value !== undefined) all.timeZone ??= timeZone.value;
  const tag = WRITTEN_AS[voice().locale] ?? voice().locale;
  const key = `${tag} ${JSON.stringify(all)}`;
  return cached(key, () => new Intl.DateTimeFormat(tag, all)).format(new Date(moment));
}

/** English of both sides of the ocean: 11/03 would be two different days. */
const WRITTEN_AS: Readonly<Record<string, string>> = { en: "en-GB" };

const day = (): Intl.DateTimeFormatOptions =>
  voice().locale === "en"
    ? { year: "numeric", month: "short", day: "numeric" }
    : { year: "numeric", month: "2-digit", day: "2-digit" };

/** 14:06 */
export function formatTime(moment: Moment, zone?: string): string {
  return dated(moment, { hour: "2-digit", minute: "2-digit", ...inZone(zone) });
}

/** 14:06:12 */
export function formatSeconds(moment: Moment, zone?: string): string {
  return dated(moment, { hour: "2-digit", minute: "2-digit", second: "2-digit", ...inZone(zone) });
}

/** 2025/11/03, 03/11/2025, 3 Nov 2025: as the language writes dates. */
export function formatDate(moment: Moment, zone?: string): string {
  return dated(moment, { ...day(), ...inZone(zone) });
}

export function formatDateTime(moment: Moment, zone?: string): string {
  return dated(moment, {
    ...day(),
    hour: "2-digit",
    minute: "2-digit",
    ...inZone(zone),
  });
}

export function formatNumber(value: number, options: Intl.NumberFormatOptions = {}): string {
  const tag = voice().locale;
  const key = `${tag} # ${JSON.stringify(options)}`;
  return cached(key, () => new Intl.NumberFormat(tag, options)).format(value);
}

/** 1.8 MB, as powers of 1000 the way operating systems now count. */
export function formatBytes(bytes: number): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
  let scaled = bytes;
  let index = 0;
  while (scaled >= 1000 && index < units.length - 1) {
    scaled /= 1000;
    index += 1;
  }
  const unit = units[index] ?? "byte";
  return formatNumber(scaled, { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: index > 0 ? 1 : 0 });
}

/** Reads "3,1" and "3.1" alike; null when it is no number. */
export function parseNumber(text: string): number | null {
  const plain = text.trim().replace(",", ".");
  return /^[-+]?\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
}

function inZone(zone: string | undefined): Intl.DateTimeFormatOptions {
  return zone === undefined ? {} : { timeZone: zone };
}

/** Mar 2026, 2026年3月, tháng 3, 2026: of a month written like 2026-03. */
export function formatMonth(month: string): string {
  return dated(`${month}-01T00:00:00Z`, { year: "numeric", month: voice().locale === "en" ? "short" : "long", timeZone: "UTC" });
}

/** The month of an instant where the reader is, like 2026-03. */
export function monthOf(moment: Moment): string {
  const options: Intl.DateTimeFormatOptions = { year: "numeric", month: "2-digit" };
  if (timeZone.value !== undefined) options.timeZone = timeZone.value;
  const parts = new Intl.DateTimeFormat("en-CA", options).formatToParts(new Date(moment));
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}`;
}
