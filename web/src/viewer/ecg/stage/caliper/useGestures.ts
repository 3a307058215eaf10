import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Spot } from "../../trace/caliper";

export interface GestureHandlers {
  layer: RefObject<HTMLElement | null>;
  /** The caliper is in hand: pulling measures. Otherwise only touch does something. */
  armed: boolean;
  onPull: (from: Spot, to: Spot) => void;
  onTap: (at: Spot) => void;
  onLongPress: (at: Spot) => void;
  onSwipe: (across: number, down: number) => void;
}

export interface GestureProps {
  onPointerDown: (event: PointerEvent) => void;
  onPointerMove: (event: PointerEvent) => void;
  onPointerUp: (event: PointerEvent) => void;
  onPointerCancel: (event: PointerEvent) => void;
}

const LONG_PRESS_MS = 500;
const STILL_PX = 8;
const SWIPE_PX = 40;

interface Press {
  pointer: number;
  from: Spot;
  moved: boolean;
  done: boolean;
  timer: ReturnType<typeof setTimeout> | undefined;
}

function swipe(from: Spot, to: Spot, onSwipe: (across: number, down: number) => void): void {
  const [across, down] = [from.x - to.x, from.y - to.y];
  if (Math.max(Math.abs(across), Math.abs(down)) < SWIPE_PX) return;
  if (Math.abs(across) > Math.abs(down)) onSwipe(Math.sign(across), 0);
  else onSwipe(0, Math.sign(down));
}

/** Tells pull, tap, long press and swipe apart on the paper. Spots are CSS px from its corner. */
export function useGestures(handlers: GestureHandlers): GestureProps {
  const press = useRef<Press | null>(null);
  const latest = useRef(handlers);
  latest.current = handlers;
  const spot = (event: PointerEvent): Spot => {
    const box = handlers.layer.current?.getBoundingClientRect();
    return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) };
  };
  const end = (): void => {
    clearTimeout(press.current?.timer);
    press.current = null;
  };
  useEffect(() => end, []);
  const longPress = (from: Spot) =>
    setTimeout(() => {
      if (!press.current || press.current.moved) return;
      press.current.done = true;
      latest.current.onLongPress(from);
    }, LONG_PRESS_MS);
  return {
    onPointerDown: (event) => {
      const touch = event.pointerType === "touch";
      if (event.button !== 0 || press.current || (!touch && !handlers.armed)) return;
      const from = spot(event);
      handlers.layer.current?.setPointerCapture(event.pointerId);
      const timer = touch && !handlers.armed ? longPress(from) : undefined;
      press.current = { pointer: event.pointerId, from, moved: false, done: false, timer };
    },
    onPointerMove: (event) => {
      const now = press.current;
      if (!now || now.done || event.pointerId !== now.pointer) return;
      const to = spot(event);
      now.moved ||= Math.hypot(to.x - now.from.x, to.y - now.from.y) > STILL_PX;
      if (now.moved && handlers.armed) handlers.onPull(now.from, to);
    },
    onPointerUp: (event) => {
      const now = press.current;
      if (!now || event.pointerId !== now.pointer) return;
      end();
      if (now.done) return;
      if (!handlers.armed) swipe(now.from, spot(event), handlers.onSwipe);
      else if (!now.moved) handlers.onTap(now.from);
    },
    onPointerCancel: end,
  };
}
