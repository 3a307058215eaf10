import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { t } from "../../i18n";
import "./frame.css";

export type Stop = "low" | "half" | "full";
const STOPS: readonly Stop[] = ["low", "half", "full"];

export interface BottomSheetProps {
  label: string;
  stop: Stop;
  onStop: (stop: Stop) => void;
  children: ComponentChildren;
}

/** The phone's desk over the stage: 88 px, half or full; drag, tap or arrow keys on the handle. */
export function BottomSheet({ label, stop, onStop, children }: BottomSheetProps) {
  const start = useRef<{ y: number; height: number } | null>(null);
  const sheet = useRef<HTMLElement>(null);
  const [height, setHeight] = useState<number | null>(null);

  const drop = () => {
    const room = sheet.current?.parentElement?.clientHeight ?? window.innerHeight;
    if (height !== null) onStop(nearestStop(height, room));
    start.current = null;
    setHeight(null);
  };
  const step = (by: number) => onStop(STOPS[Math.min(2, Math.max(0, STOPS.indexOf(stop) + by))] ?? "half");

  return (
    <section
      ref={sheet}
      class={`bottom-sheet bottom-sheet-${stop}`}
      aria-label={label}
      style={height === null ? undefined : { height: `${height}px`, transition: "none" }}
    >
      <button
        type="button"
        class="bottom-sheet-handle"
        aria-label={t(stop === "full" ? "common.sheet.lower" : "common.sheet.raise")}
        onClick={() => (stop === "full" ? onStop("low") : step(1))}
        onKeyDown={(event) => {
          if (event.key === "ArrowUp") step(1);
          if (event.key === "ArrowDown") step(-1);
        }}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          start.current = { y: event.clientY, height: sheet.current?.offsetHeight ?? 0 };
        }}
        onPointerMove={(event) => {
          const from = start.current;
          if (from !== null && Math.abs(from.y - event.clientY) > 6) setHeight(from.height + from.y - event.clientY);
        }}
        onPointerUp={drop}
        onPointerCancel={drop}
      />
      <div class="bottom-sheet-body">{children}</div>
    </section>
  );
}

/** Where a released sheet of `height` in a page of `room` settles. */
export function nearestStop(height: number, room: number): Stop {
  const share = height / room;
  if (share > 0.72) return "full";
  return share > 0.26 ? "half" : "low";
}
