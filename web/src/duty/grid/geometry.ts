import { dayOf, plusDays, weekdayOf } from "../times";
import type { Bar, Roster, Shift } from "../types";

const MINUTE = 60_000;

export interface Span {
  from: number;
  to: number;
}

/** Where a bar stands in the shown days, in percent; null outside. */
export function placeOf(bar: Pick<Bar, "starts_at" | "ends_at">, shown: Span): { left: number; width: number } | null {
  const from = Math.max(Date.parse(bar.starts_at), shown.from);
  const to = Math.min(Date.parse(bar.ends_at), shown.to);
  if (to <= from) return null;
  const whole = shown.to - shown.from;
  return { left: ((from - shown.from) / whole) * 100, width: ((to - from) / whole) * 100 };
}

/** How wide a text stands, in em and rather too much: Chinese fills a square, letters about two thirds. */
export const widthOf = (text: string): number =>
  [...text].reduce((wide, letter) => wide + (/[\u2e80-\uffef]/.test(letter) ? 1 : 0.65), 0.3);

/** The hours of a hole that a drag from one point to another marks, at least one; shares are 0 to 1. */
export function draggedHours(hole: Span, one: number, other: number): Span {
  const hour = 60 * MINUTE;
  const at = (share: number) => hole.from + Math.min(1, Math.max(0, share)) * (hole.to - hole.from);
  const from = Math.max(hole.from, Math.floor(at(Math.min(one, other)) / hour) * hour);
  const to = Math.min(hole.to, Math.ceil(at(Math.max(one, other)) / hour) * hour);
  return { from, to: Math.max(to, Math.min(hole.to, from + hour)) };
}

/** The weekly shift that put somebody on a bar, if it was one and not a replacement. */
export function shiftOf(roster: Roster, bar: Bar, person: string, zone: string): Shift | null {
  const day = dayOf(bar.starts_at, zone);
  const at = Date.parse(bar.starts_at);
  for (let back = 0; back <= 7; back += 1) {
    const began = plusDays(day, -back);
    for (const shift of roster.shifts) {
      if (shift.line !== bar.line || shift.person_id !== person || shift.weekday !== weekdayOf(began)) continue;
      if (began < shift.valid_from || (shift.valid_to !== null && began > shift.valid_to)) continue;
      // Minutes of the bar's start since that day's midnight, by the clock on the wall.
      const since = back * 24 * 60 + minutesInto(at, zone);
      if (since >= shift.starts_min && since < shift.starts_min + shift.length_min) return shift;
    }
  }
  return null;
}

function minutesInto(at: number, zone: string): number {
  const text = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);
  const [hours = "0", minutes = "0"] = text.split(":");
  return Number(hours) * 60 + Number(minutes);
}

/** Holes per local day: hours without a first line, and hours in which only a later line is empty. */
export function holesByDay(roster: Roster, days: readonly string[]): { first: number; back: number }[] {
  return days.map((day) => {
    const cells = roster.holes.filter((hole) => hole.day === day);
    const first = cells.filter((hole) => hole.lines.includes(1)).length;
    return { first, back: cells.length - first };
  });
}
