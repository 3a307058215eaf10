import { describe, expect, it } from "vitest";
import { qrPath } from "./qr";

/** The path drawn back into squares. */
function squares(path: string): Set<string> {
  const dark = new Set<string>();
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
    for (let at = 0; at < Number(length); at += 1) dark.add(`${Number(x) + at},${y}`);
  }
  return dark;
}

describe("a slip's code", () => {
  const { size, path } = qrPath("https://huizhen.example/arrive/0123456789abcdef");
  const dark = squares(path);

  it("has a quiet zone of four squares", () => {
    const inside = [...dark].every((each) => each.split(",").every((n) => Number(n) >= 4 && Number(n) < size - 4));
    expect(inside).toBe(true);
  });

  it("has its three finder patterns and no fourth", () => {
    const finder = (x: number, y: number) => {
      const ring = (i: number, j: number) => Math.max(Math.abs(i - 3), Math.abs(j - 3));
      for (let i = 0; i < 7; i += 1) {
        for (let j = 0; j < 7; j += 1) if (dark.has(`${x + i},${y + j}`) !== (ring(i, j) !== 2)) return false;
      }
      return true;
    };
    const far = size - 4 - 7;
    expect([finder(4, 4), finder(far, 4), finder(4, far), finder(far, far)]).toEqual([true, true, true, false]);
  });

  it("is another one for another address", () => {
    expect(qrPath("https://huizhen.example/arrive/other").path).not.toBe(path);
  });
});
