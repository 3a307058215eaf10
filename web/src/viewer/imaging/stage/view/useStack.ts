/** The stack looked at: which frame, which picture, which limits, and the deeds that change them. */
import { useCallback } from "preact/hooks";
import type { Stack, Study } from "../../dicom/stacks";
import { type PresetName, presetsFor, type Range } from "../../dicom/window";
import type { Hand } from "../../engine";
import { type Change, FIRST_VIEW, type View } from "./view";

export interface Deeds {
  turn: (index: number) => void;
  scroll: (steps: number) => void;
  choose: (stack: Stack) => void;
  /** The stack `steps` further, if there is one. */
  skip: (steps: number) => void;
  preset: (preset: PresetName) => void;
  window: (limits: Range) => void;
  negative: () => void;
  overlays: () => void;
  hand: (hand: Hand) => void;
  /** Window and negative as at first. */
  reset: () => void;
}

export function indexIn(stack: Stack, view: View): number {
  return Math.min(stack.frames.length - 1, Math.max(0, view.index[stack.key] ?? 0));
}

function turned(stack: Stack, view: View, index: number): Partial<View> {
  const now = indexIn(stack, view);
  const next = Math.min(stack.frames.length - 1, Math.max(0, index));
  if (next === now) return {};
  return { index: { ...view.index, [stack.key]: next }, direction: next > now ? 1 : -1 };
}

export function useDeeds(study: Study, stack: Stack, change: Change): Deeds {
  const of = <T>(record: Readonly<Record<string, T>>, value: T) => ({ ...record, [stack.key]: value });
  const choose = (next: Stack): void => change(() => ({ stack: next.key }));
  return {
    choose,
    turn: useCallback((index: number) => change((view) => turned(stack, view, index)), [stack, change]),
    scroll: useCallback((steps: number) => change((view) => turned(stack, view, indexIn(stack, view) + steps)), [stack, change]),
    skip: (steps) => {
      const next = study.stacks[study.stacks.indexOf(stack) + steps];
      if (next) choose(next);
    },
    preset: (preset) => change((view) => ({ windowing: of(view.windowing, preset) })),
    window: (limits) => change((view) => ({ windowing: of(view.windowing, limits) })),
    negative: () => change((view) => ({ inverted: of(view.inverted, view.inverted[stack.key] !== true) })),
    overlays: () => change((view) => ({ overlays: !view.overlays })),
    hand: (hand) => change(() => ({ hand })),
    reset: () => change((view) => ({ windowing: of(view.windowing, "auto"), inverted: of(view.inverted, false), hand: FIRST_VIEW.hand })),
  };
}

/** Keys 1 to 9. */
export function presetKeys(modality: string, deeds: Deeds): Record<string, () => void> {
  return Object.fromEntries(presetsFor(modality).map(({ name }, index) => [String(index + 1), () => deeds.preset(name)]));
}
