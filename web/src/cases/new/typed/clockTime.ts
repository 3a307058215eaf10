/** Reads "14:05", "1405", "14.05", "9：30"; null when it is no time of day. */
export function parseClock(text: string): string | null {
  const match = /^(\d{1,2})\s*[:：.]?\s*(\d{2})$/.exec(text.trim());
  const [hour, minute] = [Number(match?.[1] ?? -1), Number(match?.[2] ?? -1)];
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return null;
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

/** The day in the hospital's zone: "2025-11-03"; `days` before it. */
export function dayIn(zone: string | undefined, at: number, days = 0): string {
  const parts = partsIn(zone, at);
  return new Date(Date.UTC(parts.year, parts.month - 1, parts.day - days)).toISOString().slice(0, 10);
}

/** The instant at which the hospital's wall clock shows this day and time. */
export function instantOf(day: string, time: string, zone: string | undefined): Date {
  const wanted = Date.parse(`${day}T${time}:00Z`);
  // Twice: the first guess may lie on the other side of a change of offset.
  const first = wanted - offsetAt(zone, wanted);
  return new Date(wanted - offsetAt(zone, first));
}

function offsetAt(zone: string | undefined, at: number): number {
  const parts = partsIn(zone, at);
  const shown = Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second);
  return shown - Math.floor(at / 1000) * 1000;
}

function partsIn(zone: string | undefined, at: number) {
  const format = new Intl.DateTimeFormat("en-US", {
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
  const found = new Map(format.formatToParts(at).map((part) => [part.type, Number(part.value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => found.get(type) ?? 0;
  return {
    year: part("year"),
    month: part("month"),
    day: part("day"),
    hour: part("hour"),
    minute: part("minute"),
    second: part("second"),
  };
}
