/** How far apart the pixels are, and what that distance means. */
import { type Dataset, items, number, numbers, text } from "./attributes";
import { TAG } from "./tags";

/** `patient`: in the body. `detector`: on the plate, so too large by the magnification. `none`: only the shape of a pixel is known. */
export type SpacingKind = "patient" | "detector" | "none";

/** Millimetres from one row to the next and one column to the next; for `none` only their ratio counts. */
export interface Spacing {
  row: number;
  column: number;
  kind: SpacingKind;
}

/** A calibrated part of an ultrasound picture: pixel bounds, millimetres a pixel. */
export interface Region {
  left: number;
  top: number;
  right: number;
  bottom: number;
  perColumn: number;
  perRow: number;
}

/** Projection radiography: distances are those on the detector unless the file says otherwise. */
const PROJECTION = new Set(["CR", "DX", "MG", "PX", "IO", "RF", "XA", "RG"]);
/** PS3.3 C.8.5.5.1.15: physical units of a region that are centimetres. */
const CENTIMETRES = 3;

function pair(set: Dataset, tag: string): [number, number] | null {
  const [row = 0, column = 0] = numbers(set, tag);
  return row > 0 && column > 0 ? [row, column] : null;
}

export function spacingOf(set: Dataset): Spacing {
  const body = pair(set, TAG.spacing);
  const detector = pair(set, TAG.detectorSpacing);
  const projection = PROJECTION.has(text(set, TAG.modality));
  if (body !== null) {
    const calibrated = text(set, TAG.spacingCalibration) !== "" || (detector !== null && detector.join() !== body.join());
    return { row: body[0], column: body[1], kind: projection && !calibrated ? "detector" : "patient" };
  }
  const plane = detector ?? pair(set, TAG.scannedSpacing);
  if (plane !== null) return { row: plane[0], column: plane[1], kind: "detector" };
  const [row = 1, column = 1] = pair(set, TAG.aspect) ?? [];
  return { row, column, kind: "none" };
}

export function regionsOf(set: Dataset): Region[] {
  return items(set, TAG.regions).flatMap((item) => {
    const perColumn = 10 * Math.abs(number(item, TAG.deltaX) ?? 0);
    const perRow = 10 * Math.abs(number(item, TAG.deltaY) ?? 0);
    const inCentimetres = number(item, TAG.unitsX) === CENTIMETRES && number(item, TAG.unitsY) === CENTIMETRES;
    if (!inCentimetres || perColumn === 0 || perRow === 0) return [];
    const bound = (tag: string): number => number(item, tag) ?? 0;
    return [{ left: bound(TAG.regionX0), top: bound(TAG.regionY0), right: bound(TAG.regionX1), bottom: bound(TAG.regionY1), perColumn, perRow }];
  });
}
