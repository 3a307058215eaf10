import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { serverNow } from "../../../api";
import { isTouched, type Draft } from "./draft";
import { useServerCopy, type Conflict } from "./serverCopy";
import { dropDraft, keepDraft } from "./store";

const AFTER = 250;

export interface Saved {
  state: "saving" | "local" | "synced" | "failed" | "untouched";
  at: string | null;
}

export interface DraftState {
  draft: Draft;
  saved: Saved;
  change: (change: (draft: Draft) => Draft) => void;
  /** Kept on this device before this resolves. */
  flush: (draft: Draft) => Promise<void>;
  synced: (draft: Draft) => void;
  /** It became a case: nothing of it stays on this device or among the drafts. */
  finish: () => Promise<void>;
  /** The same draft went on at another desk. */
  conflict: Conflict | null;
  takeOther: () => void;
  keepMine: () => void;
  /** No copy goes to the server while the case does. */
  hold: (held: boolean) => Promise<void>;
}

/** Keeps what is typed: on this device a moment after every change, on the server two seconds later. */
export function useDraft(person: string, initial: Draft): DraftState {
  const [draft, setDraft] = useState(initial);
  const [saved, setSaved] = useState<Saved>({ state: initial.savedAt === null ? "untouched" : "local", at: initial.savedAt });
  const newest = useRef(initial);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const over = useRef(false);

  const synced = useCallback((known: Draft) => {
    setSaved({ state: "synced", at: known.savedAt ?? new Date(serverNow()).toISOString() });
  }, []);
  const server = useServerCopy(
    newest,
    // Only what is still the newest is synchronised.
    (sent, at) => newest.current === sent && setSaved({ state: "synced", at }),
  );
  const flush = useCallback(
    async (wanted: Draft) => {
      clearTimeout(timer.current);
      timer.current = undefined;
      if (over.current || !isTouched(wanted)) return;
      const stamped = { ...wanted, savedAt: new Date(serverNow()).toISOString() };
      newest.current = stamped;
      const kept = await keepDraft(person, stamped);
      setSaved(kept ? { state: "local", at: stamped.savedAt } : { state: "failed", at: null });
      server.soon();
    },
    [person],
  );
  const change = useCallback(
    (apply: (draft: Draft) => Draft) => {
      newest.current = apply(newest.current);
      setDraft(newest.current);
      if (isTouched(newest.current)) setSaved((old) => ({ ...old, state: "saving" }));
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(newest.current), AFTER);
    },
    [flush],
  );
  useEffect(() => {
    const leaving = () => {
      if (timer.current !== undefined) void flush(newest.current);
    };
    window.addEventListener("pagehide", leaving);
    document.addEventListener("visibilitychange", leaving);
    return () => {
      window.removeEventListener("pagehide", leaving);
      document.removeEventListener("visibilitychange", leaving);
      leaving();
    };
  }, [flush]);

  const finish = useCallback(async () => {
    over.current = true;
    clearTimeout(timer.current);
    timer.current = undefined;
    await dropDraft(newest.current.id);
    await server.forget();
  }, []);
  const takeOther = () => {
    const other = server.take();
    if (other !== null) change(() => other);
  };
  const keepMine = () => {
    server.take();
    server.soon();
  };
  return { draft, saved, change, flush, synced, finish, conflict: server.conflict, takeOther, keepMine, hold: server.hold };
}
