import { describe, expect, it } from "vitest";
import { tracePath } from "./path";

type Step = ["move" | "line", number, number];

function drawn(samples: number[], perColumn: number): Step[] {
  const steps: Step[] = [];
  const round = (value: number) => Number(value.toFixed(3));
  tracePath(
    Float32Array.from(samples),
    { from: 0, to: samples.length, xOf: (i) => i / perColumn, yOf: (mv) => mv, columnWidth: 1 },
    {
      moveTo: (x, y) => steps.push(["move", round(x), round(y)]),
      lineTo: (x, y) => steps.push(["line", round(x), round(y)]),
    },
  );
  return steps;
}

describe("tracePath", () => {
  it("draws each sample where columns hold one", () => {
    expect(drawn([1, 2, 3], 1)).toEqual([
      ["move", 0, 1],
      ["line", 1, 2],
      ["line", 2, 3],
    ]);
  });

  it("keeps both extremes of a crowded column, in the order they came", () => {
    const spike = drawn([0, 0, 9, 0, -5, 0, 0, 0, 1, 1], 8);
    expect(spike.map(([, , y]) => y)).toEqual([0, 9, -5, 0, 1, 1]);
    const dip = drawn([0, 0, -5, 0, 9, 0, 0, 0], 8);
    expect(dip.map(([, , y]) => y)).toEqual([0, -5, 9, 0]);
  });

  it("loses no extreme at any density", () => {
    const noise = Array.from({ length: 5000 }, (_, i) => Math.sin(i * 12.9898) * ((i * 7919) % 101));
    for (const perColumn of [1, 3, 5.3, 40, 900]) {
      const ys = drawn(noise, perColumn).map(([, , y]) => y);
      expect(Math.max(...ys)).toBeCloseTo(Math.max(...noise), 2);
      expect(Math.min(...ys)).toBeCloseTo(Math.min(...noise), 2);
    }
  });

  it("breaks at a gap and never draws across it", () => {
    expect(drawn([1, 1, NaN, NaN, 4, 4], 1)).toEqual([
      ["move", 0, 1],
      ["line", 1, 1],
      ["move", 4, 4],
      ["line", 5, 4],
    ]);
  });

  it("breaks at a gap inside one column", () => {
    expect(drawn([1, 1, NaN, 4, 4], 10).filter(([kind]) => kind === "move")).toHaveLength(2);
  });

  it("shows a lone sample between gaps", () => {
    expect(drawn([NaN, 2, NaN], 1)).toEqual([
      ["move", 1, 2],
      ["line", 1.5, 2],
    ]);
  });

  it("draws nothing for a lead without samples", () => {
    expect(drawn([NaN, NaN], 1)).toEqual([]);
  });
});
