/** Colour frames as RGB, PS3.3 C.7.6.3.1.2. */
import { PixelError, type Wide } from "./native";
import type { Palette, Picture, PixelFormat, Table } from "./picture";

type Rgb = Uint8ClampedArray<ArrayBuffer>;

function put(out: Rgb, at: number, y: number, cb: number, cr: number): void {
  out[at] = y + 1.402 * (cr - 128);
  out[at + 1] = y - 0.344136 * (cb - 128) - 0.714136 * (cr - 128);
  out[at + 2] = y + 1.772 * (cb - 128);
}

function fromYbr(samples: Wide, pixels: number): Rgb {
  const out = new Uint8ClampedArray(pixels * 3);
  for (let at = 0; at < out.length; at += 3) put(out, at, samples[at] ?? 0, samples[at + 1] ?? 0, samples[at + 2] ?? 0);
  return out;
}

/** Two pixels share one pair of chrominances: Y Y Cb Cr. */
function fromYbr422(samples: Wide, pixels: number): Rgb {
  const out = new Uint8ClampedArray(pixels * 3);
  for (let at = 0, pixel = 0; pixel < pixels; at += 4, pixel += 2) {
    const [y1 = 0, y2 = 0, cb = 0, cr = 0] = samples.subarray(at, at + 4);
    put(out, pixel * 3, y1, cb, cr);
    if (pixel + 1 < pixels) put(out, pixel * 3 + 3, y2, cb, cr);
  }
  return out;
}

/** Colours that stand plane by plane, pixel by pixel. */
export function interleaved<T extends Wide>(samples: T, pixels: number): T {
  const out = samples.slice() as T;
  for (let pixel = 0; pixel < pixels; pixel++) {
    for (let colour = 0; colour < 3; colour++) out[pixel * 3 + colour] = samples[colour * pixels + pixel] ?? 0;
  }
  return out;
}

function eightBit({ bits, entries }: Table): Uint8Array {
  // Some devices say 16 bits and write 8.
  const down = bits > 8 && entries.some((entry) => entry > 255) ? bits - 8 : 0;
  return Uint8Array.from(entries, (entry) => entry >> down);
}

function fromPalette(samples: Wide, { red, green, blue }: Palette, pixels: number): Rgb {
  const tables = [red, green, blue].map((table) => ({ first: table.first, entries: eightBit(table) }));
  const out = new Uint8ClampedArray(pixels * 3);
  for (let pixel = 0; pixel < pixels; pixel++) {
    tables.forEach(({ first, entries }, colour) => {
      const index = Math.min(entries.length - 1, Math.max(0, (samples[pixel] ?? 0) - first));
      out[pixel * 3 + colour] = entries[index] ?? 0;
    });
  }
  return out;
}

function rgb(samples: Wide, format: PixelFormat, planar: boolean): Rgb {
  const pixels = format.rows * format.columns;
  if (format.photometric === "PALETTE COLOR") {
    if (!format.palette) throw new PixelError("palette");
    return fromPalette(samples, format.palette, pixels);
  }
  if (format.photometric === "YBR_FULL_422" && samples.length < pixels * 3) return fromYbr422(samples, pixels);
  if (samples.length < pixels * 3) throw new PixelError("truncated");
  const ordered = planar ? interleaved(samples, pixels) : samples;
  if (format.photometric.startsWith("YBR_FULL")) return fromYbr(ordered, pixels);
  const down = format.bitsAllocated > 8 ? format.bitsStored - 8 : 0;
  return Uint8ClampedArray.from(ordered, (value) => value >> down);
}

export function isColour({ photometric, samples }: Pick<PixelFormat, "photometric" | "samples">): boolean {
  return samples > 1 || photometric === "PALETTE COLOR";
}

export function colourPicture(samples: Wide, format: PixelFormat, planar: boolean): Picture {
  const clamped = rgb(samples, format, planar);
  return {
    rows: format.rows,
    columns: format.columns,
    colour: true,
    samples: new Uint8Array(clamped.buffer, clamped.byteOffset, format.rows * format.columns * 3),
    min: 0,
    max: 255,
    low: 0,
    high: 255,
    rescale: { slope: 1, intercept: 0 },
    curve: false,
    rounded: false,
  };
}
