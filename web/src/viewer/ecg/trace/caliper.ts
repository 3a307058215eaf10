/** Two points on the paper and what lies between them. Nothing snaps to the signal. */
import { at } from "./at";
import type { Segment, Sheet } from "./layout";

export interface Point {
  segment: number;
  /** Seconds of the recording. */
  t: number;
  /** mV of the lead the segment shows. */
  mv: number;
}

export interface Caliper {
  a: Point;
  b: Point;
}

export interface Reading {
  ms: number;
  /** Null between two leads: their distance on paper is no voltage. */
  mv: number | null;
  /** Null where the interval could be no beat. */
  bpm: number | null;
}

export interface Spot {
  x: number;
  y: number;
}

const SHORTEST_BEAT_MS = 100;
/** A handle stays with its lead this many rows away: tall waves reach into the neighbours. */
const LOYAL_ROWS = 1.5;

/** Distance from a to b; `mv` keeps its sign (up is positive), time does not. */
export function read(sheet: Sheet, { a, b }: Caliper): Reading {
  const ms = Math.abs(b.t - a.t) * 1000;
  const sameLead = sheet.segments[a.segment]?.lead === sheet.segments[b.segment]?.lead;
  return {
    ms,
    mv: sameLead ? b.mv - a.mv : null,
    bpm: ms >= SHORTEST_BEAT_MS ? 60_000 / ms : null,
  };
}

/** Paper mm of a point; `level` is the lead's resting level in mV. */
export function spotOf(sheet: Sheet, point: Point, level: number): Spot {
  const segment = at(sheet.segments, point.segment);
  return {
    x: segment.x + (point.t - segment.from) * sheet.speed,
    y: segment.baseline - (point.mv - level) * sheet.gain,
  };
}

function endX(sheet: Sheet, segment: Segment): number {
  return segment.x + (segment.to - segment.from) * sheet.speed;
}

function distanceAcross(sheet: Sheet, segment: Segment, x: number): number {
  return Math.max(segment.x - x, x - endX(sheet, segment), 0);
}

/** The segment a spot belongs to: its column first, then the nearest zero line. */
export function segmentAt(sheet: Sheet, spot: Spot): number {
  let best = 0;
  let least = Infinity;
  sheet.segments.forEach((segment, index) => {
    const away = distanceAcross(sheet, segment, spot.x) * 1000 + Math.abs(segment.baseline - spot.y);
    if (away < least) {
      least = away;
      best = index;
    }
  });
  return best;
}

function holds(sheet: Sheet, index: number, spot: Spot): boolean {
  const segment = sheet.segments[index];
  if (!segment || distanceAcross(sheet, segment, spot.x) > 0) return false;
  return Math.abs(segment.baseline - spot.y) <= LOYAL_ROWS * sheet.rowMm;
}

/** The point under a spot, staying with segment `keep` while that is plausible. */
export function pointAt(
  sheet: Sheet,
  spot: Spot,
  levelOf: (lead: number) => number,
  keep: number | null = null,
): Point {
  const index = keep !== null && holds(sheet, keep, spot) ? keep : segmentAt(sheet, spot);
  const segment = at(sheet.segments, index);
  const x = Math.min(Math.max(spot.x, segment.x), endX(sheet, segment));
  return {
    segment: index,
    t: segment.from + (x - segment.x) / sheet.speed,
    mv: (segment.baseline - spot.y) / sheet.gain + levelOf(segment.lead),
  };
}

/** The same lead and time on another sheet, or null when that sheet does not show it. */
export function carryOver(point: Point, from: Sheet, to: Sheet): Point | null {
  const old = from.segments[point.segment];
  if (!old) return null;
  const fits = (segment: Segment): boolean =>
    segment.lead === old.lead && point.t >= segment.from && point.t <= segment.to;
  const alike = to.segments.findIndex((segment) => fits(segment) && segment.rhythm === old.rhythm);
  const index = alike >= 0 ? alike : to.segments.findIndex(fits);
  return index >= 0 ? { ...point, segment: index } : null;
}
