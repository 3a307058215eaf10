/** A place in a study that a message can point to. */
import type { Stack, Study } from "../dicom/stacks";

export interface ImagingAnchor {
  series: string;
  /** SOP Instance UID. */
  instance: string;
  /** From 1. */
  frame: number;
}

/** As `onAnchor` gets it: with words for the message. */
export interface ImagingQuote extends ImagingAnchor {
  /** "2 CT Lung" */
  name: string;
  slice: number;
  of: number;
}

export function placeOfAnchor(study: Study, { instance, frame }: ImagingAnchor): { stack: Stack; index: number } | null {
  for (const stack of study.stacks) {
    const index = stack.frames.findIndex((one) => one.instance.sop === instance && one.no === frame);
    if (index >= 0) return { stack, index };
  }
  return null;
}
