import { useRef, useState } from "preact/hooks";
import type { Group } from "../board";
import { keepStill, type Still } from "./still";

const asIs = (fresh: readonly Group[]): Still => ({
  groups: fresh.map(({ key, items }) => ({ key, items })),
  waiting: 0,
  entered: 0,
});

/** The groups to show: fresh ones at once, unless a hand is on the list. `letIn` shows what waits. */
export function useStill(fresh: readonly Group[] | null, held: boolean): Still & { letIn: () => void } {
  const shown = useRef<Still>({ groups: [], waiting: 0, entered: 0 });
  const last = useRef<readonly Group[] | null>(null);
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
