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
