import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

/** j, k and the arrows move between rows, Enter opens; all are dead while one writes. */
export function useListKeys(ref: RefObject<HTMLElement | null>, link = "a.case-row-link", row = ".case-row"): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const by = stepOf(event);
      const links = [...(ref.current?.querySelectorAll<HTMLElement>(link) ?? [])];
      if (by === 0 || links.length === 0 || isWriting(event.target)) return;
      event.preventDefault();
      const at = links.findIndex((each) => each.closest(row)?.contains(document.activeElement));
      const next = at < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, at + by));
      links[next]?.focus();
      links[next]?.closest(row)?.scrollIntoView({ block: "nearest" });
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, []);
}

function stepOf(event: KeyboardEvent): -1 | 0 | 1 {
  if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing || event.defaultPrevented) return 0;
  if (event.key === "j" || event.key === "ArrowDown") return 1;
  return event.key === "k" || event.key === "ArrowUp" ? -1 : 0;
}

/** Also inside a dialog: the list behind it must not move. */
function isWriting(target: EventTarget | null): boolean {
  const on = target instanceof Element ? target : null;
  return on?.closest("input, textarea, select, [contenteditable], dialog, [role=group]") != null;
}
