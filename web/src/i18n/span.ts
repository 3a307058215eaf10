import { t } from "./translate";

const HOUR = 3600;
const DAYS_FROM = 48 * HOUR;

const two = (n: number) => String(n).padStart(2, "0");

/** 3:10 under an hour, "5 h 43" above, "3 d 4 h" from two days on; always without sign. */
export function formatSpan(milliseconds: number): string {
  const seconds = Math.floor(Math.abs(milliseconds) / 1000);
  if (seconds < HOUR) return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
  const hours = Math.floor(seconds / HOUR);
  // Digits as they are: a clock is read, not counted.
  if (seconds < DAYS_FROM) return t("common.span.hours", { h: String(hours), m: two(Math.floor(seconds / 60) % 60) });
  return t("common.span.days", { d: String(Math.floor(hours / 24)), h: String(hours % 24) });
}

/** As said in a sentence: "45 s", "4 min 56 s", "6 h", "4 h 49 min", "3 d 4 h". What is nothing is left out. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.round(Math.abs(milliseconds) / 1000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (minutes < 1) return part("s", seconds);
  if (seconds < HOUR) return pair("min", minutes, "s", seconds % 60);
  if (seconds < DAYS_FROM) return pair("h", hours, "min", minutes % 60);
  return pair("d", Math.floor(hours / 24), "h", hours % 24);
}

const part = (unit: string, n: number) => t(`common.duration.${unit}`, { n: String(n) });

const pair = (unit: string, n: number, smaller: string, rest: number) =>
  rest === 0 ? part(unit, n) : t("common.duration.pair", { larger: part(unit, n), smaller: part(smaller, rest) });
