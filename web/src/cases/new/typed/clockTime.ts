import { instantAt, wallClock } from "../../../i18n/wallClock";

/** Reads "14:05", "1405", "14.05", "9：30"; null when it is no time of day. */
export function parseClock(text: string): string | null {
  const match = /^(\d{1,2})\s*[:：.]?\s*(\d{2})$/.exec(text.trim());
  const [hour, minute] = [Number(match?.[1] ?? -1), Number(match?.[2] ?? -1)];
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return null;
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

/** The day in the hospital's zone: "2025-11-03"; `days` before it. */
export function dayIn(zone: string | undefined, at: number, days = 0): string {
  return new Date(wallClock(at, zone) - days * 86_400_000).toISOString().slice(0, 10);
}

/** The instant at which the hospital's wall clock shows this day and time. */
export function instantOf(day: string, time: string, zone: string | undefined): Date {
  return new Date(instantAt(Date.parse(`${day}T${time}:00Z`), zone));
}
