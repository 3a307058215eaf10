import { useEffect, useRef, useState } from "preact/hooks";
import { api } from "../../api";
import type { Row } from "../../worklists";

const PAGE = 40;
const PAUSE = 300;

export interface Search {
  q: string;
  which: "open" | "closed" | "all";
}

export interface Found {
  rows: readonly Row[] | undefined;
  error: unknown;
  /** More exist beyond what is shown. */
  more: (() => void) | null;
  loading: boolean;
  retry: () => void;
}

interface Page {
  items: Row[];
  next: string | null;
}

/** Cases page by page, newest first; typing asks after a short pause. */
export function useCases({ q, which }: Search): Found {
  const [state, setState] = useState<{ rows?: Row[]; next: string | null; error?: unknown }>({ next: null });
  const [loading, setLoading] = useState(true);
  const [round, setRound] = useState(0);
  const first = useRef(true);

  const path = (after: string | null) => {
    const query = new URLSearchParams({ limit: String(PAGE) });
    if (q.trim() !== "") query.set("q", q.trim());
    if (which !== "all") query.set("open", String(which === "open"));
    if (after !== null) query.set("after", after);
    return `/cases?${query}`;
  };
  useEffect(() => {
    const abort = new AbortController();
    const ask = () =>
      api.get<Page>(path(null), { signal: abort.signal }).then(
        (page) => {
          setState({ rows: page.items, next: page.next });
          setLoading(false);
        },
        (error: unknown) => {
          if (abort.signal.aborted) return;
          setState((old) => ({ ...old, error }));
          setLoading(false);
        },
      );
    setLoading(true);
    const timer = setTimeout(() => void ask(), first.current ? 0 : PAUSE);
    first.current = false;
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [q, which, round]);

  const more = async () => {
    setLoading(true);
    try {
      const page = await api.get<Page>(path(state.next));
      setState((old) => ({ rows: [...(old.rows ?? []), ...page.items], next: page.next }));
    } catch (error) {
      setState((old) => ({ ...old, error }));
    }
    setLoading(false);
  };
  return {
    rows: state.rows,
    error: state.error,
    loading,
    more: state.next === null ? null : () => void more(),
    retry: () => setRound((n) => n + 1),
  };
}
