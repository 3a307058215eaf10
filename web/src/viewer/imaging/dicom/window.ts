/** Window and level, PS3.3 C.11.2.1.2, in modality units (HU on CT). */

/** `exact`: LINEAR_EXACT, whose limits lie half a step further out than those of LINEAR. */
export interface Window {
  center: number;
  width: number;
  exact?: boolean;
}

/** Values shown black and white. */
export interface Range {
  lower: number;
  upper: number;
}

/** Modality value = slope × stored + intercept. */
export interface Rescale {
  slope: number;
  intercept: number;
}

export interface DeviceWindow extends Window {
  /** What the device calls it, "" when it does not say. */
  name: string;
}

export type PresetName = "auto" | "lung" | "bone" | "brain" | "soft" | "mediastinum" | "stroke" | "full";

export interface Preset {
  name: PresetName;
  /** Null where it depends on the image. */
  window: Window | null;
}

const CT: readonly Preset[] = [
  { name: "auto", window: null },
  { name: "lung", window: { center: -600, width: 1500 } },
  { name: "bone", window: { center: 400, width: 2000 } },
  { name: "brain", window: { center: 40, width: 80 } },
  { name: "soft", window: { center: 40, width: 400 } },
  { name: "mediastinum", window: { center: 50, width: 350 } },
  { name: "stroke", window: { center: 35, width: 40 } },
  { name: "full", window: null },
];
const OTHERS: readonly Preset[] = [
  { name: "auto", window: null },
  { name: "full", window: null },
];

/** Reached by the keys 1 to 9 in this order. */
export function presetsFor(modality: string): readonly Preset[] {
  return modality === "CT" ? CT : OTHERS;
}

/** A width below 1 (LINEAR) or 0 (LINEAR_EXACT) is not allowed; it is read as the smallest that is. */
export function rangeOf({ center, width, exact = false }: Window): Range {
  if (exact) {
    const half = Math.max(width, 1e-6) / 2;
    return { lower: center - half, upper: center + half };
  }
  const half = Math.max(width - 1, 1e-6) / 2;
  return { lower: center - 0.5 - half, upper: center - 0.5 + half };
}

export function windowOf({ lower, upper }: Range): Window {
  return { center: (lower + upper + 1) / 2, width: upper - lower + 1 };
}

/** The same limits in stored values. A negative slope swaps black and white, which `inverts` says. */
export function storedRange(range: Range, { slope, intercept }: Rescale): Range & { inverts: boolean } {
  const a = (range.lower - intercept) / slope;
  const b = (range.upper - intercept) / slope;
  return { lower: Math.min(a, b), upper: Math.max(a, b), inverts: slope < 0 };
}

export function modalityRange(stored: Range, { slope, intercept }: Rescale): Range {
  const a = stored.lower * slope + intercept;
  const b = stored.upper * slope + intercept;
  return { lower: Math.min(a, b), upper: Math.max(a, b) };
}
