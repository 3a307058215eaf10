import { describe, expect, it } from "vitest";
import { trackShape, type TrackStage } from "./track";

const T0 = Date.parse("2026-11-21T06:00:00Z");
const at = (minutes: number) => new Date(T0 + minutes * 60_000).toISOString();
const stage = (key: string, since: number, until: number | null): TrackStage => ({
  key,
  text: key,
  since: at(since),
  until: until === null ? null : at(until),
});

describe("a track", () => {
  it("gives each stage the length of its minutes, and the live one grows", () => {
    const stages = [stage("waiting", 0, 2), stage("taken", 2, null)];
    const then = trackShape(stages, at(30), T0 + 5 * 60_000);
    const later = trackShape(stages, at(30), T0 + 8 * 60_000);
    expect(then.segments.map((each) => each.spent / 60_000)).toEqual([2, 3]);
    expect(then.segments[1]!.width / then.segments[0]!.width).toBeCloseTo(1.5);
    expect(later.segments[1]!.width).toBeGreaterThan(then.segments[1]!.width);
    expect(later.segments[0]!.width).toBeCloseTo(then.segments[0]!.width);
  });

  it("keeps the limit inside the bar, and passes it when it is late", () => {
    const stages = [stage("waiting", 0, null)];
    const calm = trackShape(stages, at(30), T0 + 5 * 60_000);
    expect(calm.limit).toBeGreaterThan(95);
    expect(calm.limit).toBeLessThan(100);
    const late = trackShape(stages, at(30), T0 + 60 * 60_000);
    expect(late.limit).toBeGreaterThan(48);
    expect(late.limit).toBeLessThan(50);
    expect([calm.tone, late.tone]).toEqual(["calm", "overdue"]);
    expect(late.segments[0]!.left + late.segments[0]!.width).toBeLessThanOrEqual(100);
  });

  it("stays inside without a limit, without minutes and without stages", () => {
    expect(trackShape([], null, T0)).toEqual({ segments: [], limit: null, tone: "calm" });
    const [only] = trackShape([stage("waiting", 0, null)], null, T0 - 5000).segments;
    expect(only!.width).toBeGreaterThan(0);
    expect(only!.width).toBeLessThan(100);
  });
});
