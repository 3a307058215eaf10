export const BAR = "button.duty-bar";

const barsOf = (root: Element) => [...root.querySelectorAll<HTMLElement>(BAR)];

/** Left and right go to the next bar of the lane, up and down to the bar of that hour. */
export function gridWay(root: HTMLElement, from: HTMLElement, key: string): HTMLElement | null {
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
