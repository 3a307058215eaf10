import { describe, expect, test } from "vitest";
import { HEIGHT, stretches, valueOf, WIDTH } from "./line";
import { plus, withEnd } from "./months";
import type { LedgerRow, Shape, Tally } from "./types";

const tally = (numerator: number | null, denominator: number | null = numerator, median_s: number | null = null): Tally => ({
  held_back: numerator === null,
  numerator,
  denominator,
  median_s,
  p90_s: null,
});

const row = (shape: Shape, months: Tally[]): LedgerRow => ({
  key: "k",
  group: "g",
  shape,
  no: null,
  limits_s: [],
  tally: tally(0),
  months: months.map((each, n) => ({ month: `2026-${n + 1}`, tally: each })),
});

describe("a line of months", () => {
  test("shares fill the height, whatever their highest", () => {
    const [line] = stretches(row("share", [tally(0, 4), tally(2, 4), tally(4, 4)]));
    expect(line?.map((point) => point.y)).toEqual([HEIGHT - 2, HEIGHT / 2, 2]);
    expect(line?.map((point) => point.x)).toEqual([2, WIDTH / 2, WIDTH - 2]);
  });

  test("a month without a value, or one held back, is a gap", () => {
    const lines = stretches(row("time", [tally(1, 1, 60), tally(0, 0), tally(1, 1, 30), tally(null)]));
    expect(lines.map((line) => line.length)).toEqual([1, 1]);
  });

  test("nothing at all is a flat line at the foot", () => {
    const [line] = stretches(row("count", [tally(0), tally(0)]));
    expect(line?.every((point) => point.y === HEIGHT - 2)).toBe(true);
  });

  test("a share of nothing is no value", () => {
    expect(valueOf("share", tally(0, 0))).toBe(null);
    expect(valueOf("count", tally(0, 0))).toBe(0);
  });
});

describe("a period", () => {
  test("goes over the year", () => {
    expect([plus("2026-01", -1), plus("2026-12", 1), plus("2026-11", -11)]).toEqual(["2025-12", "2027-01", "2025-12"]);
  });

  test("stays within a year and begins before it ends", () => {
    expect(withEnd("2026-01", "2026-06", { from: "2026-08" })).toEqual({ from: "2026-08", to: "2026-08" });
    expect(withEnd("2026-01", "2026-06", { from: "2025-01" })).toEqual({ from: "2025-01", to: "2025-12" });
    expect(withEnd("2026-01", "2026-06", { to: "2025-10" })).toEqual({ from: "2025-10", to: "2025-10" });
    expect(withEnd("2025-01", "2025-06", { to: "2026-06" })).toEqual({ from: "2025-07", to: "2026-06" });
  });
});
