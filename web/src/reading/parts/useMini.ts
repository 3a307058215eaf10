import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Mini } from "./model";

const known = new Map<string, Mini>();

/** The small copy of a recording, asked for when its row comes near the screen; null until then. */
export function useMini(box: RefObject<Element | null>, url: string | null): Mini | null {
  const [, redraw] = useState(0);
  useEffect(() => {
    if (url === null || known.has(url) || box.current === null) return undefined;
    const abort = new AbortController();
    const near = new IntersectionObserver(
      (seen) => {
        if (!seen.some((each) => each.isIntersecting)) return;
        near.disconnect();
        void load(url, abort.signal).then(() => redraw((n) => n + 1), () => undefined);
      },
      { rootMargin: "200px" },
    );
    near.observe(box.current);
    return () => {
      near.disconnect();
      abort.abort();
    };
  }, [url]);
  return url === null ? null : (known.get(url) ?? null);
}

/** Its answer never changes, so the browser's own store may give it. */
async function load(url: string, signal: AbortSignal): Promise<void> {
  const answer = await fetch(url, { credentials: "same-origin", signal });
  if (answer.ok) known.set(url, (await answer.json()) as Mini);
}
