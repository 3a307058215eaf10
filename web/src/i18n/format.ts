import { signal } from "@preact/signals";
import { locale } from "./locale";

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
  const key = `${locale.value} ${JSON.stringify(all)}`;
  return cached(key, () => new Intl.DateTimeFormat(locale.value, all)).format(new Date(moment));
}

/** 14:06 */
export function formatTime(moment: Moment, zone?: string): string {
  return dated(moment, { hour: "2-digit", minute: "2-digit", ...inZone(zone) });
}

/** 14:06:12 */
export function formatSeconds(moment: Moment, zone?: string): string {
  return dated(moment, { hour: "2-digit", minute: "2-digit", second: "2-digit", ...inZone(zone) });
}

/** 2025/11/03, 03/11/2025: as the language writes dates. */
export function formatDate(moment: Moment, zone?: string): string {
  return dated(moment, { year: "numeric", month: "2-digit", day: "2-digit", ...inZone(zone) });
}

export function formatDateTime(moment: Moment, zone?: string): string {
  return dated(moment, {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    ...inZone(zone),
  });
}

export function formatNumber(value: number, options: Intl.NumberFormatOptions = {}): string {
  const key = `${locale.value} # ${JSON.stringify(options)}`;
  return cached(key, () => new Intl.NumberFormat(locale.value, options)).format(value);
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

/** m:ss under an hour, h:mm above; always without sign. */
export function formatSpan(milliseconds: number): string {
  const seconds = Math.floor(Math.abs(milliseconds) / 1000);
  const two = (n: number) => String(n).padStart(2, "0");
  if (seconds < 3600) return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}`;
}

/** Reads "3,1" and "3.1" alike; null when it is no number. */
export function parseNumber(text: string): number | null {
  const plain = text.trim().replace(",", ".");
  return /^[-+]?\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
}

function inZone(zone: string | undefined): Intl.DateTimeFormatOptions {
  return zone === undefined ? {} : { timeZone: zone };
}
