import type { LedgerRow, Shape, Tally } from "./types";

export const WIDTH = 160;
export const HEIGHT = 24;
const INSET = 2;

export interface Point {
  x: number;
  y: number;
}

/** What a figure's value is, as a number; null where there is none or it is held back. */
export function valueOf(shape: Shape, tally: Tally): number | null {
  if (shape === "time") return tally.median_s;
  if (shape === "count") return tally.numerator;
  return tally.denominator ? (tally.numerator ?? 0) / tally.denominator : null;
}

/** Stretches of a line of months; a month without a value is a gap. Shares fill the height from 0 to 1. */
export function stretches(row: LedgerRow): readonly (readonly Point[])[] {
  const values = row.months.map((each) => valueOf(row.shape, each.tally));
  const top = row.shape === "share" ? 1 : Math.max(...values.map((value) => value ?? 0), 0) || 1;
  const step = (WIDTH - 2 * INSET) / Math.max(1, values.length - 1);
  const found: Point[][] = [];
  let open: Point[] | null = null;
  values.forEach((value, n) => {
    if (value === null) {
      open = null;
      return;
    }
    if (open === null) {
      open = [];
      found.push(open);
    }
    open.push({ x: round(INSET + n * step), y: round(HEIGHT - INSET - (value / top) * (HEIGHT - 2 * INSET)) });
  });
  return found;
}

const round = (value: number) => Math.round(value * 10) / 10;
