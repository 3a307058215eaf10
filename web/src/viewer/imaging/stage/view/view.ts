/** What of a study is looked at and how; kept for the page's life, so that a tab returns as it was left. */
import { useCallback, useState } from "preact/hooks";
import type { Camera, Hand } from "../../engine";
import type { PresetName, Range } from "../../dicom/window";

/** A preset, or limits in modality units that the hand has set. */
export type Windowing = PresetName | Range;

export interface View {
  /** Key of the stack; "" for the first. */
  stack: string;
  index: Readonly<Record<string, number>>;
  /** The way one last scrolled. */
  direction: 1 | -1;
  windowing: Readonly<Record<string, Windowing>>;
  inverted: Readonly<Record<string, boolean>>;
  hand: Hand;
  overlays: boolean;
}

export const FIRST_VIEW: View = { stack: "", index: {}, direction: 1, windowing: {}, inverted: {}, hand: "scroll", overlays: true };

const views = new Map<string, View>();

const cameras = new Map<string, Camera>();

/** Zoom and place of one stack: kept beside the view, because it changes with every move of a hand. */
export const cameraOf = (study: string, stack: string): Camera | undefined => cameras.get(`${study} ${stack}`);
export const keepCamera = (study: string, stack: string, camera: Camera) => void cameras.set(`${study} ${stack}`, camera);

export type Change = (change: (view: View) => Partial<View>) => void;

export function useView(study: string): [View, Change] {
  const [, draw] = useState(0);
  const change = useCallback<Change>(
    (deed) => {
      const now = views.get(study) ?? FIRST_VIEW;
      views.set(study, { ...now, ...deed(now) });
      draw((count) => count + 1);
    },
    [study],
  );
  return [views.get(study) ?? FIRST_VIEW, change];
}
