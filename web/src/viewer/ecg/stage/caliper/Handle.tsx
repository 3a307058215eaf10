import { useRef } from "preact/hooks";
import type { Spot } from "../../trace/caliper";

export interface HandleProps {
  name: string;
  /** "V3 3.420 s 0.35 mV". */
  value: string;
  now: number;
  /** CSS px from the paper's corner. */
  at: Spot;
  onMove: (to: Spot, byTouch: boolean) => void;
  onStep: (right: number, up: number, large: boolean) => void;
  onDrop: () => void;
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** One end of the caliper: dragged by hand or moved by the arrow keys. */
export function Handle({ name, value, now, at, onMove, onStep, onDrop }: HandleProps) {
  const grip = useRef<Spot | null>(null);
  const drop = (): void => {
    grip.current = null;
    onDrop();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- moves in two directions, a range input in one
    <div
      class="ecg-handle"
      role="slider"
      tabIndex={0}
      aria-label={name}
      aria-valuetext={value}
      aria-valuenow={now}
      style={{ transform: `translate(${at.x}px, ${at.y}px)` }}
      onPointerDown={(event) => {
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
        grip.current = { x: at.x - event.clientX, y: at.y - event.clientY };
      }}
      onPointerMove={(event) => {
        if (!grip.current) return;
        const to = { x: event.clientX + grip.current.x, y: event.clientY + grip.current.y };
        onMove(to, event.pointerType === "touch");
      }}
      onPointerUp={drop}
      onPointerCancel={drop}
      onKeyDown={(event) => {
        const step = STEPS[event.key];
        if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        onStep(step[0], step[1], event.shiftKey);
      }}
    />
  );
}
