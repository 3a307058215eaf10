import type { Mini } from "./model";

export const WIDTH = 160;
export const HEIGHT = 28;
/** Least span drawn to full height, µV: a flat line must look flat. */
const LEAST_SPAN = 1500;

/** The trace as an SVG path of `WIDTH` × `HEIGHT`; gaps stay gaps. */
export function pathOf({ high, low }: Pick<Mini, "high" | "low">): string {
  const all = [...high, ...low].filter((each): each is number => each !== null);
  if (all.length === 0) return "";
  const top = Math.max(...all);
  const bottom = Math.min(...all);
  const span = Math.max(LEAST_SPAN, top - bottom);
  const middle = (top + bottom) / 2;
  const y = (value: number) => (HEIGHT / 2 - ((value - middle) / span) * (HEIGHT - 2)).toFixed(1);
  let pen = "M";
  return high
    .map((value, x) => {
      const under = low[x] ?? null;
      if (value === null || under === null) {
        pen = "M";
        return "";
      }
      const part = `${pen}${x} ${y(value)}L${x} ${y(under)}`;
      pen = "L";
      return part;
    })
    .join("");
}
