import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";

const left = new Map<string, number>();

/** The scrolling part inside `box` is found where it was left; `key` names patient and segment. */
export function useKeptScroll(box: RefObject<HTMLElement | null>, key: string): void {
  useLayoutEffect(() => {
    const wanted = left.get(key) ?? 0;
    const part = () => box.current?.querySelector<HTMLElement>(".desk-scroll") ?? null;
    const restore = () => {
      const found = part();
      if (found && wanted > 0) found.scrollTop = wanted;
    };
    restore();
    // A draft kept on this device arrives a moment after the page.
    const frame = requestAnimationFrame(restore);
    const keep = (event: Event) => {
      if (event.target === part()) left.set(key, (event.target as HTMLElement).scrollTop);
    };
    box.current?.addEventListener("scroll", keep, true);
    return () => {
      cancelAnimationFrame(frame);
      box.current?.removeEventListener("scroll", keep, true);
    };
  }, [key]);
}
