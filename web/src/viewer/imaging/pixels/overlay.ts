/** Overlay planes, PS3.3 C.9.2: drawings of the device that lie over the picture, one bit a pixel. */
import { type Dataset, number, numbers } from "../dicom/attributes";
import { unpackBits } from "./native";

export interface OverlayPlane {
  /** Holds the bits. */
  tag: string;
  rows: number;
  columns: number;
  /** Upper left pixel in the picture, counted from 0. */
  top: number;
  left: number;
}

/** Repeating groups 6000 to 601E. */
const GROUPS = Array.from({ length: 16 }, (_, index) => `60${(index * 2).toString(16).toUpperCase().padStart(2, "0")}`);

/** Planes with data of their own; multi-frame overlays are left out. */
export function overlaysOf(set: Dataset): OverlayPlane[] {
  return GROUPS.flatMap((group) => {
    const rows = number(set, `${group}0010`) ?? 0;
    const columns = number(set, `${group}0011`) ?? 0;
    const tag = `${group}3000`;
    if (rows === 0 || columns === 0 || set[tag] === undefined || (number(set, `${group}0015`) ?? 1) > 1) return [];
    const [top = 1, left = 1] = numbers(set, `${group}0050`);
    return [{ tag, rows, columns, top: top - 1, left: left - 1 }];
  });
}

/** RGBA of the plane: `colour` where a bit is set, clear elsewhere. */
export function paintedOverlay(bits: Uint8Array, { rows, columns }: OverlayPlane, colour: readonly [number, number, number]): ImageData {
  const set = unpackBits(bits, rows * columns);
  const image = new ImageData(columns, rows);
  set.forEach((bit, at) => {
    if (bit === 1) image.data.set([...colour, 255], at * 4);
  });
  return image;
}
