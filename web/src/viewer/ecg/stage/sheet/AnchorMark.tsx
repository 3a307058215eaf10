import { at } from "../../trace/at";
import { spotOf } from "../../trace/caliper";
import type { Levels } from "../../trace/figure";
import type { Sheet } from "../../trace/layout";
import type { Recording } from "../../trace/leads";

/** A place in the recording that a message can point to. */
export interface EcgAnchor {
  lead: string;
  /** Seconds from the start of the recording. */
  t: number;
}

export interface AnchorMarkProps {
  anchor: EcgAnchor;
  sheet: Sheet;
  recording: Recording;
  levels: Levels;
  mmPx: number;
}

/** A ring on the trace at the place a message names. */
export function AnchorMark({ anchor, sheet, recording, levels, mmPx }: AnchorMarkProps) {
  const segment = sheet.segments.findIndex((one) => {
    const name = at(recording.traces, one.lead).name;
    return name === anchor.lead && anchor.t >= one.from && anchor.t <= one.to;
  });
  if (segment < 0) return null;
  const { lead } = at(sheet.segments, segment);
  const level = levels[lead] ?? 0;
  const value = at(recording.traces, lead).mv[Math.round(anchor.t * recording.signal.header.rate)] ?? NaN;
  const mv = Number.isNaN(value) ? level : value;
  const { x, y } = spotOf(sheet, { segment, t: anchor.t, mv }, level);
  const half = (sheet.rowMm / 2) * mmPx;
  return (
    <svg class="ecg-anchor" aria-hidden="true">
      <path d={`M${x * mmPx} ${y * mmPx - half}V${y * mmPx - 9}M${x * mmPx} ${y * mmPx + 9}V${y * mmPx + half}`} />
      <circle cx={x * mmPx} cy={y * mmPx} r="9" />
    </svg>
  );
}
