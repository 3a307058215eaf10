/** Fetches and decodes one recording, telling of each part as it arrives. */
import { useCallback, useEffect, useState } from "preact/hooks";
import { Ecg1Error, type Ecg1Fault } from "../format/fault";
import { readEcg1 } from "../format/ecg1";
import { deriveRange, openRecording, type Recording } from "../trace/leads";

export type EcgFailure =
  | { kind: "network" }
  | { kind: "http"; status: number }
  | { kind: "damaged"; fault: Ecg1Fault; second: number | null };

export type EcgState =
  /** `slow` after a second: only then is progress worth showing. */
  | { phase: "loading"; recording: Recording | null; loaded: number; slow: boolean }
  | { phase: "ready"; recording: Recording; loaded: number }
  | { phase: "failed"; failure: EcgFailure };

class HttpError extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`HTTP ${status}`);
    this.status = status;
  }
}

const SLOW_MS = 1000;
/** A long recording has hundreds of parts; the first paints at once, then ten pictures a second do. */
const BETWEEN_MS = 100;
const START: EcgState = { phase: "loading", recording: null, loaded: 0, slow: false };

function failureOf(error: unknown): EcgFailure {
  if (error instanceof Ecg1Error) return { kind: "damaged", fault: error.fault, second: error.second };
  if (error instanceof HttpError) return { kind: "http", status: error.status };
  return { kind: "network" };
}

async function load(src: string, signal: AbortSignal, tell: (recording: Recording) => void): Promise<Recording> {
  const response = await fetch(src, { credentials: "same-origin", signal });
  if (!response.ok || !response.body) throw new HttpError(response.status);
  let recording: Recording | null = null;
  let told = -Infinity;
  const decoded = await readEcg1(response.body, (part, from, to) => {
    recording ??= openRecording(part);
    deriveRange(recording, from, to);
    const first = from === 0;
    if (!first && performance.now() - told < BETWEEN_MS) return;
    told = performance.now();
    tell(recording);
  });
  return recording ?? openRecording(decoded);
}

/** The state of the recording at `src`, and how to try again. */
export function useEcg(src: string): [EcgState, () => void] {
  const [state, setState] = useState<EcgState>(START);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    const timer = setTimeout(() => {
      setState((now) => (now.phase === "loading" ? { ...now, slow: true } : now));
    }, SLOW_MS);
    setState(START);
    load(src, abort.signal, (recording) => {
      if (abort.signal.aborted) return;
      const { loaded } = recording.signal;
      setState((now) => ({ phase: "loading", recording, loaded, slow: now.phase === "loading" && now.slow }));
    })
      .then((recording) => {
        if (!abort.signal.aborted) setState({ phase: "ready", recording, loaded: recording.signal.loaded });
        return undefined;
      })
      .catch((error: unknown) => {
        if (!abort.signal.aborted) setState({ phase: "failed", failure: failureOf(error) });
      })
      .finally(() => clearTimeout(timer));
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [src, attempt]);
  return [state, useCallback(() => setAttempt((count) => count + 1), [])];
}

/** What can be drawn so far. */
export function recordingOf(state: EcgState): Recording | null {
  return state.phase === "failed" ? null : state.recording;
}

/** Share of the samples that is here, 0–100; 100 only when all are. */
export function percentOf(state: EcgState): number {
  if (state.phase === "failed" || !state.recording) return 0;
  return Math.floor((100 * state.loaded) / state.recording.signal.header.samples);
}
