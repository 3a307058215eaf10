/** Days as people write them (YYYY-MM-DD) and the instants they begin and end at a hospital. */
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
      second: "2-digit",
    });
    parts.set(zone, found);
  }
  return found;
}

function wallClock(at: number, zone: string): number {
  const found = new Map(written(zone).formatToParts(at).map((each) => [each.type, Number(each.value)]));
  const of = (part: string) => found.get(part as Intl.DateTimeFormatPartTypes) ?? 0;
  return Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
}

/** The day a moment falls on in a time zone. */
export function dayOf(at: number, zone: string): string {
  return new Date(wallClock(at, zone)).toISOString().slice(0, 10);
}

/** The instant a day begins in a time zone. */
export function startOfDay(day: string, zone: string): string {
  const wanted = Date.parse(`${day}T00:00:00Z`);
  let at = wanted;
  // The offset at the guess may not be the one at midnight; a second look settles it.
  for (let look = 0; look < 2; look += 1) at -= wallClock(at, zone) - wanted;
  return new Date(at).toISOString();
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
