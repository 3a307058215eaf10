/** What travels between the page and the decoder. */
import type { Rescale } from "../dicom/window";

/** A table of PS3.3 C.11.1.1 or a colour palette: the value for `first` is `entries[0]`. */
export interface Table {
  first: number;
  bits: number;
  entries: Uint16Array;
}

export interface Palette {
  red: Table;
  green: Table;
  blue: Table;
}

export interface PixelFormat {
  rows: number;
  columns: number;
  samples: number;
  bitsAllocated: number;
  bitsStored: number;
  highBit: number;
  signed: boolean;
  photometric: string;
  /** Colours plane by plane rather than pixel by pixel. */
  planar: boolean;
  /** Stored value outside the picture. */
  padding: number | null;
  rescale: Rescale;
  palette: Palette | null;
  modalityTable: Table | null;
  /** Applied only where the file gives no window. */
  voiTable: Table | null;
}

export type Samples = Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Int16Array<ArrayBuffer>;

/** One decoded frame. Grey: one value a pixel, black and white as `rescale` and a window say. Colour: RGB, 8 bits each. */
export interface Picture {
  rows: number;
  columns: number;
  colour: boolean;
  samples: Samples;
  min: number;
  max: number;
  /** Smallest and largest but for half a percent at either end and the padding. */
  low: number;
  high: number;
  /** From the samples here to modality units. */
  rescale: Rescale;
  /** Greys come from the device's own curve; the window is its whole output. */
  curve: boolean;
  /** More grey steps than can be shown were rounded to 65,536. */
  rounded: boolean;
}
