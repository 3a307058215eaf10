import { Ecg1Error } from "./fault";
import type { LeadHeader } from "./header";

const KIND_I16 = 1;
const KIND_I32 = 2;
const ESCAPE = -128;

/** Most bytes a sound chunk can inflate to; more is damage or an attack. */
export function inflatedLimit(leads: number, samples: number): number {
  return leads * (2 + Math.ceil(samples / 8) + 4 * samples);
}

class Reader {
  private readonly view: DataView;
  private at = 0;

  constructor(bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  private take(size: number): number {
    const at = this.at;
    if (at + size > this.view.byteLength) throw new Ecg1Error("chunk", "ends early");
    this.at = at + size;
    return at;
  }

  u8 = (): number => this.view.getUint8(this.take(1));
  i8 = (): number => this.view.getInt8(this.take(1));
  i16 = (): number => this.view.getInt16(this.take(2), true);
  i32 = (): number => this.view.getInt32(this.take(4), true);

  bitmap(bits: number): Uint8Array {
    const size = Math.ceil(bits / 8);
    return new Uint8Array(this.view.buffer, this.view.byteOffset + this.take(size), size);
  }

  finish(): void {
    if (this.at !== this.view.byteLength) throw new Ecg1Error("chunk", "holds bytes too many");
  }
}

function readGaps(reader: Reader, samples: number): Uint8Array | null {
  const flag = reader.u8();
  if (flag > 1) throw new Ecg1Error("chunk", `gap flag ${flag}`);
  return flag === 1 ? reader.bitmap(samples) : null;
}

function valueReader(reader: Reader): () => number {
  const kind = reader.u8();
  if (kind === KIND_I32) return reader.i32;
  if (kind !== KIND_I16) throw new Ecg1Error("chunk", `sample kind ${kind}`);
  let last: number | null = null;
  return () => {
    const delta: number = last === null ? ESCAPE : reader.i8();
    last = last === null || delta === ESCAPE ? reader.i16() : last + delta;
    return last;
  };
}

/**
 * Writes one inflated chunk into `into` (mV per lead, NaN where a sample is missing) from sample
 * `first` on. Throws Ecg1Error `chunk`.
 */
export function decodeChunk(
  inflated: Uint8Array,
  leads: LeadHeader[],
  samples: number,
  into: Float32Array[],
  first: number,
): void {
  const reader = new Reader(inflated);
  leads.forEach((lead, index) => {
    const target = into[index];
    if (!target) throw new RangeError(`no room for lead ${index}`);
    const gaps = readGaps(reader, samples);
    const next = valueReader(reader);
    for (let i = 0; i < samples; i += 1) {
      const value = next();
      const missing = gaps !== null && (((gaps[i >> 3] ?? 0) >> (i & 7)) & 1) === 1;
      target[first + i] = missing ? NaN : (value * lead.lsbNv + lead.offsetNv) / 1e6;
    }
  });
  reader.finish();
}
