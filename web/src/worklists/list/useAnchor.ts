import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

interface Anchor {
  href: string;
  top: number;
}

/** Keeps the row under the hand where it is on the glass while rows enter above it. */
export function useAnchor(ref: RefObject<HTMLElement | null>, held: boolean): void {
  const anchor = useRef<Anchor | null>(null);
  useLayoutEffect(() => {
    const box = ref.current;
    const scroller = box?.closest<HTMLElement>(".content");
    if (!box || !scroller) return;
    const before = anchor.current;
    if (held && before !== null) {
      const row = box.querySelector<HTMLElement>(`a[href="${before.href}"]`)?.closest<HTMLElement>(".case-row");
      if (row) shift(box, scroller, topIn(row, scroller) - before.top);
    }
    anchor.current = null;
    const now = box.querySelector<HTMLElement>(".case-row:focus-within, .case-row:hover");
    const href = now?.querySelector("a.case-row-link")?.getAttribute("href");
    if (now && href) anchor.current = { href, top: topIn(now, scroller) };
    if (!held) box.style.minHeight = "";
  });
}

/** Distance from the top of the scrolled content. */
const topIn = (row: HTMLElement, scroller: HTMLElement) =>
  row.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;

function shift(box: HTMLElement, scroller: HTMLElement, by: number): void {
  if (Math.abs(by) < 1) return;
  const wanted = scroller.scrollTop + by;
  // A short list could not be scrolled: it gets room for it as long as the hand stays.
  const room = wanted + scroller.clientHeight - (topIn(box, scroller) + box.offsetHeight);
  if (room > 0) box.style.minHeight = `${box.offsetHeight + room}px`;
  scroller.scrollTop = wanted;
}
