/** What the length tool writes beside its line. */
import { dot, distance, type Distance, type Point, type Vector } from "../dicom/geometry";
import type { Frame } from "../dicom/instance";
import { frameOfId, placed } from "./provider";

/** The place of a point of the patient on the image, in pixels. */
export function pixelAt(world: Vector, frame: Frame): Point {
  const { origin, row, column } = placed(frame);
  const from: Vector = [world[0] - origin[0], world[1] - origin[1], world[2] - origin[2]];
  return { x: dot(from, row) / frame.spacing.column, y: dot(from, column) / frame.spacing.row };
}

interface LengthData {
  handles: { points: readonly Vector[] };
}

/** Null for a measurement of an image that is gone. `targetId` is cornerstone's "imageId:…". */
export function lengthOf(data: LengthData, targetId: string): Distance | null {
  const frame = frameOfId(targetId.replace(/^imageId:/, ""));
  const [a, b] = data.handles.points;
  if (!frame || !a || !b) return null;
  return distance(pixelAt(a, frame), pixelAt(b, frame), frame.spacing, frame.regions);
}
