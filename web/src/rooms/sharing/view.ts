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
}

export type SharedView = SharedEcg | SharedImage | { kind: "material"; material: string };

type Raw = Readonly<Record<string, unknown>>;

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

function readEcg({ layout, speed, gain, t, lead }: Raw, material: string): SharedEcg | null {
  if (!isText(layout) || !isNumber(speed) || !isNumber(gain) || !isNumber(t)) return null;
  return { kind: "ecg", material, layout, speed, gain, t, ...(isText(lead) && { lead }) };
}

function readImage({ series, instance, frame, window, negative, middle, span }: Raw, material: string): SharedImage | null {
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
    ...(seen && { middle: middle as [number, number, number], span: span as [number, number] }),
  };
}
