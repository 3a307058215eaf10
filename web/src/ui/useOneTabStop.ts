import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

/** Where a key leads from an item; the item itself takes the key and stays, null leaves it to the page. */
type Way = (root: HTMLElement, from: HTMLElement, key: string) => HTMLElement | null;

/** One tab stop for all `items` (a selector) within, moved by keys; whatever is drawn anew keeps it. */
export function useOneTabStop(within: RefObject<HTMLElement | null>, items: string, way: Way): void {
  useEffect(() => {
    const root = within.current;
    if (root === null) return undefined;
    const all = () => [...root.querySelectorAll<HTMLElement>(items)];
    const mark = (chosen: HTMLElement | undefined) => {
      for (const each of all()) each.tabIndex = each === chosen ? 0 : -1;
    };
    const settle = () => {
      const stops = all().filter((each) => each.tabIndex === 0);
      if (stops.length !== 1) mark(all()[0]);
    };
    settle();
    const watch = new MutationObserver(settle);
    watch.observe(root, { childList: true, subtree: true });
    const itemOf = (event: Event) => (event.target as Element).closest<HTMLElement>(items);
    const pressed = (event: KeyboardEvent) => {
      const from = itemOf(event);
      const to = from && way(root, from, event.key);
      if (!to) return;
      event.preventDefault();
      to.focus();
    };
    const focused = (event: FocusEvent) => {
      const item = itemOf(event);
      if (item) mark(item);
    };
    root.addEventListener("keydown", pressed);
    root.addEventListener("focusin", focused);
    return () => {
      watch.disconnect();
      root.removeEventListener("keydown", pressed);
      root.removeEventListener("focusin", focused);
    };
  }, [within, items, way]);
}
