/** One frame at full fidelity: fetched, decoded. */
import type { Frame } from "../dicom/instance";
import type { Picture } from "../pixels/picture";
import { decode } from "../pixels/pool";
import { fetchBytes, type OnProgress } from "./fetchBytes";
import { firstPart } from "./multipart";
import { formatOf } from "./tables";

const FRAMES = "multipart/related; type=application/octet-stream; transfer-syntax=*";
const EXPLICIT = "1.2.840.10008.1.2.1";

/** Throws LoadError, PixelError, or the abort's reason. */
export async function fetchPicture(frame: Frame, signal: AbortSignal, onProgress: OnProgress, idle: boolean): Promise<Picture> {
  const url = `${frame.instance.url}/frames/${frame.no}`;
  const [{ type, bytes }, format] = await Promise.all([
    fetchBytes(url, { accept: FRAMES, signal, onProgress, idle }),
    formatOf(frame),
  ]);
  const part = firstPart(type, bytes);
  const picture = await decode(part.bytes, part.transferSyntax || EXPLICIT, format);
  signal.throwIfAborted();
  return picture;
}

/** A small lossy picture with the device's window. */
export function previewUrl(frame: Frame): string {
  return `${frame.instance.url}/frames/${frame.no}/rendered?viewport=512,512`;
}
