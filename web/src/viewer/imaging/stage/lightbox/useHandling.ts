/** Wheel, two fingers and long press on the light box; dragging is the tools' affair. */
import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Point } from "../../dicom/geometry";

export interface Handling {
  onScroll: (steps: number) => void;
  /** Keeps the point `at` of the light box where it is. */
  onZoom: (factor: number, at: Point) => void;
  onPan: (dx: number, dy: number) => void;
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

interface Pinch {
  middle: Point;
  spread: number;
}

function pinchOf([a, b]: TouchList, box: HTMLElement): Pinch | null {
  if (!a || !b) return null;
  const { left, top } = box.getBoundingClientRect();
  return {
    middle: { x: (a.clientX + b.clientX) / 2 - left, y: (a.clientY + b.clientY) / 2 - top },
    spread: Math.max(1, Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY)),
  };
}

function listenToPinch(box: HTMLElement, handling: () => Handling, signal: AbortSignal): void {
  let last: Pinch | null = null;
  const take = ({ touches }: TouchEvent): void => {
    last = pinchOf(touches, box);
  };
  const move = ({ touches }: TouchEvent): void => {
    const now = pinchOf(touches, box);
    if (now && last) {
      handling().onPan(now.middle.x - last.middle.x, now.middle.y - last.middle.y);
      handling().onZoom(now.spread / last.spread, now.middle);
    }
    last = now;
  };
  box.addEventListener("touchmove", move, { signal, passive: true });
  for (const type of ["touchstart", "touchend", "touchcancel"] as const) box.addEventListener(type, take, { signal, passive: true });
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
        const { left, top } = (event.currentTarget as Element).getBoundingClientRect();
        latest.current.onZoom(event.deltaY < 0 ? ZOOM_STEP : 1 / ZOOM_STEP, { x: event.clientX - left, y: event.clientY - top });
        return;
      }
      rest = steps(event, rest);
      const whole = Math.trunc(rest);
      rest -= whole;
      if (whole !== 0) latest.current.onScroll(whole);
    };
    box.current.addEventListener("wheel", wheel, { signal: listening.signal, passive: false });
    listenToPinch(box.current, () => latest.current, listening.signal);
    listenToPress(box.current, (pressed) => latest.current.onPress(pressed), listening.signal);
    return () => listening.abort();
  }, [box]);
}
