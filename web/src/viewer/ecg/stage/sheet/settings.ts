/** What the viewer remembers. Speed and gain of a recording start at 25 and 10, and then stay with it. */
import type { Gain, LayoutKind, Speed } from "../../trace/layout";

export type FullLayout = Exclude<LayoutKind, "phone">;

export const FULL_LAYOUTS: readonly FullLayout[] = ["three", "six", "twelve"];
const KEY = "huizhen.ecg.layout";

export function rememberedLayout(): FullLayout {
  try {
    const stored = localStorage.getItem(KEY);
    return FULL_LAYOUTS.find((kind) => kind === stored) ?? "three";
  } catch {
    return "three";
  }
}

export function rememberLayout(kind: FullLayout): void {
  try {
    localStorage.setItem(KEY, kind);
  } catch {
    /* private windows keep nothing */
  }
}

/** How one recording was being looked at. */
export interface Left {
  /** null: as this person likes it anyway. */
  layout: FullLayout | null;
  page: number;
  group: number;
  speed: Speed;
  gain: Gain;
}

const left = new Map<string, Left>();

/** Where a recording was left on this page of the browser; going to another patient and back finds it. */
export const leftAt = (place: string): Left => left.get(place) ?? { layout: null, page: 0, group: 0, speed: 25, gain: 10 };
export const keepLeft = (place: string, at: Left) => void left.set(place, at);
