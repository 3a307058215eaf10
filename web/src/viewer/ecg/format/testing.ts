/** Builds ECG1 files for tests, from the specification and not from the decoder. */
import { crc32 } from "./crc32";

export interface TestLead {
  name: string;
  code?: string;
  derived?: boolean;
  lsbNv?: number;
  offsetNv?: number;
  /** Raw integers; null is a missing sample. */
  values: (number | null)[];
}

export interface TestFile {
  leads: TestLead[];
  rate?: [number, number];
  chunkSamples?: number;
  header?: Record<string, unknown>;
}

const I16 = { least: -32768, most: 32767 };

function bytesOf(size: number, write: (view: DataView) => void): number[] {
  const view = new DataView(new ArrayBuffer(size));
  write(view);
  return [...new Uint8Array(view.buffer)];
}

const i16 = (value: number): number[] => bytesOf(2, (view) => view.setInt16(0, value, true));
const i32 = (value: number): number[] => bytesOf(4, (view) => view.setInt32(0, value, true));
const u32 = (value: number): number[] => bytesOf(4, (view) => view.setUint32(0, value, true));

function filled(values: (number | null)[]): number[] {
  let last = 0;
  return values.map((value) => (last = value ?? last));
}

function encodeGaps(values: (number | null)[]): number[] {
  if (!values.includes(null)) return [0];
  const bitmap = new Uint8Array(Math.ceil(values.length / 8));
  values.forEach((value, i) => {
    if (value === null) bitmap[i >> 3] = (bitmap[i >> 3] ?? 0) | (1 << (i & 7));
  });
  return [1, ...bitmap];
}

function encodeValues(values: number[]): number[] {
  if (values.some((value) => value < I16.least || value > I16.most)) return [2, ...values.flatMap(i32)];
  const [first = 0, ...rest] = values;
  let last = first;
  const bytes = [1, ...i16(first)];
  for (const value of rest) {
    const delta = value - last;
    if (delta >= -127 && delta <= 127) bytes.push(delta & 0xff);
    else bytes.push(0x80, ...i16(value));
    last = value;
  }
  return bytes;
}

export function encodeLead(values: (number | null)[]): number[] {
  return [...encodeGaps(values), ...encodeValues(filled(values))];
}

/** Raw deflate, as the server's `zlib` with wbits -15. */
export async function deflateRaw(bytes: number[]): Promise<Uint8Array> {
  const packer = new CompressionStream("deflate-raw");
  const packed = new Response(new Blob([Uint8Array.from(bytes)]).stream().pipeThrough(packer));
  return new Uint8Array(await packed.arrayBuffer());
}

function encodeChunk(leads: TestLead[], from: number, to: number): Promise<Uint8Array> {
  return deflateRaw(leads.flatMap((lead) => encodeLead(lead.values.slice(from, to))));
}

/** Puts header and chunks together; `header` overrides any field. */
export function assemble(header: object, chunks: Uint8Array[]): ArrayBuffer {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const parts = [new TextEncoder().encode("ECG1"), Uint8Array.from(u32(json.length)), json, ...chunks];
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all.buffer;
}

export async function encodeEcg1(file: TestFile): Promise<ArrayBuffer> {
  const [above, below] = file.rate ?? [500, 1];
  const samples = file.leads[0]?.values.length ?? 0;
  const step = file.chunkSamples ?? Math.round((2.5 * above) / below);
  const chunks: Uint8Array[] = [];
  const table: object[] = [];
  let offset = 0;
  for (let from = 0; from < samples; from += step) {
    const to = Math.min(samples, from + step);
    const packed = await encodeChunk(file.leads, from, to);
    table.push({ t: from, n: to - from, off: offset, len: packed.length, crc32: crc32(packed) });
    chunks.push(packed);
    offset += packed.length;
  }
  const header = {
    v: 1,
    n: samples,
    fs: [above, below],
    leads: file.leads.map((lead) => ({
      name: lead.name,
      code: lead.code ?? "",
      derived: lead.derived ?? false,
      lsb_nV: lead.lsbNv ?? 1000,
      offset_nV: lead.offsetNv ?? 0,
    })),
    t0: null,
    filters: {},
    units: "nV",
    source_sha256: "0".repeat(64),
    parser: "test",
    parser_version: "1",
    chunks: table,
    statements: [],
    measurements: [],
    warnings: [],
    ...file.header,
  };
  return assemble(header, chunks);
}
