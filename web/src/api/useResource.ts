import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { api } from "./client";
import { serverNow } from "./clock";

export interface Resource<T> {
  /** The last answer, kept while reloading and while offline. */
  data: T | undefined;
  /** Why the last try failed; the data above may still be shown with its age. */
  error: unknown;
  loading: boolean;
  /** Server time (ms) of `data`. */
  loadedAt: number | null;
  reload: () => void;
  /** Replaces the data with what a write returned. */
  set: (data: T) => void;
}

/** GET `path` now, whenever it changes, and on `reload()`; null asks nothing. */
export function useResource<T>(path: string | null): Resource<T> {
  const [state, setState] = useState<{ path: string | null; data?: T; error?: unknown; loadedAt: number | null }>({
    path,
    loadedAt: null,
  });
  const [round, setRound] = useState(0);
  const [loading, setLoading] = useState(path !== null);
  const newest = useRef(0);

  useEffect(() => {
    if (path === null) return undefined;
    const abort = new AbortController();
    const mine = ++newest.current;
    setLoading(true);
    void api
      .get<T>(path, { signal: abort.signal })
      .then(
        (data) => setState({ path, data, loadedAt: serverNow() }),
        (error: unknown) => {
          if (!abort.signal.aborted) setState((old) => (old.path === path ? { ...old, error } : { path, error, loadedAt: null }));
        },
      )
      .then(() => {
        if (mine === newest.current) setLoading(false);
      });
    return () => abort.abort();
  }, [path, round]);

  const fresh = state.path === path;
  return {
    data: fresh ? state.data : undefined,
    error: fresh ? state.error : undefined,
    loading,
    loadedAt: fresh ? state.loadedAt : null,
    reload: useCallback(() => setRound((n) => n + 1), []),
    set: useCallback((data: T) => setState({ path, data, loadedAt: serverNow() }), [path]),
  };
}
