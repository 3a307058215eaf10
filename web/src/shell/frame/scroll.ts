import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { RefObject } from "preact";

const remembered = new Map<string, number>();

/** Back returns to the same row: remembers how far each address was scrolled. */
export function useScrollMemory(url: string): RefObject<HTMLElement | null> {
  const main = useRef<HTMLElement>(null);
  const back = useRef(false);

  useEffect(() => {
    const went = () => {
      back.current = true;
    };
    window.addEventListener("popstate", went);
    return () => window.removeEventListener("popstate", went);
  }, []);

  useLayoutEffect(() => {
    const box = main.current;
    if (box === null) return undefined;
    const wanted = back.current ? (remembered.get(url) ?? 0) : 0;
    back.current = false;
    box.scrollTop = wanted;
    // Lists arrive later than the page: try again as it grows, until the person scrolls.
    const grown = new ResizeObserver(() => {
      box.scrollTop = wanted;
      if (box.scrollTop >= wanted) grown.disconnect();
    });
    if (wanted > 0 && box.firstElementChild) grown.observe(box.firstElementChild);
    const settle = () => grown.disconnect();
    const keep = () => remembered.set(url, box.scrollTop);
    box.addEventListener("wheel", settle, { passive: true });
    box.addEventListener("pointerdown", settle, { passive: true });
    box.addEventListener("scroll", keep, { passive: true });
    return () => {
      grown.disconnect();
      box.removeEventListener("wheel", settle);
      box.removeEventListener("pointerdown", settle);
      box.removeEventListener("scroll", keep);
    };
  }, [url]);
  return main;
}
