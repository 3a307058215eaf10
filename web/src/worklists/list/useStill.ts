import { useRef, useState } from "preact/hooks";
import { keepStill, type Listed, type Movable, type Shown, type Still } from "./still";

const asIs = <K, R>(fresh: readonly Listed<K, R>[]): Still<K, R> => ({
  groups: fresh.map(({ key, items }) => ({ key, items: items as Shown<R>[] })),
  waiting: 0,
  entered: 0,
});

/** The groups to show: fresh ones at once, unless a hand is on the list. `letIn` shows what waits. */
export function useStill<K extends string, R extends Movable>(fresh: readonly Listed<K, R>[] | null, held: boolean): Still<K, R> & { letIn: () => void } {
  const shown = useRef<Still<K, R>>({ groups: [], waiting: 0, entered: 0 });
  const last = useRef<readonly Listed<K, R>[] | null>(null);
  const wasHeld = useRef(false);
  const [, redraw] = useState(0);

  if (fresh !== null && (fresh !== last.current || wasHeld.current !== held)) {
    const nothing = shown.current.groups.every((group) => group.items.length === 0);
    shown.current = held && !nothing ? keepStill(shown.current.groups, fresh) : asIs(fresh);
  }
  last.current = fresh;
  wasHeld.current = held;
  const letIn = () => {
    if (fresh !== null) shown.current = asIs(fresh);
    redraw((n) => n + 1);
  };
  return { ...shown.current, letIn };
}
