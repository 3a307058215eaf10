import { encode } from "uqr";

/** The dark squares of a code as one path on a grid of `size`, with the quiet zone readers need. */
export function qrPath(text: string): { size: number; path: string } {
  // Middle correction: a slip is folded in a pocket.
  const { size, data } = encode(text, { ecc: "M", border: 4 });
  const rows = data.map((row, y) => runs(row).map(([from, length]) => `M${from} ${y}h${length}v1h-${length}z`).join(""));
  return { size, path: rows.join("") };
}

/** Where the dark runs of a row begin, and how long they are. */
function runs(row: readonly boolean[]): [number, number][] {
  const found: [number, number][] = [];
  for (let x = 0; x < row.length; x += 1) {
    if (!row[x]) continue;
    const from = x;
    while (row[x + 1]) x += 1;
    found.push([from, x - from + 1]);
  }
  return found;
}
