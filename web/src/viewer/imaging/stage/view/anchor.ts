/** A place in a study that a message can point to. */
import type { Frame } from "../../dicom/instance";
import type { Stack, Study } from "../../dicom/stacks";
import { rangeOf } from "../../dicom/window";
import type { Line } from "../../engine";
import type { View } from "./view";

export interface ImagingAnchor {
  series: string;
  /** SOP Instance UID. */
  instance: string;
  /** From 1. */
  frame: number;
  /** Centre and width as they were, in modality units. */
  window?: [number, number] | undefined;
}

/** How somebody else looks at a picture. */
export interface ImagingLook extends ImagingAnchor {
  negative?: boolean | undefined;
  /** The place of the patient in the middle, and the millimetres seen across and down. */
  middle?: [number, number, number] | undefined;
  span?: [number, number] | undefined;
  /** Lines measured on it: two places of the patient each. */
  lengths?: Line[] | undefined;
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

/** What pointers call a picture: as much of its UID as their frame has room for. */
export const pictureName = (frame: Frame): string => `${frame.instance.sop.slice(-48)}/${frame.no}`;

/** The view moved to this place, with its window if it names one. */
export function movedTo(study: Study, view: View, look: ImagingLook): Partial<View> {
  const place = placeOfAnchor(study, look);
  if (!place) return {};
  const { key } = place.stack;
  const [center, width] = look.window ?? [];
  const seen = center !== undefined && width !== undefined;
  return {
    stack: key,
    index: { ...view.index, [key]: place.index },
    ...(seen && { windowing: { ...view.windowing, [key]: rangeOf({ center, width }) } }),
    ...(look.negative !== undefined && { inverted: { ...view.inverted, [key]: look.negative } }),
  };
}
