/** Plays a stack. A frame that has not arrived is waited for: none is left out. */
import { useEffect, useRef } from "preact/hooks";

export interface Play {
  playing: boolean;
  /** Frames a second. */
  rate: number;
  ready: () => boolean;
  next: () => void;
}

export function usePlay(play: Play): void {
  const latest = useRef(play);
  latest.current = play;
  const { playing, rate } = play;
  useEffect(() => {
    if (!playing) return;
    let due = performance.now() + 1000 / rate;
    let handle = 0;
    const tick = (now: number): void => {
      handle = requestAnimationFrame(tick);
      if (now < due || !latest.current.ready()) return;
      // After a wait one goes on from here instead of catching up.
      due = Math.max(due + 1000 / rate, now);
      latest.current.next();
    };
    handle = requestAnimationFrame(tick);
    return () => cancelAnimationFrame(handle);
  }, [playing, rate]);
}
