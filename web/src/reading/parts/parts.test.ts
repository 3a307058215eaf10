import { beforeEach, describe, expect, it } from "vitest";
import { showLanguage } from "../../i18n";
import { HEIGHT, pathOf } from "./line";
import type { Mini } from "./model";
import { verdictOf } from "./verdict";

const mini = (part: Partial<Mini> = {}): Mini => ({ lead: "II", seconds: 10, high: [0], low: [0], faults: [], ...part });

describe("the line of a recording", () => {
  it("leaves a gap where nothing was recorded", () => {
    expect(pathOf({ high: [0, null, 0], low: [0, null, 0] })).toBe(`M0 14.0L0 14.0M2 14.0L2 14.0`);
    expect(pathOf({ high: [null], low: [null] })).toBe("");
  });

  it("draws a flat line flat, and nothing outside its height", () => {
    const ys = (path: string) => [...path.matchAll(/[ML]\d+ ([\d.-]+)/g)].map(([, y]) => Number(y));
    expect(Math.max(...ys(pathOf({ high: [20, 10], low: [10, 0] }))) - HEIGHT / 2).toBeLessThan(1);
    const wild = ys(pathOf({ high: [9000, 0], low: [0, -9000] }));
    expect([Math.min(...wild) >= 0, Math.max(...wild) <= HEIGHT]).toEqual([true, true]);
  });
});

describe("the verdict", () => {
  beforeEach(() => showLanguage("en"));

  it("names the leads, the worst kind first, and asks for another recording", () => {
    const faults: Mini["faults"] = [
      { lead: "V1", fault: "noisy" },
      ...["V2", "V3", "V4", "V5"].map((lead) => ({ lead, fault: "flat" as const })),
    ];
    const { words, again } = verdictOf(mini({ faults }), []);
    expect(words).toBe("V2, V3, V4 +1 flat, electrode off?; V1 noisy: check and record again before unplugging");
    expect(again).toBe(true);
  });

  it("tells what the file itself lacks, else that nothing is amiss", () => {
    expect(verdictOf(mini(), ["ecg.low_sampling_rate"]).words).not.toContain("low_sampling_rate");
    expect(verdictOf(mini(), [])).toEqual({ words: "All leads recorded without a visible fault", again: false });
  });
});
