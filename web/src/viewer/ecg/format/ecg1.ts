/** Reads ECG1, the canonical ECG derivative, chunk by chunk so that the first 2.5 s paint early. */
import { decodeChunk, inflatedLimit } from "./chunk";
import { crc32 } from "./crc32";
import { Ecg1Error } from "./fault";
import { type ChunkEntry, type EcgHeader, parseHeader } from "./header";

export interface EcgSignal {
  header: EcgHeader;
  /** mV per stored lead; NaN where the device lost a sample and where nothing has arrived yet. */
  leads: Float32Array[];
  /** Samples decoded so far, from the start. */
  loaded: number;
}

/** Called after the header (`from === to === 0`) and after each chunk. */
export type OnPart = (signal: EcgSignal, from: number, to: number) => void;

type Bytes = Uint8Array<ArrayBuffer>;

const MAGIC = "ECG1";
const PREFIX = 8;
const MAX_HEADER = 8 << 20;

class Inflow {
  private held: Bytes = new Uint8Array(0);
  private readonly source: ReadableStreamDefaultReader<Bytes>;

  constructor(stream: ReadableStream<Bytes>) {
    this.source = stream.getReader();
  }

  /** Exactly `size` bytes, waiting for them; `truncated` when the source ends before. */
  async take(size: number): Promise<Bytes> {
    const parts: Bytes[] = [this.held];
    let have = this.held.length;
    while (have < size) {
      const { done, value } = await this.source.read();
      if (done) throw new Ecg1Error("truncated", `${size - have} bytes missing`);
      parts.push(value);
      have += value.length;
    }
    const all = join(parts, have);
    this.held = all.subarray(size);
    return all.subarray(0, size);
  }

  cancel(): void {
    this.source.cancel().catch(() => undefined);
  }
}

function join(parts: Bytes[], size: number): Bytes {
  if (parts.length === 1 && parts[0]) return parts[0];
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

async function inflate(packed: Bytes, limit: number): Promise<Bytes> {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const reader = stream.getReader() as ReadableStreamDefaultReader<Bytes>;
  const parts: Bytes[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return join(parts, size);
    size += value.length;
    if (size > limit) {
      reader.cancel().catch(() => undefined);
      throw new Ecg1Error("chunk", "inflates to more than its samples");
    }
    parts.push(value);
  }
}

async function readHeader(inflow: Inflow): Promise<EcgHeader> {
  const prefix = await inflow.take(PREFIX);
  if (String.fromCharCode(...prefix.subarray(0, 4)) !== MAGIC) {
    throw new Ecg1Error("not_ecg1", "wrong first bytes");
  }
  const size = new DataView(prefix.buffer, prefix.byteOffset).getUint32(4, true);
  if (size > MAX_HEADER) throw new Ecg1Error("too_large", `header of ${size} bytes`);
  return parseHeader(new TextDecoder().decode(await inflow.take(size)));
}

async function readChunk(inflow: Inflow, signal: EcgSignal, entry: ChunkEntry): Promise<void> {
  const { leads } = signal.header;
  const packed = await inflow.take(entry.length);
  if (crc32(packed) !== entry.crc32) throw new Ecg1Error("checksum", "chunk altered");
  let inflated: Bytes;
  try {
    inflated = await inflate(packed, inflatedLimit(leads.length, entry.samples));
  } catch (error) {
    throw error instanceof Ecg1Error ? error : new Ecg1Error("chunk", String(error));
  }
  decodeChunk(inflated, leads, entry.samples, signal.leads, entry.first);
}

function located(error: unknown, second: number): unknown {
  if (!(error instanceof Ecg1Error)) return error;
  return new Ecg1Error(error.fault, error.message, second);
}

/** Decodes a stream of ECG1. Throws Ecg1Error on damage; whatever the stream throws passes through. */
export async function readEcg1(stream: ReadableStream<Bytes>, onPart?: OnPart): Promise<EcgSignal> {
  const inflow = new Inflow(stream);
  try {
    const header = await readHeader(inflow);
    const leads = header.leads.map(() => new Float32Array(header.samples).fill(NaN));
    const signal: EcgSignal = { header, leads, loaded: 0 };
    onPart?.(signal, 0, 0);
    for (const entry of header.chunks) {
      try {
        await readChunk(inflow, signal, entry);
      } catch (error) {
        throw located(error, entry.first / header.rate);
      }
      signal.loaded = entry.first + entry.samples;
      onPart?.(signal, entry.first, signal.loaded);
    }
    return signal;
  } catch (error) {
    inflow.cancel();
    throw error;
  }
}

/** Decodes ECG1 already held in memory. */
export function decodeEcg1(bytes: ArrayBuffer, onPart?: OnPart): Promise<EcgSignal> {
  return readEcg1(new Blob([bytes]).stream() as ReadableStream<Bytes>, onPart);
}
