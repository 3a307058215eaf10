import { expect, it } from "vitest";
import { next } from "./useMatrixKeys";

const ROWS = ["", "ab", "a c", " bc"];

/** A head, then three rows of cells; a blank leads nowhere. */
function table(): HTMLTableElement {
  const made = document.createElement("table");
  for (const row of ROWS) {
    const cells = [..."abc"].map((name) => (row.includes(name) ? `<td><a href="#">${name}</a></td>` : "<td></td>"));
    made.insertRow().innerHTML = row === "" ? "<th></th><th></th><th></th><th></th>" : `<th></th>${cells.join("")}`;
  }
  return made;
}

it("arrows go over cells that lead nowhere and stay inside", () => {
  const root = table();
  const to = (row: number, column: number, step: [number, number]) => {
    const cell = root.rows[row]?.cells[column];
    return cell && next(root, cell as HTMLTableCellElement, step)?.textContent;
  };
  expect(to(2, 1, [0, 1])).toBe("c");
  expect(to(1, 2, [1, 0])).toBe("b");
  expect(to(1, 1, [1, 0])).toBe("a");
  expect([to(1, 1, [-1, 0]), to(2, 3, [0, 1]), to(3, 2, [0, -1])]).toEqual([undefined, undefined, undefined]);
});
