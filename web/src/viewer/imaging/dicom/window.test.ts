import { describe, expect, it } from "vitest";
import { modalityRange, presetsFor, rangeOf, storedRange, windowOf } from "./window";

describe("window", () => {
  it("has the limits of PS3.3 C.11.2.1.2", () => {
    expect(rangeOf({ center: 2048, width: 4096 })).toEqual({ lower: 0, upper: 4095 });
    expect(rangeOf({ center: 2048, width: 1 }).lower).toBeCloseTo(2047.5);
    expect(rangeOf({ center: 0, width: 100, exact: true })).toEqual({ lower: -50, upper: 50 });
  });

  it("comes back from its limits", () => {
    expect(windowOf(rangeOf({ center: 40, width: 400 }))).toEqual({ center: 40, width: 400 });
  });

  it("is the same in stored values", () => {
    const rescale = { slope: 2, intercept: -1000 };
    expect(storedRange({ lower: -200, upper: 200 }, rescale)).toEqual({ lower: 400, upper: 600, inverts: false });
    expect(modalityRange({ lower: 400, upper: 600 }, rescale)).toEqual({ lower: -200, upper: 200 });
  });

  it("turns black and white round under a negative slope", () => {
    expect(storedRange({ lower: -10, upper: 30 }, { slope: -1, intercept: 100 })).toEqual({ lower: 70, upper: 110, inverts: true });
  });

  it("has CT presets on the keys, automatic first", () => {
    const names = presetsFor("CT").map(({ name }) => name);
    expect(names.slice(0, 5)).toEqual(["auto", "lung", "bone", "brain", "soft"]);
    expect(names.length).toBeLessThanOrEqual(9);
    expect(presetsFor("MR").map(({ name }) => name)).toEqual(["auto", "full"]);
  });
});
