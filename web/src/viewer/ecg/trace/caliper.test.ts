import { describe, expect, it } from "vitest";
import { carryOver, pointAt, read, spotOf } from "./caliper";
import { layOut, type LayoutRequest, type Sheet } from "./layout";

const LEADS = ["I", "II", "III", "aVR", "aVL", "aVF", "V1", "V2", "V3", "V4", "V5", "V6"];
const request: LayoutRequest = {
  kind: "three", leads: LEADS, durationS: 10, speed: 25, gain: 10, widthMm: 260, heightMm: 120, page: 0, group: 0,
};
const sheet = layOut(request);
const level = () => 0;

function on(of: Sheet, segment: number, seconds: number, mv: number) {
  return { x: (of.segments[segment]?.x ?? 0) + seconds * of.speed, y: (of.segments[segment]?.baseline ?? 0) - mv * of.gain };
}

describe("caliper", () => {
  it("reads ms, mV and bpm between two places of one lead", () => {
    const a = pointAt(sheet, on(sheet, 0, 0.2, 0), level);
    const b = pointAt(sheet, on(sheet, 0, 1.0, 0.35), level, a.segment);
    const reading = read(sheet, { a, b });
    expect(reading.ms).toBeCloseTo(800);
    expect(reading.mv).toBeCloseTo(0.35);
    expect(reading.bpm).toBeCloseTo(75);
  });

  it.each([12.5, 25, 50] as const)("reads the same interval at %s mm/s", (speed) => {
    const other = layOut({ ...request, speed, kind: "twelve" });
    const a = pointAt(other, on(other, 3, 1, 0), level);
    const b = pointAt(other, on(other, 3, 1.4, -0.5), level, a.segment);
    expect(read(other, { a, b }).ms).toBeCloseTo(400);
    expect(read(other, { a, b }).mv).toBeCloseTo(-0.5);
  });

  it("counts time on through the columns but gives no voltage between two leads", () => {
    const a = pointAt(sheet, on(sheet, 0, 2.4, 0), level);
    const b = pointAt(sheet, on(sheet, 3, 0.2, 0), level);
    expect(LEADS[sheet.segments[b.segment]?.lead ?? 0]).toBe("aVR");
    expect(read(sheet, { a, b })).toMatchObject({ mv: null });
    expect(read(sheet, { a, b }).ms).toBeCloseTo(300);
  });

  it("gives no rate for what can be no beat", () => {
    const a = pointAt(sheet, on(sheet, 0, 1, 0), level);
    expect(read(sheet, { a, b: a })).toEqual({ ms: 0, mv: 0, bpm: null });
  });

  it("stays with its lead up a wave that reaches into the row above", () => {
    const foot = pointAt(sheet, on(sheet, 1, 1, 0), level);
    const tall = on(sheet, 1, 1.1, 2.6);
    expect(pointAt(sheet, tall, level, foot.segment)).toMatchObject({ segment: 1 });
    expect(pointAt(sheet, tall, level).segment).toBe(0);
  });

  it("measures from the resting level of a lead drawn with an offset", () => {
    const point = pointAt(sheet, on(sheet, 0, 1, 0.5), () => 2);
    expect(point.mv).toBeCloseTo(2.5);
    expect(spotOf(sheet, point, 2).y).toBeCloseTo(on(sheet, 0, 1, 0.5).y);
  });

  it("keeps lead and time on another sheet, or is put away", () => {
    const point = pointAt(sheet, on(sheet, 3, 0.5, 0.2), level);
    const twelve = layOut({ ...request, kind: "twelve" });
    expect(carryOver(point, sheet, twelve)).toMatchObject({ segment: 3, t: point.t, mv: point.mv });
    const later = layOut({ ...request, durationS: 30, page: 2 });
    expect(carryOver(point, sheet, later)).toBeNull();
  });
});
