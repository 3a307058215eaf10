import { useRef, useState } from "preact/hooks";
import { useResource } from "../../api";
import { useNews } from "../useNews";
import { keepRows, type ShownRow } from "./rows";
import type { Board } from "./types";

/** What no event tells (who is connected, whose duty begins) is asked for now and then. */
const NOW_AND_THEN = 30_000;

/** The board, asked again whenever something of one's hospitals moves. */
export function useBoard(wall: boolean) {
  const found = useResource<Board>(wall ? "/board?wall=true" : "/board");
  useNews(found.reload, NOW_AND_THEN);
  return found;
}

/** Rows to show: fresh ones at once, unless a hand is on them. `letIn` shows what waits. */
export function useStillRows(fresh: readonly BoardRows[] | undefined, held: boolean) {
  const shown = useRef<{ rows: ShownRow[]; waiting: number }>({ rows: [], waiting: 0 });
  const last = useRef<{ fresh: readonly BoardRows[] | undefined; held: boolean }>({ fresh: undefined, held: false });
  const [, redraw] = useState(0);
  if (fresh !== undefined && (fresh !== last.current.fresh || held !== last.current.held)) {
    const keep = held && shown.current.rows.length > 0;
    shown.current = keep ? keepRows(shown.current.rows, fresh) : { rows: [...fresh], waiting: 0 };
  }
  last.current = { fresh, held };
  const letIn = () => {
    if (fresh !== undefined) shown.current = { rows: [...fresh], waiting: 0 };
    redraw((n) => n + 1);
  };
  return { ...shown.current, letIn };
}

type BoardRows = Board["rows"][number];
