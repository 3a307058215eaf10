/** From decoded numbers to the grey samples that are shown. */
import type { Rescale } from "../dicom/window";
import { PixelError, type Wide } from "./native";
import type { Picture, PixelFormat, Samples, Table } from "./picture";

/** Share of the pixels that may lie outside the automatic window, at either end. */
const OUTLIERS = 0.005;
const STEPS = 65_535;

interface Shown {
  samples: Samples;
  rescale: Rescale;
  rounded: boolean;
}

/** Only the stored bits count: what else stands in the word (old overlays) goes, signs are extended. */
export function storedValues(wide: Wide, { bitsStored, highBit, signed, bitsAllocated }: PixelFormat): Wide {
  if (bitsStored >= bitsAllocated || bitsStored < 1) return wide;
  const down = Math.max(0, highBit + 1 - bitsStored);
  const lost = 32 - bitsStored;
  const out = wide.slice();
  for (let at = 0; at < out.length; at++) {
    const value = ((out[at] ?? 0) >>> down) << lost;
    out[at] = signed ? value >> lost : value >>> lost;
  }
  return out;
}

/** 32-bit values have more steps than the screen's tables: they are spread over 65,536. */
function narrowed(wide: Int32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>, { slope, intercept }: Rescale): Shown {
  let min = Infinity;
  let max = -Infinity;
  for (const value of wide) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const step = max - min > STEPS ? (max - min) / STEPS : 1;
  const samples = Uint16Array.from(wide, (value) => Math.round((value - min) / step));
  return { samples, rescale: { slope: slope * step, intercept: slope * min + intercept }, rounded: step !== 1 };
}

/** Values below the table take its first entry, values above its last. */
export function throughTable(samples: Wide, { first, entries }: Table): Uint16Array<ArrayBuffer> {
  const last = entries.length - 1;
  return Uint16Array.from(samples, (value) => entries[Math.min(last, Math.max(0, value - first))] ?? 0);
}

function shown(wide: Wide, format: PixelFormat): Shown {
  if (format.modalityTable) {
    return { samples: throughTable(wide, format.modalityTable), rescale: { slope: 1, intercept: 0 }, rounded: false };
  }
  if (wide instanceof Int32Array || wide instanceof Uint32Array) return narrowed(wide, format.rescale);
  const samples = wide instanceof Int8Array ? Int16Array.from(wide) : wide;
  return { samples, rescale: format.rescale, rounded: false };
}

/** Least, greatest, and the same without outliers and padding. */
export function spread(samples: Samples, padding: number | null): Pick<Picture, "min" | "max" | "low" | "high"> {
  const base = samples instanceof Int16Array ? 32_768 : 0;
  const counts = new Uint32Array(65_536);
  for (const value of samples) counts[value + base] = (counts[value + base] ?? 0) + 1;
  let last = counts.length - 1;
  while (last > 0 && counts[last] === 0) last -= 1;
  const min = counts.findIndex((count) => count > 0) - base;
  const max = last - base;
  if (padding !== null) counts[padding + base] = 0;
  let inside = 0;
  for (const count of counts) inside += count;
  const edge = (from: number, step: 1 | -1): number => {
    let seen = 0;
    for (let at = from; at >= 0 && at < counts.length; at += step) {
      seen += counts[at] ?? 0;
      if (seen > inside * OUTLIERS) return at - base;
    }
    return step === 1 ? min : max;
  };
  const low = edge(0, 1);
  const high = edge(counts.length - 1, -1);
  return { min, max, low, high: Math.max(high, low) };
}

/** `stored`: values as PS3.5 stores them, signs extended. */
export function greyPicture(stored: Wide, format: PixelFormat): Picture {
  const count = format.rows * format.columns;
  if (stored.length < count) throw new PixelError("truncated");
  const modality = shown(stored.length > count ? stored.slice(0, count) : stored, format);
  const table = format.voiTable;
  const curve = table !== null && !modality.rounded && modality.rescale.slope === 1;
  const { intercept } = modality.rescale;
  const samples = curve ? throughTable(modality.samples, { ...table, first: table.first - intercept }) : modality.samples;
  const seen = spread(samples, format.modalityTable ? null : format.padding);
  const whole = { low: 0, high: 2 ** (table?.bits ?? 16) - 1 };
  return {
    rows: format.rows,
    columns: format.columns,
    colour: false,
    samples,
    ...seen,
    ...(curve && whole),
    rescale: curve ? { slope: 1, intercept: 0 } : modality.rescale,
    curve,
    rounded: modality.rounded,
  };
}
