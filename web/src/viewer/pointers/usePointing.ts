import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** CSS px from the corner of the area. */
export interface Spot {
  x: number;
  y: number;
}

/** A place on a picture, as everybody who looks at the same picture counts it. */
export interface PicturePlace {
  /** Names the picture. */
  i: string;
  x: number;
  y: number;
}

/** Where others point on whatever is looked at. */
export interface PointerMark extends PicturePlace {
  by: string;
  moved: number;
  name: string;
  /** 1 to 8. */
  colour: number;
}

/** Tells where the hand is over the area; null when it leaves. Without `onPoint` nobody listens. */
export function usePointing(area: RefObject<HTMLElement | null>, placeOf: (spot: Spot) => PicturePlace | null, onPoint: ((place: PicturePlace | null) => void) | undefined): void {
  const latest = useRef(placeOf);
  latest.current = placeOf;
  useEffect(() => {
    const element = area.current;
    if (!element || !onPoint) return;
    const moved = (event: PointerEvent): void => {
      const { left, top } = element.getBoundingClientRect();
      onPoint(latest.current({ x: event.clientX - left, y: event.clientY - top }));
    };
    const left = (): void => onPoint(null);
    element.addEventListener("pointermove", moved);
    element.addEventListener("pointerleave", left);
    return () => {
      element.removeEventListener("pointermove", moved);
      element.removeEventListener("pointerleave", left);
    };
  }, [area, onPoint]);
}
