import { useCallback, useEffect, useState } from "preact/hooks";
import { api } from "../api";
import type { List } from "./types";

const PAGE = 200;
const MOST = 1000;

export interface All<T> {
  /** What has arrived; kept while another search is under way. */
  items: readonly T[] | undefined;
  error: unknown;
  loading: boolean;
  /** True when there is more than is worth showing: narrow the search. */
  cut: boolean;
  reload: () => void;
}

/** Every page of a list below `path` (which may have a query), up to a thousand rows. */
export function useAll<T>(path: string): All<T> {
  const [state, setState] = useState<{ items?: readonly T[]; error?: unknown; loading: boolean; cut: boolean }>({
    loading: true,
    cut: false,
  });
  const [round, setRound] = useState(0);

  useEffect(() => {
    const abort = new AbortController();
    setState((old) => ({ ...old, loading: true }));
    const load = async () => {
      const found: T[] = [];
      let next: string | null = null;
      do {
        const page: List<T> = await api.get<List<T>>(pagePath(path, next), { signal: abort.signal });
        found.push(...page.items);
        next = page.next;
      } while (next !== null && found.length < MOST);
      return { items: found, cut: next !== null };
    };
    load().then(
      (loaded) => setState({ ...loaded, loading: false }),
      (error: unknown) => {
        if (!abort.signal.aborted) setState((old) => ({ ...old, error, loading: false }));
      },
    );
    return () => abort.abort();
  }, [path, round]);

  return {
    items: state.items,
    error: state.error,
    loading: state.loading,
    cut: state.cut,
    reload: useCallback(() => setRound((n) => n + 1), []),
  };
}

function pagePath(path: string, after: string | null): string {
  const joint = path.includes("?") ? "&" : "?";
  return `${path}${joint}limit=${PAGE}${after === null ? "" : `&after=${encodeURIComponent(after)}`}`;
}
