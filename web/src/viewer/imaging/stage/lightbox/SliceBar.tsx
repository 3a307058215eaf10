/** Where in the stack one is, and which slices have arrived. */
import type { TargetedKeyboardEvent, TargetedPointerEvent } from "preact";
import { t } from "../../../../i18n";

export interface SliceBarProps {
  count: number;
  index: number;
  here: (index: number) => boolean;
  onTurn: (index: number) => void;
}

/** Runs of arrived slices as one path; a slice is one unit high. */
function arrived(count: number, here: (index: number) => boolean): string {
  let path = "";
  for (let at = 0; at < count; at++) {
    const from = at;
    while (at < count && here(at)) at += 1;
    if (at > from) path += `M0 ${from}V${at}`;
  }
  return path;
}

const STEPS: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1, PageUp: -10, PageDown: 10, Home: -Infinity, End: Infinity };

export function SliceBar({ count, index, here, onTurn }: SliceBarProps) {
  const turn = (event: TargetedPointerEvent<HTMLDivElement>): void => {
    const { top, height } = event.currentTarget.getBoundingClientRect();
    const share = (event.clientY - top) / height;
    onTurn(Math.min(count - 1, Math.max(0, Math.floor(share * count))));
  };
  const begin = (event: TargetedPointerEvent<HTMLDivElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    turn(event);
  };
  const press = (event: TargetedKeyboardEvent<HTMLDivElement>): void => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onTurn(Math.min(count - 1, Math.max(0, index + step)));
  };
  return (
    <div
      class="imaging-bar"
      role="slider"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={t("imaging.slices")}
      aria-valuemin={1}
      aria-valuemax={count}
      aria-valuenow={index + 1}
      aria-valuetext={t("imaging.slice", { n: index + 1, of: count })}
      onPointerDown={begin}
      onPointerMove={(event) => event.buttons === 1 && turn(event)}
      onKeyDown={press}
    >
      <svg viewBox={`-1 0 2 ${count}`} preserveAspectRatio="none" aria-hidden="true">
        <path class="imaging-bar-all" d={`M0 0V${count}`} />
        <path class="imaging-bar-here" d={arrived(count, here)} />
      </svg>
      <span class="imaging-bar-thumb" style={{ top: `${((index + 0.5) / count) * 100}%` }} />
    </div>
  );
}
