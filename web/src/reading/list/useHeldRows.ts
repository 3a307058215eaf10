import type { RefObject } from "preact";
import { useRef, useState } from "preact/hooks";
import { useHeld } from "../../worklists";
import type { ReadingRow } from "../parts/model";

interface Held {
  rows: readonly ReadingRow[] | undefined;
  /** New rows that wait to be let in. */
  waiting: number;
  letIn: () => void;
}

const keyOf = ({ request }: ReadingRow) => request.request_id;

/** Nothing moves under the hand: while it is on the list, rows keep their places and only change their
 *  words; an emergency enters at once, at the top. `list` names what is listed: another one begins anew. */
export function useHeldRows(fresh: readonly ReadingRow[] | undefined, box: RefObject<HTMLElement | null>, list: string): Held {
  const held = useHeld(box);
  const shown = useRef<{ list: string; rows: readonly ReadingRow[] | undefined }>({ list, rows: undefined });
  const [, redraw] = useState(0);
  const before = shown.current.list === list ? shown.current.rows : undefined;
  let waiting = 0;
  if (fresh !== undefined && held && before !== undefined && before.length > 0) {
    const known = new Map(fresh.map((row) => [keyOf(row), row]));
    const there = new Set(before.map(keyOf));
    const added = fresh.filter((row) => !there.has(keyOf(row)));
    const alarms = added.filter(({ request }) => request.urgency === "emergency");
    waiting = added.length - alarms.length;
    shown.current = { list, rows: [...alarms, ...before.map((row) => known.get(keyOf(row)) ?? row)] };
  } else {
    shown.current = { list, rows: fresh };
  }
  const letIn = () => {
    shown.current = { list, rows: fresh };
    redraw((n) => n + 1);
  };
  return { rows: shown.current.rows, waiting, letIn };
}
