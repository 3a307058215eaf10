/** The clock on a hospital's wall: what it shows at an instant, and the instant at which it shows something. */
const formats = new Map<string | undefined, Intl.DateTimeFormat>();

function format(zone: string | undefined): Intl.DateTimeFormat {
  let found = formats.get(zone);
  if (found === undefined) {
    found = new Intl.DateTimeFormat("en-US", {
      calendar: "gregory",
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
      ...(zone === undefined ? {} : { timeZone: zone }),
    });
    formats.set(zone, found);
  }
  return found;
}

/** What the clock shows, read as if it were UTC; without a zone, the clock of this device. */
export function wallClock(at: number, zone: string | undefined): number {
  const found = new Map(format(zone).formatToParts(at).map((each) => [each.type, Number(each.value)]));
  const of = (part: Intl.DateTimeFormatPartTypes) => found.get(part) ?? 0;
  return Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
}

/** The same for a box of day and time: `2026-11-21T20:00`. */
export const wallBox = (at: number, zone: string | undefined) =>
  new Date(wallClock(at, zone)).toISOString().slice(0, 16);

/** The instant at which the clock shows `wall`, read as if it were UTC. */
export function instantAt(wall: number, zone: string | undefined): number {
  let at = wall;
  // The offset at the guess may not be the one then; a second look settles it.
  for (let look = 0; look < 2; look += 1) at -= wallClock(at, zone) - wall;
  return at;
}
