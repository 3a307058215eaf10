/** Brings the drawing part in, which is large and comes as a chunk of its own. */
import type { RefObject } from "preact";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { Screen, ScreenEvents } from "../../engine";

export interface ScreenState {
  screen: Screen | null;
  /** The chunk did not come, or drawing failed. */
  broken: boolean;
  retry: () => void;
}

/** `events` may change; the screen asks the latest. `wanted`: not before there is something to draw. */
export function useScreen(element: RefObject<HTMLDivElement | null>, events: ScreenEvents, wanted: boolean): ScreenState {
  const [screen, setScreen] = useState<Screen | null>(null);
  const [broken, setBroken] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const latest = useRef(events);
  latest.current = events;
  useEffect(() => {
    if (!wanted) return;
    let made: Screen | null = null;
    let left = false;
    const fault = (): void => setBroken(true);
    import("../../engine")
      .then((engine) => {
        if (left || !element.current) return;
        made = new engine.Screen(element.current, {
          slices: () => latest.current.slices(),
          lengthWords: (length) => latest.current.lengthWords(length),
          onScroll: (steps) => latest.current.onScroll(steps),
          onWindow: (range) => latest.current.onWindow(range),
          onMoved: () => latest.current.onMoved(),
          onCamera: (camera) => latest.current.onCamera(camera),
          onShown: (frame) => latest.current.onShown(frame),
          onFault: fault,
        });
        setScreen(made);
      })
      .catch(fault);
    return () => {
      left = true;
      made?.close();
      setScreen(null);
    };
  }, [element, wanted, attempt]);
  const retry = useCallback(() => {
    setBroken(false);
    setAttempt((count) => count + 1);
  }, []);
  return { screen, broken, retry };
}
