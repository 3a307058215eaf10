import { formatMonth } from "../i18n";
import type { Option } from "../ui";

/** A period has at most a year. */
export const MOST = 12;
const BACK = 36;

/** 2026-03, so many months later. */
export function plus(month: string, by: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const whole = year * 12 + number - 1 + by;
  return `${Math.floor(whole / 12)}-${String((whole % 12) + 1).padStart(2, "0")}`;
}

/** Months to choose from, the running one first. */
export const monthsUpTo = (running: string): readonly Option[] =>
  Array.from({ length: BACK }, (_, n) => plus(running, -n)).map((value) => ({ value, text: formatMonth(value) }));

/** The same period with another beginning or end: neither longer than a year nor back to front. */
export function withEnd(from: string, to: string, change: { from?: string; to?: string }): { from: string; to: string } {
  const first = change.from ?? from;
  const last = change.to ?? to;
  if (change.from !== undefined) {
    const latest = plus(first, MOST - 1);
    return { from: first, to: last < first ? first : last > latest ? latest : last };
  }
  const earliest = plus(last, 1 - MOST);
  return { from: first > last ? last : first < earliest ? earliest : first, to: last };
}
