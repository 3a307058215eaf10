import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

const BAR = "button.duty-bar";

/** One tab stop for the whole grid: arrows go to the next bar, up and down to the bar of that hour. */
export function useGridKeys(grid: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const root = grid.current;
    if (root === null) return undefined;
    const keep = () => settle(root);
    keep();
    const watch = new MutationObserver(keep);
    watch.observe(root, { childList: true, subtree: true });
    const pressed = (event: KeyboardEvent) => {
      const from = (event.target as HTMLElement).closest<HTMLElement>(BAR);
      const to = from && next(root, from, event.key);
      if (!to) return;
      event.preventDefault();
      move(root, to);
    };
    const focused = (event: FocusEvent) => {
      const bar = (event.target as HTMLElement).closest<HTMLElement>(BAR);
      if (bar) mark(root, bar);
    };
    root.addEventListener("keydown", pressed);
    root.addEventListener("focusin", focused);
    return () => {
      watch.disconnect();
      root.removeEventListener("keydown", pressed);
      root.removeEventListener("focusin", focused);
    };
  }, [grid]);
}

const barsOf = (root: Element) => [...root.querySelectorAll<HTMLElement>(BAR)];

function settle(root: HTMLElement): void {
  const bars = barsOf(root);
  if (!bars.some((bar) => bar.tabIndex === 0)) bars[0]?.setAttribute("tabindex", "0");
}

function mark(root: HTMLElement, bar: HTMLElement): void {
  for (const each of barsOf(root)) each.tabIndex = each === bar ? 0 : -1;
}

function move(root: HTMLElement, bar: HTMLElement): void {
  mark(root, bar);
  bar.focus();
}

function next(root: HTMLElement, from: HTMLElement, key: string): HTMLElement | null {
  const lanes = [...root.querySelectorAll<HTMLElement>(".duty-lane")].filter((lane) => lane.querySelector(BAR));
  const lane = from.closest<HTMLElement>(".duty-lane");
  if (lane === null) return null;
  const here = barsOf(lane);
  const at = here.indexOf(from);
  if (key === "ArrowRight") return here[at + 1] ?? null;
  if (key === "ArrowLeft") return here[at - 1] ?? null;
  if (key === "Home") return here[0] ?? null;
  if (key === "End") return here[here.length - 1] ?? null;
  if (key !== "ArrowDown" && key !== "ArrowUp") return null;
  const other = lanes[lanes.indexOf(lane) + (key === "ArrowDown" ? 1 : -1)];
  return other ? nearest(barsOf(other), from.getBoundingClientRect().left + 2) : null;
}

function nearest(bars: HTMLElement[], x: number): HTMLElement | null {
  return bars.find((bar) => bar.getBoundingClientRect().right > x) ?? bars[bars.length - 1] ?? null;
}
