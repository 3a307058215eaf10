/** Hands decoded pictures to cornerstone as its images. */
import { cache, imageLoader, type Types, utilities } from "@cornerstonejs/core";
import type { Frame } from "../dicom/instance";
import { type Range, windowOf } from "../dicom/window";
import type { Picture } from "../pixels/picture";
import { frameOfId } from "./provider";

interface Ready {
  picture: Picture;
  /** In stored values: what the first drawing shows, before a window is set. */
  range: Range;
}

const SCHEME = "imaging";
const ready = new Map<string, Ready>();

function withAlpha(rgb: Uint8Array): Uint8Array {
  const out = new Uint8Array((rgb.length / 3) * 4).fill(255);
  for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) out.set(rgb.subarray(from, from + 3), to);
  return out;
}

/** The CPU path draws colours from a canvas of their own. */
function canvasOf({ columns, rows }: Picture, rgba: Uint8Array): () => HTMLCanvasElement {
  let canvas: HTMLCanvasElement | undefined;
  return () => {
    if (canvas) return canvas;
    canvas = document.createElement("canvas");
    canvas.width = columns;
    canvas.height = rows;
    canvas.getContext("2d")?.putImageData(new ImageData(Uint8ClampedArray.from(rgba), columns, rows), 0, 0);
    return canvas;
  };
}

/** Values stay as stored; the window is converted instead, so nothing is rounded twice. */
function imageOf(frame: Frame, { picture, range }: Ready, rgba: boolean): Types.IImage {
  const pixels = picture.colour && rgba ? withAlpha(picture.samples as Uint8Array) : picture.samples;
  const { rows, columns, colour, min, max } = picture;
  const { center, width } = windowOf(range);
  const components = colour ? pixels.length / (rows * columns) : 1;
  const voxelManager = utilities.VoxelManager.createImageVoxelManager({
    scalarData: pixels,
    width: columns,
    height: rows,
    numberOfComponents: components,
  });
  return {
    imageId: frame.id,
    dataType: pixels.constructor.name,
    color: colour,
    rgba: colour && rgba,
    numberOfComponents: components,
    rows,
    columns,
    height: rows,
    width: columns,
    rowPixelSpacing: frame.spacing.row,
    columnPixelSpacing: frame.spacing.column,
    intercept: 0,
    slope: 1,
    windowCenter: colour ? 128 : center,
    windowWidth: colour ? 256 : width,
    invert: false,
    minPixelValue: min,
    maxPixelValue: max,
    sizeInBytes: pixels.byteLength,
    voxelManager,
    getPixelData: () => pixels,
    getCanvas: colour && rgba ? canvasOf(picture, pixels as Uint8Array) : undefined,
  } as unknown as Types.IImage;
}

export function registerLoader(): void {
  imageLoader.registerImageLoader(SCHEME, (id: string, options?: Record<string, unknown>) => {
    const frame = frameOfId(id);
    const one = ready.get(id);
    if (!frame || !one) return { promise: Promise.reject<Types.IImage>(new Error(`no picture for ${id}`)) };
    return { promise: Promise.resolve(imageOf(frame, one, options?.["useRGBA"] === true)) };
  });
}

export function offer(id: string, picture: Picture, range: Range): void {
  ready.set(id, { picture, range });
}

/** Lets go of the picture here and in cornerstone's cache. */
export function withdraw(id: string): void {
  ready.delete(id);
  if (cache.isLoaded(id)) cache.removeImageLoadObject(id, { force: true });
}
