import { beforeEach, describe, expect, it } from "vitest";
import { CARD_MM, DEFAULT_PX_PER_MM, forgetScale, readScale, storeScale } from "./scale";

describe("screen scale", () => {
  beforeEach(() => {
    localStorage.clear();
    Object.defineProperty(screen, "width", { value: 1920, configurable: true });
    Object.defineProperty(screen, "height", { value: 1080, configurable: true });
  });

  it("is 96 dpi and not calibrated until someone measured", () => {
    expect(readScale()).toEqual({ pxPerMm: DEFAULT_PX_PER_MM, calibrated: false });
  });

  it("remembers what matched the card", () => {
    expect(storeScale(360, CARD_MM.long)).toBe(true);
    expect(readScale().calibrated).toBe(true);
    expect(readScale().pxPerMm).toBeCloseTo(360 / 85.6, 3);
    forgetScale();
    expect(readScale().calibrated).toBe(false);
  });

  it("holds for this screen only", () => {
    storeScale(360, CARD_MM.long);
    Object.defineProperty(screen, "width", { value: 1366, configurable: true });
    expect(readScale().calibrated).toBe(false);
  });

  it("refuses what no screen can be", () => {
    expect(storeScale(20, CARD_MM.long)).toBe(false);
    expect(readScale().calibrated).toBe(false);
  });
});
