/** Where a picture lies in the light box, CSS pixels. */
import { number } from "../../dicom/attributes";
import type { PicturePlace, Spot } from "../../../pointers";
import type { Frame } from "../../dicom/instance";
import { TAG } from "../../dicom/tags";
import type { Rect } from "../../engine";

export interface Box {
  width: number;
  height: number;
}

/** The whole picture, as large as fits, in the shape its pixels have. */
export function fitted(frame: Frame, box: Box): Rect {
  const wide = (number(frame.set, TAG.columns) ?? 1) * frame.spacing.column;
  const high = (number(frame.set, TAG.rows) ?? 1) * frame.spacing.row;
  const scale = Math.min(box.width / wide, box.height / high);
  const width = wide * scale;
  const height = high * scale;
  return { left: (box.width - width) / 2, top: (box.height - height) / 2, width, height };
}

/** As a share of the picture: the same on every screen. */
export function placeIn({ left, top, width, height }: Rect, { x, y }: Spot): Spot {
  return { x: Number(((x - left) / width).toFixed(5)), y: Number(((y - top) / height).toFixed(5)) };
}

export function spotIn({ left, top, width, height }: Rect, { x, y }: PicturePlace): Spot {
  return { x: left + x * width, y: top + y * height };
}

export function styleOf({ left, top, width, height }: Rect) {
  return { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` };
}
