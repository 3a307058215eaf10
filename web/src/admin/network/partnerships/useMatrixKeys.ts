import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
};

/** One tab stop for the whole matrix: arrows go from cell to cell, over those that lead nowhere. */
export function useMatrixKeys(table: RefObject<HTMLTableElement | null>): void {
  useEffect(() => {
    const root = table.current;
    if (root === null) return undefined;
    const settle = () => {
      const links = linksOf(root);
      if (links.filter((link) => link.tabIndex === 0).length !== 1) mark(root, links[0]);
    };
    settle();
    const watch = new MutationObserver(settle);
    watch.observe(root, { childList: true, subtree: true });
    const pressed = (event: KeyboardEvent) => {
      const cell = (event.target as HTMLElement).closest("td");
      const step = STEPS[event.key];
      if (cell === null || step === undefined) return;
      event.preventDefault();
      next(root, cell, step)?.focus();
    };
    const focused = (event: FocusEvent) => mark(root, event.target);
    root.addEventListener("keydown", pressed);
    root.addEventListener("focusin", focused);
    return () => {
      watch.disconnect();
      root.removeEventListener("keydown", pressed);
      root.removeEventListener("focusin", focused);
    };
  }, [table]);
}

const linksOf = (root: Element) => [...root.querySelectorAll<HTMLAnchorElement>("td a")];

function mark(root: Element, chosen: EventTarget | null | undefined): void {
  for (const link of linksOf(root)) link.tabIndex = link === chosen ? 0 : -1;
}

/** The nearest cell that way with something to open. */
export function next(root: HTMLTableElement, from: HTMLTableCellElement, [down, right]: readonly [number, number]): HTMLElement | null {
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
