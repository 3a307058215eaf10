import { describe, expect, it } from "vitest";
import type { Bar, Roster, Shift } from "../types";
import { clockOf, instantOf, lengthOf, minutesOf, plusDays, wallOf, weekdayOf } from "../times";
import { draggedHours, holesByDay, placeOf, shiftOf, widthOf } from "./geometry";

const ZONE = "Asia/Shanghai";
const at = (day: number, hour: number) => instantOf(`2026-11-${String(day).padStart(2, "0")}T${String(hour).padStart(2, "0")}:00`, ZONE)!;
const bar = (from: string, to: string, line = 1): Bar => ({ line, starts_at: from, ends_at: to, people: [{ id: "a", until: null, reason: null }], skipped: [] });
const shift = (weekday: number, starts: number, length: number): Shift => ({
  id: `${weekday}-${starts}`,
  roster_id: "r",
  line: 1,
  person_id: "a",
  weekday,
  starts_min: starts * 60,
  length_min: length * 60,
  valid_from: "2026-11-01",
  valid_to: null,
});
const roster = (shifts: Shift[]): Roster => ({
  id: "r",
  specialty: "cardiology",
  lines: 2,
  head_id: null,
  phone: "",
  retired: false,
  version: 1,
  can_manage: true,
  bars: [],
  holes: [],
  shifts,
  overrides: [],
});

describe("the hospital's clock", () => {
  it("and the instants it shows are two sides of one thing", () => {
    expect(instantOf("2026-11-21T20:00", ZONE)).toBe("2026-11-21T12:00:00.000Z");
    expect(wallOf("2026-11-21T12:00:00.000Z", ZONE)).toBe("2026-11-21T20:00");
    expect(instantOf("2026-10-25T08:00", "Europe/Berlin")).toBe("2026-10-25T07:00:00.000Z");
    expect(instantOf("nonsense", ZONE)).toBeNull();
  });

  it("runs over midnight", () => {
    expect(lengthOf(20 * 60, 8 * 60)).toBe(12 * 60);
    expect(lengthOf(8 * 60, 8 * 60)).toBe(24 * 60);
    expect([clockOf(1500), minutesOf("08:30"), minutesOf("24:00")]).toEqual(["01:00", 510, null]);
    expect([weekdayOf("2026-11-16"), weekdayOf(plusDays("2026-11-16", 6))]).toEqual([0, 6]);
  });
});

describe("bars", () => {
  const week = { from: Date.parse(at(16, 0)), to: Date.parse(at(23, 0)) };

  it("stand where their hours are, cut at the edges", () => {
    expect(placeOf(bar(at(16, 12), at(17, 0)), week)).toEqual({ left: (0.5 / 7) * 100, width: (0.5 / 7) * 100 });
    expect(placeOf(bar(at(15, 0), at(16, 12)), week)?.left).toBe(0);
    expect(placeOf(bar(at(10, 0), at(11, 0)), week)).toBeNull();
  });

  it("know the weekly shift they come from, also after midnight and days later", () => {
    const night = shift(0, 20, 12);
    expect(shiftOf(roster([night]), bar(at(16, 20), at(17, 8)), "a", ZONE)).toBe(night);
    expect(shiftOf(roster([night]), bar(at(17, 0), at(17, 8)), "a", ZONE)).toBe(night);
    expect(shiftOf(roster([night]), bar(at(17, 8), at(17, 20)), "a", ZONE)).toBeNull();
    expect(shiftOf(roster([night]), bar(at(16, 20), at(17, 8)), "b", ZONE)).toBeNull();
    const long = shift(4, 8, 72);
    expect(shiftOf(roster([long]), bar(at(23, 2), at(23, 8)), "a", ZONE)).toBe(long);
  });
});

describe("holes", () => {
  it("are marked by whole hours, at least one", () => {
    const hole = { from: Date.parse(at(16, 20)), to: Date.parse(at(17, 8)) };
    expect(draggedHours(hole, 0.5, 0.51)).toEqual({ from: Date.parse(at(17, 2)), to: Date.parse(at(17, 3)) });
    expect(draggedHours(hole, 1, 0)).toEqual(hole);
  });

  it("count first lines apart from the lines behind", () => {
    const holes = [
      { day: "2026-11-16", hour: 1, starts_at: "", lines: [1, 2] },
      { day: "2026-11-16", hour: 2, starts_at: "", lines: [2] },
    ];
    expect(holesByDay({ ...roster([]), holes }, ["2026-11-16", "2026-11-17"])).toEqual([
      { first: 1, back: 1 },
      { first: 0, back: 0 },
    ]);
  });
});

it("a Chinese name fills squares, letters are narrower", () => {
  expect(widthOf("王建国")).toBeCloseTo(3.3);
  expect(widthOf("Bác sĩ A")).toBeCloseTo(0.3 + 8 * 0.65);
});
