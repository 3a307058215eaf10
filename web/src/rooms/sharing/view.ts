/** What somebody shows to the room, as it travels in `state`: of which material, and how it is looked at. */

export interface SharedEcg {
  kind: "ecg";
  material: string;
  layout: string;
  speed: number;
  gain: number;
  /** Seconds of the recording at the left edge, and the first lead where not all are on the glass. */
  t: number;
  lead?: string;
  /** The ends of the caliper that lies on it. */
  caliper?: SharedCaliper;
}

export interface SharedCaliper {
  a: CaliperEnd;
  b: CaliperEnd;
}

export interface CaliperEnd {
  lead: string;
  /** Seconds of the recording. */
  t: number;
  mv: number;
}

export interface SharedImage {
  kind: "image";
  material: string;
  series: string;
  /** SOP Instance UID. */
  instance: string;
  /** From 1. */
  frame: number;
  /** Centre and width, in modality units. */
  window?: [number, number];
  negative?: boolean;
  /** The place of the patient in the middle, and how much is seen round it: mm across and down. */
  middle?: [number, number, number];
  span?: [number, number];
  /** What was measured on it: two places of the patient each, mm. */
  lengths?: Line[];
}

export type Line = [[number, number, number], [number, number, number]];

export type SharedView = SharedEcg | SharedImage | { kind: "material"; material: string };

type Raw = Readonly<Record<string, unknown>>;

const MOST_LENGTHS = 20;

const isText = (value: unknown): value is string => typeof value === "string" && value.length <= 64;
const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
const areNumbers = (value: unknown, count: number) => Array.isArray(value) && value.length === count && value.every(isNumber);

/** null for what this page does not know how to show: it was written by somebody else's program. */
export function readView(raw: Raw): SharedView | null {
  const { kind, material } = raw;
  if (!isText(material)) return null;
  if (kind === "ecg") return readEcg(raw, material);
  if (kind === "image") return readImage(raw, material);
  return kind === "material" ? { kind, material } : null;
}

function readEcg({ layout, speed, gain, t, lead, caliper }: Raw, material: string): SharedEcg | null {
  if (!isText(layout) || !isNumber(speed) || !isNumber(gain) || !isNumber(t)) return null;
  const laid = readCaliper(caliper);
  return { kind: "ecg", material, layout, speed, gain, t, ...(isText(lead) && { lead }), ...(laid && { caliper: laid }) };
}

const isObject = (value: unknown): value is Raw => typeof value === "object" && value !== null;

function readCaliper(raw: unknown): SharedCaliper | null {
  if (!isObject(raw)) return null;
  const [a, b] = [readEnd(raw.a), readEnd(raw.b)];
  return a && b && { a, b };
}

function readEnd(raw: unknown): CaliperEnd | null {
  if (!isObject(raw) || !isText(raw.lead) || !isNumber(raw.t) || !isNumber(raw.mv)) return null;
  return { lead: raw.lead, t: raw.t, mv: raw.mv };
}

const isLine = (value: unknown): value is Line => Array.isArray(value) && value.length === 2 && value.every((point) => areNumbers(point, 3));

function readImage({ series, instance, frame, window, negative, middle, span, lengths }: Raw, material: string): SharedImage | null {
  if (!isText(series) || !isText(instance) || !isNumber(frame)) return null;
  const seen = areNumbers(middle, 3) && areNumbers(span, 2) && (span as number[]).every((mm) => mm > 0);
  return {
    kind: "image",
    material,
    series,
    instance,
    frame,
    ...(areNumbers(window, 2) && { window: window as [number, number] }),
    ...(negative === true && { negative }),
    ...(Array.isArray(lengths) && lengths.length > 0 && lengths.length <= MOST_LENGTHS && lengths.every(isLine) && { lengths: lengths as Line[] }),
    ...(seen && { middle: middle as [number, number, number], span: span as [number, number] }),
  };
}
