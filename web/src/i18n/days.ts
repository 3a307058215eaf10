/** Days as people write them (YYYY-MM-DD) and the instants they begin and end at a hospital. */
import { instantAt, wallClock } from "./wallClock";

/** The day a moment falls on in a time zone. */
export function dayOf(at: number, zone: string): string {
  return new Date(wallClock(at, zone)).toISOString().slice(0, 10);
}

/** The instant a day begins in a time zone. */
export function startOfDay(day: string, zone: string): string {
  return new Date(instantAt(Date.parse(`${day}T00:00:00Z`), zone)).toISOString();
}

/** The instant after a day's last moment. */
export function endOfDay(day: string, zone: string): string {
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  return startOfDay(next, zone);
}

/** The last day something valid to (but not including) an instant holds. */
export const lastDay = (validTo: string, zone: string) => dayOf(Date.parse(validTo) - 1, zone);

/** Whole days from one to another; negative when it is past. */
export const daysBetween = (from: string, to: string) =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
