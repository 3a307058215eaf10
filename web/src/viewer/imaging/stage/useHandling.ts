/** Wheel and long press on the light box; dragging is the tools' affair. */
import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

export interface Handling {
  onScroll: (steps: number) => void;
  onZoom: (factor: number) => void;
  /** A finger rested: from now until it lifts it sets the window. */
  onPress: (pressed: boolean) => void;
}

/** A touchpad's scrolling for one slice. */
const PIXELS_A_SLICE = 40;
const ZOOM_STEP = 1.1;
const PRESS_MS = 450;
const STILL_PX = 8;

function steps(event: WheelEvent, rest: number): number {
  if (event.deltaMode !== WheelEvent.DOM_DELTA_PIXEL || Math.abs(event.deltaY) >= 100) return Math.sign(event.deltaY);
  return rest + event.deltaY / PIXELS_A_SLICE;
}

function listenToPress(box: HTMLElement, onPress: (pressed: boolean) => void, signal: AbortSignal): void {
  let timer = 0;
  let pressed = false;
  let from: Touch | undefined;
  const end = (): void => {
    clearTimeout(timer);
    if (pressed) onPress(false);
    pressed = false;
  };
  const start = (event: TouchEvent): void => {
    end();
    from = event.touches[0];
    if (event.touches.length !== 1) return;
    timer = window.setTimeout(() => onPress((pressed = true)), PRESS_MS);
  };
  const move = ({ touches: [touch] }: TouchEvent): void => {
    if (pressed || !touch || !from) return;
    if (Math.hypot(touch.clientX - from.clientX, touch.clientY - from.clientY) > STILL_PX) clearTimeout(timer);
  };
  box.addEventListener("touchstart", start, { signal, passive: true });
  box.addEventListener("touchmove", move, { signal, passive: true });
  for (const type of ["touchend", "touchcancel"] as const) box.addEventListener(type, end, { signal, passive: true });
}

export function useHandling(box: RefObject<HTMLElement | null>, handling: Handling): void {
  const latest = useRef(handling);
  latest.current = handling;
  useEffect(() => {
    if (!box.current) return;
    const listening = new AbortController();
    let rest = 0;
    const wheel = (event: WheelEvent): void => {
      event.preventDefault();
      if (event.ctrlKey) {
        latest.current.onZoom(event.deltaY < 0 ? ZOOM_STEP : 1 / ZOOM_STEP);
        return;
      }
      rest = steps(event, rest);
      const whole = Math.trunc(rest);
      rest -= whole;
      if (whole !== 0) latest.current.onScroll(whole);
    };
    box.current.addEventListener("wheel", wheel, { signal: listening.signal, passive: false });
    listenToPress(box.current, (pressed) => latest.current.onPress(pressed), listening.signal);
    return () => listening.abort();
  }, [box]);
}
