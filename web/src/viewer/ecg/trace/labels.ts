/** Where lead names stand: near the start of their stretch, where no trace runs through them. */
import { at } from "./at";
import { type Levels, sampleRange } from "./figure";
import type { Segment, Sheet } from "./layout";
import type { Recording } from "./leads";

export interface Label {
  text: string;
  x: number;
  /** Foot of the letters. */
  y: number;
}

interface Place {
  x: number;
  y: number;
}

interface Span {
  top: number;
  foot: number;
}

const LETTER_MM = 2.3;
const HEIGHT_MM = 3.2;
const ABOVE_MM = 8;
const INDENT_MM = 0.8;
const AIR_MM = 0.4;
const STEP_MM = 0.5;
/** How far along its stretch a name may move. */
const FARTHEST_MM = 20;
/** Width of the slices in which traces are looked at. */
const SLICE_MM = 2;

/** The band a trace fills between two places across the sheet; null where it is absent. */
function band(sheet: Sheet, segment: Segment, recording: Recording, levels: Levels, left: number, right: number): Span | null {
  const { rate } = recording.signal.header;
  const seconds = (x: number): number => segment.from + (x - segment.x) / sheet.speed;
  const slice = { ...segment, from: Math.max(segment.from, seconds(left)), to: Math.min(segment.to, seconds(right)) };
  const { mv } = at(recording.traces, segment.lead);
  const { from, to } = sampleRange(slice, rate, mv.length);
  let [low, high] = [Infinity, -Infinity];
  for (let i = from; i < to; i += 1) {
    const value = mv[i] ?? NaN;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return null;
  const level = levels[segment.lead] ?? 0;
  const yOf = (value: number): number => segment.baseline - (value - level) * sheet.gain;
  return { top: yOf(high) - AIR_MM, foot: yOf(low) + AIR_MM };
}

/** Bands by slice of the sheet, looked at once however many places are tried. */
class Ink {
  private readonly seen = new Map<number, Span[]>();
  private readonly slice: (index: number) => Span[];

  constructor(sheet: Sheet, recording: Recording, levels: Levels) {
    this.slice = (index) => {
      const left = index * SLICE_MM;
      return sheet.segments
        .map((segment) => band(sheet, segment, recording, levels, left, left + SLICE_MM))
        .filter((span) => span !== null);
    };
  }

  private spans(index: number): Span[] {
    const known = this.seen.get(index) ?? this.slice(index);
    this.seen.set(index, known);
    return known;
  }

  /** True when no trace runs through a name of this width standing on `place`. */
  free(place: Place, width: number): boolean {
    const last = Math.floor((place.x + width) / SLICE_MM);
    for (let index = Math.floor(place.x / SLICE_MM); index <= last; index += 1) {
      const blocked = this.spans(index).some((span) => span.foot > place.y - HEIGHT_MM && span.top < place.y);
      if (blocked) return false;
    }
    return true;
  }
}

/** Places to try, the usual one first; always above the own zero line, or it would name the next row. */
function places(sheet: Sheet, segment: Segment): Place[] {
  const usual = Math.max(segment.baseline - ABOVE_MM, HEIGHT_MM + AIR_MM);
  const highest = Math.max(segment.row * sheet.rowMm - 2, 0) + HEIGHT_MM + AIR_MM;
  const width = (segment.to - segment.from) * sheet.speed;
  const all: (Place & { cost: number })[] = [];
  for (let along = 0; along <= Math.min(FARTHEST_MM, width / 2); along += SLICE_MM) {
    for (let y = Math.min(highest, usual); y <= segment.baseline - 1; y += STEP_MM) {
      all.push({ x: segment.x + INDENT_MM + along, y, cost: Math.abs(y - usual) + along });
    }
  }
  all.sort((a, b) => a.cost - b.cost);
  return [{ x: segment.x + INDENT_MM, y: usual }, ...all];
}

/** The names on a sheet; a computed lead carries a star. */
export function leadLabels(sheet: Sheet, recording: Recording, levels: Levels): Label[] {
  const ink = new Ink(sheet, recording, levels);
  return sheet.segments.map((segment) => {
    const trace = at(recording.traces, segment.lead);
    const text = trace.derived ? `${trace.name}*` : trace.name;
    const options = places(sheet, segment);
    const place = options.find((one) => ink.free(one, text.length * LETTER_MM)) ?? at(options, 0);
    return { text, x: place.x, y: place.y };
  });
}
