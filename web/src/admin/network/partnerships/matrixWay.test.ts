import { expect, it } from "vitest";
import { matrixWay } from "./matrixWay";

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
  const to = (row: number, column: number, key: string) => {
    const link = root.rows[row]?.cells[column]?.querySelector("a");
    return link && matrixWay(root, link, key)?.textContent;
  };
  expect(to(2, 1, "ArrowRight")).toBe("c");
  expect(to(1, 2, "ArrowDown")).toBe("b");
  expect(to(1, 1, "ArrowDown")).toBe("a");
  expect([to(1, 1, "ArrowUp"), to(2, 3, "ArrowRight"), to(3, 2, "ArrowLeft")]).toEqual(["a", "c", "b"]);
  expect(to(1, 1, "Enter")).toBeUndefined();
});
