import { describe, expect, it } from "vitest";
import { arrangement, groupName, layOut, type LayoutRequest } from "./layout";

const TWELVE = ["I", "II", "III", "aVR", "aVL", "aVF", "V1", "V2", "V3", "V4", "V5", "V6"];
const MM = 25.4 / 96;

const base: LayoutRequest = {
  kind: "three",
  leads: TWELVE,
  durationS: 10,
  speed: 25,
  gain: 10,
  widthMm: 1000 * MM,
  heightMm: 652 * MM,
  page: 0,
  group: 0,
};

const sheetOf = (change: Partial<LayoutRequest>) => layOut({ ...base, ...change });
const rhythm = (change: Partial<LayoutRequest>) => {
  const leads = change.leads ?? TWELVE;
  return sheetOf(change)
    .segments.filter((segment) => segment.rhythm)
    .map((segment) => leads[segment.lead]);
};

describe("3×4", () => {
  it("is at true scale on the 1000 px stage, with three rhythm strips of 28.5 mm or more", () => {
    const sheet = sheetOf({});
    expect(sheet.fit).toBe(1);
    expect(rhythm({})).toEqual(["II", "V1", "V5"]);
    expect(sheet.rowMm).toBeGreaterThanOrEqual(28.5);
  });

  it("is at true scale on the 978 × 441 px stage, with lead II below", () => {
    const small = { widthMm: 978 * MM, heightMm: 441 * MM };
    expect(sheetOf(small).fit).toBe(1);
    expect(rhythm(small)).toEqual(["II"]);
    expect(sheetOf(small).rowMm).toBeGreaterThan(29);
  });

  it("runs the columns on in time above the strip", () => {
    const sheet = sheetOf({ heightMm: 441 * MM });
    const [first] = sheet.segments;
    expect(sheet.segments.slice(0, 12).map(({ lead, row, from, to }) => [lead, row, from, to])).toEqual(
      TWELVE.map((_, lead) => [lead, lead % 3, 2.5 * Math.floor(lead / 3), 2.5 * Math.floor(lead / 3) + 2.5]),
    );
    for (const { x, from } of sheet.segments) expect(x - (first?.x ?? 0)).toBeCloseTo(from * 25);
    expect(sheet.segments[12]).toMatchObject({ lead: 1, row: 3, from: 0, to: 10, rhythm: true });
  });

  it("shrinks all alike where 10 s do not fit", () => {
    const sheet = sheetOf({ widthMm: 225 });
    expect(sheet.fit).toBeCloseTo(225 / 258);
    const last = sheet.segments[9];
    expect(((last?.x ?? 0) + 62.5) * sheet.fit).toBeLessThanOrEqual(225);
    expect(sheet.heightMm * sheet.fit).toBeCloseTo(base.heightMm);
  });

  it("gives further leads further columns instead of dropping them", () => {
    const leads = [...TWELVE, "V7", "V8", "V9"];
    const sheet = sheetOf({ leads });
    expect(sheet.columns).toBe(5);
    expect(new Set(sheet.segments.map((segment) => segment.lead)).size).toBe(15);
    expect(sheet.segments[14]).toMatchObject({ from: 8, to: 10 });
  });

  it("takes another rhythm lead where there is no II, and none for one column", () => {
    expect(rhythm({ leads: ["V1", "V2", "V3", "V4"], heightMm: 100 })).toEqual(["V1"]);
    expect(rhythm({ leads: ["I", "II"] })).toEqual([]);
  });
});

describe("other arrangements", () => {
  it("6×2 shows 5 s of each lead, 12×1 all ten", () => {
    expect(sheetOf({ kind: "six" }).segments.map((one) => one.to - one.from)).toEqual(TWELVE.map(() => 5));
    expect(sheetOf({ kind: "twelve" }).segments.map((one) => one.to - one.from)).toEqual(TWELVE.map(() => 10));
  });

  it("12×1 shrinks rather than pressing rows below 12.5 mm", () => {
    const sheet = sheetOf({ kind: "twelve", widthMm: 978 * MM, heightMm: 441 * MM });
    expect(sheet.fit).toBeLessThan(1);
    expect(sheet.rowMm).toBeCloseTo(12.5);
  });

  it("is named for what it is", () => {
    expect([arrangement("three", 12), arrangement("three", 15), arrangement("six", 12), arrangement("twelve", 8)]).toEqual([
      "3×4", "3×5", "6×2", "8×1",
    ]);
  });
});

describe("time", () => {
  it("turns pages of 250 mm: 5 s at 50 mm/s", () => {
    expect(sheetOf({ speed: 50 })).toMatchObject({ fit: 1, windowS: 5, pages: 2, startS: 0 });
    expect(sheetOf({ speed: 50, page: 1 })).toMatchObject({ startS: 5 });
  });

  it("fills the last page and never leaves the recording", () => {
    expect(sheetOf({ durationS: 25, page: 2 })).toMatchObject({ pages: 3, startS: 15 });
    expect(sheetOf({ durationS: 25, page: 9 }).page).toBe(2);
  });

  it("does not turn to a page for one more sample", () => {
    expect(sheetOf({ durationS: 10.002 }).pages).toBe(1);
  });

  it("draws a short recording at true scale", () => {
    const sheet = sheetOf({ durationS: 4, kind: "twelve" });
    expect(sheet).toMatchObject({ fit: 1, windowS: 4, pages: 1 });
  });
});

describe("grid and pulse", () => {
  it("leaves room for 200 ms of calibration pulse before the traces", () => {
    expect(sheetOf({ widthMm: 258 }).originMm).toBeCloseTo(8);
    expect(sheetOf({}).pulse).toBe("full");
  });

  it("sets every zero line on a 1 mm line", () => {
    for (const { baseline } of sheetOf({}).segments) expect(Number.isInteger(baseline)).toBe(true);
  });
});

describe("phone", () => {
  const phone: Partial<LayoutRequest> = { kind: "phone", widthMm: 65, heightMm: 55 };

  it("shows three leads of 2.5 s at true scale, with a 1 mV bar", () => {
    const sheet = sheetOf(phone);
    expect(sheet).toMatchObject({ fit: 1, groups: 4, pages: 4, pulse: "bar", windowS: 2.5 });
    expect(sheet.segments.map((segment) => segment.lead)).toEqual([0, 1, 2]);
  });

  it("goes through the groups and stops at the last", () => {
    expect(sheetOf({ ...phone, group: 3 }).segments.map((segment) => segment.lead)).toEqual([9, 10, 11]);
    expect(sheetOf({ ...phone, group: 7 }).group).toBe(3);
    expect([0, 1, 2, 3].map((group) => groupName(TWELVE, group))).toEqual(["I–III", "aVR–aVF", "V1–V3", "V4–V6"]);
  });

  it("shows the rest where leads are no multiple of three", () => {
    expect(sheetOf({ ...phone, leads: TWELVE.slice(0, 7), group: 2 }).segments).toHaveLength(1);
  });
});
