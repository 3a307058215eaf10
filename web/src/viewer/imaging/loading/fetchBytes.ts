/** Same-origin downloads that tell how far they are. */

import { locale } from "../../../i18n";

/** `status` 0: the server could not be reached. */
export class LoadError extends Error {
  override readonly name = "LoadError";
  readonly status: number;
  /** The server's own words, in the reader's language. */
  readonly detail: string;

  constructor(status: number, detail = "") {
    super(`HTTP ${status}`);
    this.status = status;
    this.detail = detail;
  }
}

/** Bytes received, and expected in all; 0 while that is unknown. */
export type OnProgress = (received: number, total: number) => void;

export interface Download {
  accept: string;
  signal: AbortSignal;
  onProgress?: OnProgress;
  /** Not to be hurried: a neighbour, not what is looked at. */
  idle?: boolean;
}

export interface Downloaded {
  type: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** The address on this server; nothing is ever fetched from another one. Throws LoadError. */
export function ownAddress(uri: string, base: string): string {
  const url = new URL(uri, new URL(base, location.href));
  if (url.origin !== location.origin) throw new LoadError(0);
  return url.href;
}

/** Problem details, RFC 9457. */
async function refusal(response: Response): Promise<LoadError> {
  const problem = (await response.json().catch(() => null)) as { detail?: unknown } | null;
  return new LoadError(response.status, typeof problem?.detail === "string" ? problem.detail : "");
}

async function collect(response: Response, onProgress: OnProgress | undefined): Promise<Uint8Array<ArrayBuffer>> {
  if (!response.body || !onProgress) return new Uint8Array(await response.arrayBuffer());
  const coded = response.headers.has("content-encoding");
  const total = coded ? 0 : Number(response.headers.get("content-length") ?? 0);
  const parts: Uint8Array[] = [];
  let received = 0;
  const reader = response.body.getReader();
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    parts.push(step.value);
    received += step.value.length;
    onProgress(received, total);
  }
  const bytes = new Uint8Array(received);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Throws LoadError, or the abort's reason. */
export async function fetchBytes(url: string, { accept, signal, onProgress, idle = false }: Download): Promise<Downloaded> {
  try {
    const priority = idle ? "low" : "high";
    const headers = { Accept: accept, "Accept-Language": locale.peek() };
    const response = await fetch(url, { headers, credentials: "same-origin", signal, priority });
    if (!response.ok) throw await refusal(response);
    return { type: response.headers.get("content-type") ?? "", bytes: await collect(response, onProgress) };
  } catch (error) {
    if (signal.aborted || error instanceof LoadError) throw error;
    throw new LoadError(0);
  }
}
