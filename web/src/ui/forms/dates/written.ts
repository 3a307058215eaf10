import { formatDate, locale } from "../../../i18n";

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const YEAR_FIRST = ["zh-CN"];

/** 2025/11/03, 03/11/2025, 3 Nov 2025: what a box shows for "2025-11-03"; empty for no date. */
export function writtenDate(iso: string): string {
  return isDay(iso) ? formatDate(`${iso}T00:00:00Z`, "UTC") : "";
}

/** How this language writes one: 1 May 1980. */
export const exampleDate = () => writtenDate("1980-05-21");

/**
 * Reads a typed date as the reader's language writes it, and everywhere 1980-05-21, 19800521,
 * the Chinese way and 21 May 1980. Null when it is none, or no such day. Years have four digits.
 */
export function parseDate(text: string): string | null {
  const plain = text.trim().toLowerCase();
  const named = /^(\d{1,2})\.?\s*([a-z]{3})[a-z]*\.?,?\s*(\d{4})$/.exec(plain);
  if (named) return day(Number(named[3]), MONTHS.indexOf(named[2] ?? "") + 1, Number(named[1]));
  const parts = plain.split(/[^\d]+/).filter(Boolean);
  const [a = "", b = "", c = ""] = parts.length === 1 ? digits(parts[0] ?? "") : parts;
  if (parts.length !== 1 && parts.length !== 3) return null;
  if (a.length === 4) return day(Number(a), Number(b), Number(c));
  return c.length === 4 ? day(Number(c), Number(b), Number(a)) : null;
}

/** Eight digits without a separator, in the order of the language; a year first is seen by itself. */
function digits(text: string): string[] {
  if (!/^\d{8}$/.test(text)) return [];
  const yearFirst = [text.slice(0, 4), text.slice(4, 6), text.slice(6)];
  const dayFirst = [text.slice(0, 2), text.slice(2, 4), text.slice(4)];
  const plausible = /^(19|20)/.test(text) && day(Number(yearFirst[0]), Number(yearFirst[1]), Number(yearFirst[2])) !== null;
  return YEAR_FIRST.includes(locale.value) || plausible ? yearFirst : dayFirst;
}

const isDay = (iso: string) => /^\d{4}-\d\d-\d\d$/.test(iso) && !Number.isNaN(Date.parse(iso));

function day(year: number, month: number, date: number): string | null {
  const found = new Date(Date.UTC(year, month - 1, date));
  const same = found.getUTCFullYear() === year && found.getUTCMonth() === month - 1 && found.getUTCDate() === date;
  return same && year >= 1000 ? found.toISOString().slice(0, 10) : null;
}

/** Reads "14:05", "1405", "14.05", "9：30", "9h30"; null when it is no time of day. */
export function parseTime(text: string): string | null {
  const match = /^(\d{1,2})\s*[:：.h\u65f6]?\s*(\d{2})\u5206?$/.exec(text.trim().toLowerCase());
  const [hour, minute] = [Number(match?.[1] ?? -1), Number(match?.[2] ?? -1)];
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return null;
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}
