import { expect, test } from "vitest";
import { instantAt, wallBox, wallClock } from "./wallClock";

const shows = (wall: string, zone: string) => new Date(instantAt(Date.parse(`${wall}Z`), zone)).toISOString();

test("shows each hospital's own time, and finds the instant again", () => {
  const at = Date.parse("2026-11-21T12:30:45Z");
  expect(wallBox(at, "Asia/Shanghai")).toBe("2026-11-21T20:30");
  expect(wallBox(at, "Asia/Ho_Chi_Minh")).toBe("2026-11-21T19:30");
  for (const zone of ["Asia/Shanghai", "Asia/Kathmandu", undefined]) {
    expect(instantAt(wallClock(at, zone), zone)).toBe(at);
  }
});

test("finds the right instant on both sides of a change of clocks", () => {
  expect(shows("2026-03-29T01:30", "Europe/Berlin")).toBe("2026-03-29T00:30:00.000Z");
  expect(shows("2026-03-29T03:30", "Europe/Berlin")).toBe("2026-03-29T01:30:00.000Z");
  expect(shows("2026-10-25T04:00", "Europe/Berlin")).toBe("2026-10-25T03:00:00.000Z");
});
