/** What the viewer remembers: the arrangement only. Speed and gain always start at 25 and 10. */
import type { LayoutKind } from "../trace/layout";

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
