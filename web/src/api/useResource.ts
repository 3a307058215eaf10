import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { api } from "./client";
import { serverNow } from "./clock";
import { ApiError } from "./errors";
import { dropSeen, keepSeen, seenAt } from "./seen";

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

interface State<T> {
  path: string | null;
  data?: T;
  error?: unknown;
  loadedAt: number | null;
}

/** Begins with what this page has had from there before. */
function beginning<T>(path: string | null): State<T> {
  const before = path === null ? undefined : seenAt(path);
  return before === undefined ? { path, loadedAt: null } : { path, data: before.data as T, loadedAt: before.loadedAt };
}

/** The server said that this is not, or no longer, for this person. */
const takenAway = (error: unknown) => error instanceof ApiError && [401, 403, 404].includes(error.status);

/** GET `path` now, whenever it changes, and on `reload()`; null asks nothing. */
export function useResource<T>(path: string | null): Resource<T> {
  const [held, setState] = useState<State<T>>(() => beginning(path));
  const state = held.path === path ? held : beginning<T>(path);
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
        (data) => {
          const loadedAt = serverNow();
          keepSeen(path, { data, loadedAt });
          setState({ path, data, loadedAt });
        },
        (error: unknown) => {
          if (abort.signal.aborted) return;
          if (takenAway(error)) dropSeen(path);
          setState({ ...beginning<T>(path), error });
        },
      )
      .then(() => {
        if (mine === newest.current) setLoading(false);
      });
    return () => abort.abort();
  }, [path, round]);

  return {
    data: state.data,
    error: state.error,
    loading,
    loadedAt: state.loadedAt,
    reload: useCallback(() => setRound((n) => n + 1), []),
    set: useCallback(
      (data: T) => {
        const loadedAt = serverNow();
        if (path !== null) keepSeen(path, { data, loadedAt });
        setState({ path, data, loadedAt });
      },
      [path],
    ),
  };
}
