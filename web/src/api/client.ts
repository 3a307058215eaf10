import { locale } from "../i18n";
import { learnClock } from "./clock";
import { ApiError, OfflineError, problemOf } from "./errors";
import { reached, unreachable } from "./link";

const ROOT = "/api/v1";
const DEADLINE = 30_000;

export interface CallOptions {
  /** Version for `If-Match`; a stale one answers 412. */
  ifMatch?: string | number;
  /** Makes a repeated POST count once. */
  idempotencyKey?: string;
  signal?: AbortSignal;
  /** Milliseconds; default 30 s. */
  timeout?: number;
}

type Listener = () => void;
let onSessionLost: Listener = () => undefined;

/** Called when any call but the login itself is answered 401. */
export function whenSessionLost(listener: Listener): void {
  onSessionLost = listener;
}

async function exchange(method: string, path: string, body: unknown, options: CallOptions): Promise<Response> {
  const abort = new AbortController();
  const deadline = setTimeout(() => abort.abort("timeout"), options.timeout ?? DEADLINE);
  const giveUp = () => abort.abort("caller");
  options.signal?.addEventListener("abort", giveUp);
  if (options.signal?.aborted) giveUp();

  const headers = new Headers({ Accept: "application/json", "Accept-Language": locale.peek() });
  const raw = body instanceof Blob;
  if (body !== undefined) headers.set("Content-Type", raw ? body.type || "application/octet-stream" : "application/json");
  if (options.ifMatch !== undefined) headers.set("If-Match", `"${options.ifMatch}"`);
  if (options.idempotencyKey !== undefined) headers.set("Idempotency-Key", options.idempotencyKey);

  const sentAt = Date.now();
  try {
    const response = await fetch(ROOT + path, {
      method,
      headers,
      body: body === undefined ? null : raw ? body : JSON.stringify(body),
      credentials: "same-origin",
      cache: "no-store",
      signal: abort.signal,
    });
    learnClock(response.headers.get("x-server-time"), sentAt, Date.now());
    reached();
    return response;
  } catch (error) {
    if (abort.signal.reason === "caller") throw error;
    unreachable();
    throw new OfflineError(abort.signal.reason === "timeout" ? "timeout" : "unreachable");
  } finally {
    clearTimeout(deadline);
    options.signal?.removeEventListener("abort", giveUp);
  }
}

async function call<T>(method: string, path: string, body: unknown, options: CallOptions = {}): Promise<T> {
  const response = await exchange(method, path, body, options);
  if (response.ok) {
    const text = await response.text();
    return (text === "" ? undefined : JSON.parse(text)) as T;
  }
  const problem = await problemOf(response);
  if (response.status === 401 && path !== "/session") onSessionLost();
  throw problem;
}

/** Calls under `/api/v1`, JSON or a file as body; paths start with "/" after it. Throws ApiError or OfflineError. */
export const api = {
  get: <T>(path: string, options?: CallOptions) => call<T>("GET", path, undefined, options),
  post: <T>(path: string, body?: unknown, options?: CallOptions) => call<T>("POST", path, body, options),
  put: <T>(path: string, body?: unknown, options?: CallOptions) => call<T>("PUT", path, body, options),
  patch: <T>(path: string, body?: unknown, options?: CallOptions) => call<T>("PATCH", path, body, options),
  delete: <T>(path: string, options?: CallOptions) => call<T>("DELETE", path, undefined, options),
};

export { ApiError, OfflineError };
