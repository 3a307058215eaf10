import type { KeyMap } from "../../keys";
import type { Stack } from "../dicom/stacks";
import type { Hand, Screen } from "../engine";
import { type Deeds, presetKeys } from "./view/useStack";

const LEAP = 10;
const ZOOM_STEP = 1.25;

export interface Keyed {
  stack: Stack;
  deeds: Deeds;
  hand: Hand;
  screen: Screen | null;
  reset: () => void;
  play: () => void;
}

/** As interface.md section 5 has them; F and ? are the page's. */
export function keyMap({ stack, deeds, hand, screen, reset, play }: Keyed): KeyMap {
  const remove = (): void => screen?.removeMeasurement();
  return {
    ...presetKeys(stack.modality, deeds),
    "[": () => deeds.skip(-1),
    "]": () => deeds.skip(1),
    ArrowUp: () => deeds.scroll(-1),
    ArrowDown: () => deeds.scroll(1),
    ArrowLeft: () => deeds.scroll(-1),
    ArrowRight: () => deeds.scroll(1),
    PageUp: () => deeds.scroll(-LEAP),
    PageDown: () => deeds.scroll(LEAP),
    Home: () => deeds.turn(0),
    End: () => deeds.turn(stack.frames.length - 1),
    "+": () => screen?.zoom(ZOOM_STEP),
    "=": () => screen?.zoom(ZOOM_STEP),
    "-": () => screen?.zoom(1 / ZOOM_STEP),
    "0": reset,
    l: () => deeds.hand(hand === "length" ? "scroll" : "length"),
    i: deeds.negative,
    p: play,
    Delete: remove,
    Backspace: remove,
    ...(hand !== "scroll" && { Escape: () => deeds.hand("scroll") }),
  };
}
