/** Uncompressed frames, PS3.5 section 8, as one number a sample. */
import type { PixelFormat, Samples } from "./picture";

export type Wide = Samples | Int8Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

export class PixelError extends Error {
  override readonly name = "PixelError";
}

/** An own, aligned copy where the view starts at an odd byte. */
function aligned(bytes: Uint8Array<ArrayBuffer>, size: number): Uint8Array<ArrayBuffer> {
  return bytes.byteOffset % size === 0 ? bytes : bytes.slice();
}

function swapped(bytes: Uint8Array<ArrayBuffer>, size: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(bytes.length);
  for (let at = 0; at + size <= bytes.length; at += size) {
    for (let byte = 0; byte < size; byte++) out[at + byte] = bytes[at + size - 1 - byte] ?? 0;
  }
  return out;
}

/** Bits are packed with the first pixel in the lowest bit. */
export function unpackBits(bytes: Uint8Array, count: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(count);
  for (let at = 0; at < count; at++) out[at] = ((bytes[at >> 3] ?? 0) >> (at & 7)) & 1;
  return out;
}

export function readNative(bytes: Uint8Array<ArrayBuffer>, format: PixelFormat, bigEndian = false): Wide {
  const { bitsAllocated: bits, signed } = format;
  const half = format.photometric === "YBR_FULL_422" && bits === 8;
  const count = format.rows * format.columns * (half ? 2 : format.samples);
  if (bytes.length < Math.ceil((count * bits) / 8)) throw new PixelError("truncated");
  if (bits === 1) return unpackBits(bytes, count);
  if (bits === 8) return signed ? new Int8Array(bytes.buffer, bytes.byteOffset, count) : bytes.subarray(0, count);
  const size = bits / 8;
  if (size !== 2 && size !== 4) throw new PixelError("bits");
  const own = bigEndian ? swapped(bytes, size) : aligned(bytes, size);
  if (size === 2) return new (signed ? Int16Array : Uint16Array)(own.buffer, own.byteOffset, count);
  return new (signed ? Int32Array : Uint32Array)(own.buffer, own.byteOffset, count);
}
