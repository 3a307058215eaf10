const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
};

/** Arrows go from cell to cell, over those that lead nowhere; at the edge they stay. */
export function matrixWay(root: HTMLElement, from: HTMLElement, key: string): HTMLElement | null {
  const cell = from.closest("td");
  const step = STEPS[key];
  if (cell === null || step === undefined) return null;
  return next(root as HTMLTableElement, cell, step) ?? from;
}

function next(root: HTMLTableElement, from: HTMLTableCellElement, [down, right]: readonly [number, number]): HTMLElement | null {
  const rows = [...root.rows];
  let row = rows.indexOf(from.parentElement as HTMLTableRowElement) + down;
  let column = from.cellIndex + right;
  for (let cell = rows[row]?.cells[column]; cell !== undefined; cell = rows[row]?.cells[column]) {
    const link = cell.querySelector<HTMLElement>("td a");
    if (link !== null) return link;
    row += down;
    column += right;
  }
  return null;
}
