/** What is drawn on a sheet besides the grid, in paper mm: one source for canvas and SVG. */
import { at } from "./at";
import { pulseWidthMm, type Segment, type Sheet } from "./layout";
import { restingLevel, type Recording } from "./leads";
import { type Pen, tracePath } from "./path";

const BOUNDARY_MM = 2;

export type Levels = readonly number[];

/** The resting level of every trace, in the order of the recording. */
export function levelsOf(recording: Recording): Levels {
  return recording.traces.map((trace) => restingLevel(trace.mv));
}

/** The calibration mark at the start of each row: 1 mV at the gain in force, 200 ms wide. */
export function drawPulses(sheet: Sheet, pen: Pen): void {
  const high = sheet.gain;
  const baselines = new Set(sheet.segments.map((segment) => segment.baseline));
  for (const y of baselines) {
    if (sheet.pulse === "bar") drawBar(sheet.originMm - 1, y, high, pen);
    else drawPulse(sheet.originMm - 0.5 - 1 - pulseWidthMm(sheet.speed), y, sheet, pen);
  }
}

function drawPulse(x: number, y: number, sheet: Sheet, pen: Pen): void {
  const wide = pulseWidthMm(sheet.speed);
  pen.moveTo(x - 1, y);
  pen.lineTo(x, y);
  pen.lineTo(x, y - sheet.gain);
  pen.lineTo(x + wide, y - sheet.gain);
  pen.lineTo(x + wide, y);
  pen.lineTo(x + wide + 1, y);
}

function drawBar(x: number, y: number, high: number, pen: Pen): void {
  pen.moveTo(x - 0.5, y);
  pen.lineTo(x + 0.5, y);
  pen.moveTo(x, y);
  pen.lineTo(x, y - high);
  pen.moveTo(x - 0.5, y - high);
  pen.lineTo(x + 0.5, y - high);
}

/** Short strokes above and below the zero line where one lead hands over to the next. */
export function drawBoundaries(sheet: Sheet, pen: Pen): void {
  for (const segment of sheet.segments) {
    if (segment.rhythm || segment.from === sheet.startS) continue;
    for (const y of [segment.baseline - 7, segment.baseline + 5]) {
      pen.moveTo(segment.x, y);
      pen.lineTo(segment.x, y + BOUNDARY_MM);
    }
  }
}

/** Samples a segment covers; `count` is all there is. */
export function sampleRange(segment: Segment, rate: number, count: number): { from: number; to: number } {
  const from = Math.max(0, Math.ceil(segment.from * rate - 1e-6));
  const to = Math.min(count, Math.ceil(segment.to * rate - 1e-6));
  return { from, to: Math.max(from, to) };
}

/** Draws one lead's stretch; `columnMm` is the width below which samples merge into extremes. */
export function drawSegment(
  sheet: Sheet,
  segment: Segment,
  recording: Recording,
  levels: Levels,
  columnMm: number,
  pen: Pen,
): void {
  const trace = at(recording.traces, segment.lead);
  const level = levels[segment.lead] ?? 0;
  const { rate } = recording.signal.header;
  tracePath(
    trace.mv,
    {
      ...sampleRange(segment, rate, trace.mv.length),
      xOf: (sample) => segment.x + (sample / rate - segment.from) * sheet.speed,
      yOf: (mv) => segment.baseline - (mv - level) * sheet.gain,
      columnWidth: columnMm,
    },
    pen,
  );
}
