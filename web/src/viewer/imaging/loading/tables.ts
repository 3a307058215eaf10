/** Palettes and grey curves; long ones stand outside the metadata. */
import { bulk, type Dataset, items, number, numbers, text } from "../dicom/attributes";
import type { Frame } from "../dicom/instance";
import { TAG } from "../dicom/tags";
import { expanded } from "../pixels/segmented";
import type { Palette, PixelFormat, Table } from "../pixels/picture";
import { fetchBytes, ownAddress } from "./fetchBytes";
import { firstPart } from "./multipart";

/** Tables already read: all frames of an object share them. */
const known = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
const MOST_KNOWN = 64;
/** A table is shared: scrolling away from the frame that asked first must not stop it for the others. */
const LASTING = new AbortController().signal;

/** The value's bytes, little-endian; empty when the attribute is absent. Throws LoadError. */
export function bytesOf(set: Dataset, tag: string, frame: Frame): Promise<Uint8Array<ArrayBuffer>> {
  const found = bulk(set, tag);
  if (found === null) return Promise.resolve(new Uint8Array());
  if ("bytes" in found) return Promise.resolve(found.bytes);
  const url = ownAddress(found.uri, `${frame.instance.url}/`);
  const before = known.get(url);
  if (before) return before;
  const fetched = fetchBytes(url, { accept: "application/octet-stream", signal: LASTING }).then(({ type, bytes }) => firstPart(type, bytes).bytes);
  fetched.catch(() => known.delete(url));
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(url, fetched);
  return fetched;
}

/** Entries of PS3.3 C.7.6.3.1.5; bytes where the file packs 8-bit entries, words otherwise. */
export function entriesOf(bytes: Uint8Array<ArrayBuffer>, count: number): Uint16Array {
  if (bytes.length < count * 2) return Uint16Array.from(bytes.subarray(0, count));
  const own = bytes.slice(0, count * 2);
  return new Uint16Array(own.buffer);
}

/** `signed`: the first value mapped is a stored value and has the pixels' sign. */
function tableOf(descriptor: readonly number[], bytes: Uint8Array<ArrayBuffer>, signed: boolean): Table | null {
  const [count = 0, first = 0, bits = 16] = descriptor;
  if (bytes.length === 0 || descriptor.length < 3) return null;
  const negative = signed && first > 32_767;
  return { first: negative ? first - 65_536 : first, bits, entries: entriesOf(bytes, count || 65_536) };
}

/** One colour, plain or in segments. */
async function colourTable(frame: Frame, plain: string, segmented: string, signed: boolean): Promise<Table | null> {
  const descriptor = numbers(frame.set, TAG.redDescriptor);
  if (frame.set[segmented] === undefined) return tableOf(descriptor, await bytesOf(frame.set, plain, frame), signed);
  const bytes = await bytesOf(frame.set, segmented, frame);
  const entries = expanded(entriesOf(bytes, bytes.length / 2));
  return tableOf([entries.length, ...descriptor.slice(1)], new Uint8Array(entries.slice().buffer), signed);
}

async function palette(frame: Frame, signed: boolean): Promise<Palette | null> {
  const [red, green, blue] = await Promise.all([
    colourTable(frame, TAG.red, TAG.redSegments, signed),
    colourTable(frame, TAG.green, TAG.greenSegments, signed),
    colourTable(frame, TAG.blue, TAG.blueSegments, signed),
  ]);
  return red && green && blue ? { red, green, blue } : null;
}

async function firstTable(frame: Frame, sequence: string, signed: boolean): Promise<Table | null> {
  const item = items(frame.set, sequence)[0];
  if (!item) return null;
  return tableOf(numbers(item, TAG.lutDescriptor), await bytesOf(item, TAG.lutData, frame), signed);
}

/** How this frame's bytes are to be read. Throws LoadError. */
export async function formatOf(frame: Frame): Promise<PixelFormat> {
  const { set } = frame;
  const signed = number(set, TAG.signed) === 1;
  const bitsAllocated = number(set, TAG.bitsAllocated) ?? 16;
  const bitsStored = number(set, TAG.bitsStored) ?? bitsAllocated;
  const photometric = text(set, TAG.photometric) || "MONOCHROME2";
  const curve = frame.windows.length === 0;
  return {
    rows: number(set, TAG.rows) ?? 0,
    columns: number(set, TAG.columns) ?? 0,
    samples: number(set, TAG.samples) ?? 1,
    bitsAllocated,
    bitsStored,
    highBit: number(set, TAG.highBit) ?? bitsStored - 1,
    signed,
    photometric,
    planar: number(set, TAG.planar) === 1,
    padding: number(set, TAG.padding),
    rescale: frame.rescale,
    palette: photometric === "PALETTE COLOR" ? await palette(frame, signed) : null,
    modalityTable: await firstTable(frame, TAG.modalityLuts, signed),
    voiTable: curve ? await firstTable(frame, TAG.voiLuts, signed || frame.rescale.intercept < 0) : null,
  };
}
