/** Fetches a study's metadata. */
import { useCallback, useEffect, useState } from "preact/hooks";
import type { Study } from "../dicom/stacks";
import { LoadError } from "../loading/fetchBytes";
import { fetchStudy } from "../loading/fetchStudy";

export type StudyState =
  | { phase: "loading"; received: number; total: number }
  | { phase: "ready"; study: Study }
  | { phase: "failed"; failure: LoadError };

const START: StudyState = { phase: "loading", received: 0, total: 0 };

export function useStudy(url: string): [StudyState, () => void] {
  const [state, setState] = useState<StudyState>(START);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    setState(START);
    fetchStudy(url, abort.signal, (received, total) => setState({ phase: "loading", received, total }))
      .then((study) => setState({ phase: "ready", study }))
      .catch((error: unknown) => {
        if (!abort.signal.aborted) setState({ phase: "failed", failure: error instanceof LoadError ? error : new LoadError(0) });
      });
    return () => abort.abort();
  }, [url, attempt]);
  return [state, useCallback(() => setAttempt((count) => count + 1), [])];
}
