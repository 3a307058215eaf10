import type { RefObject } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";

export interface Size {
  width: number;
  height: number;
}

/** The element's inner size in CSS px, kept up to date; zero before the first layout. */
export function useSize(element: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const target = element.current;
    if (!target) return;
    const measure = (): void => {
      const next = { width: target.clientWidth, height: target.clientHeight };
      setSize((now) => (now.width === next.width && now.height === next.height ? now : next));
    };
    const watcher = new ResizeObserver(measure);
    watcher.observe(target);
    measure();
    return () => watcher.disconnect();
  }, [element]);
  return size;
}

/** Changes when the page is zoomed or moves to a monitor of another density. */
export function useDensity(): number {
  const [density, setDensity] = useState(devicePixelRatio);
  useLayoutEffect(() => {
    const query = matchMedia(`(resolution: ${density}dppx)`);
    const changed = (): void => setDensity(devicePixelRatio);
    query.addEventListener("change", changed);
    return () => query.removeEventListener("change", changed);
  }, [density]);
  return density;
}
