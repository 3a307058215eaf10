import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { api } from "../../api";
import { live } from "../../rooms";

const GATHER = 400;
const EACH = 2_000;

interface Page<T> {
  items: T[];
  next: string | null;
}

export interface Pages<T, P extends Page<T>> {
  /** The newest first page, for what it says beside its rows. */
  page: P | undefined;
  rows: readonly T[] | undefined;
  error: unknown;
  loading: boolean;
  more: (() => void) | null;
  reload: () => void;
}

/** A keyset list at `path` (with its query, without `after`), fresh after every nudge; null asks nothing.
 *  News re-read what is shown already, page after page, so that nothing vanishes below. */
export function usePages<T, P extends Page<T> = Page<T>>(path: string | null): Pages<T, P> {
  const [state, setState] = useState<{ path: string | null; page?: P; rows?: T[]; next: string | null; error?: unknown }>({ path, next: null });
  const [loading, setLoading] = useState(path !== null);
  const [round, setRound] = useState(0);
  const depth = useRef(1);
  const reload = useCallback(() => setRound((n) => n + 1), []);
  const mine = state.path === path;

  useEffect(() => {
    depth.current = 1;
  }, [path]);
  useEffect(() => {
    if (path === null) return undefined;
    const abort = new AbortController();
    setLoading(true);
    void readPages<T, P>(path, depth.current, abort.signal)
      .then(
        ({ first, rows, next }) => setState({ path, page: first, rows, next }),
        (error: unknown) => {
          if (!abort.signal.aborted) setState((old) => ({ ...(old.path === path ? old : { path, next: null }), error }));
        },
      )
      .then(() => {
        if (!abort.signal.aborted) setLoading(false);
      });
    return () => abort.abort();
  }, [path, round]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let last = 0;
    const soon = () => {
      if (timer !== undefined) return;
      timer = setTimeout(() => {
        timer = undefined;
        last = performance.now();
        reload();
      }, Math.max(GATHER, last + EACH - performance.now()));
    };
    const stop = live.onNews(["org:*", "person:*"], soon);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [reload]);

  const more = () => {
    depth.current += 1;
    reload();
  };
  return {
    page: mine ? state.page : undefined,
    rows: mine ? state.rows : undefined,
    error: mine ? state.error : undefined,
    loading,
    more: mine && state.next !== null ? more : null,
    reload,
  };
}

async function readPages<T, P extends Page<T>>(path: string, depth: number, signal: AbortSignal): Promise<{ first: P; rows: T[]; next: string | null }> {
  const first = await api.get<P>(path, { signal });
  const rows = [...first.items];
  let { next } = first;
  for (let no = 1; no < depth && next !== null; no += 1) {
    const page: P = await api.get<P>(`${path}${path.includes("?") ? "&" : "?"}after=${encodeURIComponent(next)}`, { signal });
    rows.push(...page.items);
    next = page.next;
  }
  return { first, rows, next };
}
