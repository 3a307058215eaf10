/** What cornerstone wants to know about an image, by the names of its metadata modules. */
import { metaData } from "@cornerstonejs/core";
import { number, text } from "../dicom/attributes";
import type { Frame } from "../dicom/instance";
import { TAG } from "../dicom/tags";

const frames = new Map<string, Frame>();

export function knowFrames(all: readonly Frame[]): void {
  for (const frame of all) frames.set(frame.id, frame);
}

export function forgetFrames(all: readonly Frame[]): void {
  for (const frame of all) frames.delete(frame.id);
}

export function frameOfId(id: string): Frame | undefined {
  return frames.get(id);
}

/** An image without place lies in the plane of the screen, so that the tools can measure on it. */
export function placed(frame: Frame) {
  return {
    origin: frame.position ?? ([0, 0, 0] as const),
    row: frame.plane?.row ?? ([1, 0, 0] as const),
    column: frame.plane?.column ?? ([0, 1, 0] as const),
  };
}

function planeModule(frame: Frame) {
  const { origin, row, column } = placed(frame);
  const { spacing } = frame;
  return {
    frameOfReferenceUID: text(frame.set, TAG.frameOfReference) || frame.id,
    rows: number(frame.set, TAG.rows),
    columns: number(frame.set, TAG.columns),
    imageOrientationPatient: [...row, ...column],
    rowCosines: [...row],
    columnCosines: [...column],
    imagePositionPatient: [...origin],
    pixelSpacing: [spacing.row, spacing.column],
    rowPixelSpacing: spacing.row,
    columnPixelSpacing: spacing.column,
    usingDefaultValues: spacing.kind === "none",
  };
}

function pixelModule(frame: Frame) {
  return {
    samplesPerPixel: number(frame.set, TAG.samples) ?? 1,
    photometricInterpretation: text(frame.set, TAG.photometric),
    rows: number(frame.set, TAG.rows),
    columns: number(frame.set, TAG.columns),
    bitsAllocated: number(frame.set, TAG.bitsAllocated),
    bitsStored: number(frame.set, TAG.bitsStored),
    pixelRepresentation: number(frame.set, TAG.signed) ?? 0,
  };
}

const MODULES: Readonly<Record<string, (frame: Frame) => unknown>> = {
  imagePlaneModule: planeModule,
  imagePixelModule: pixelModule,
  // Not the real modality: cornerstone scales PT by itself, and here every value is already what it is.
  generalSeriesModule: (frame) => ({ modality: "OT", seriesInstanceUID: frame.instance.series }),
  sopCommonModule: (frame) => ({ sopClassUID: frame.instance.sopClass, sopInstanceUID: frame.instance.sop }),
};

let registered = false;

export function registerProvider(): void {
  if (registered) return;
  registered = true;
  metaData.addProvider((type: string, id: unknown) => {
    const frame = typeof id === "string" ? frames.get(id) : undefined;
    return frame && MODULES[type]?.(frame);
  }, 10_000);
}
