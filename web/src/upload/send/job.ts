import { Upload, type DetailedError, type HttpResponse } from "tus-js-client";
import { locale } from "../../i18n";
import type { Target } from "../state";

const CHUNK = 512 * 1024;
// A header holds the path four times over: as UTF-8, and that as base64.
const LONGEST = 300;
const DELAYS = [0, 1_000, 3_000, 8_000, 20_000];

/** What an answer's headers say of the file. */
export interface Verdict {
  state: string;
  reason: string;
  material: string;
}

export interface Sending {
  file: File;
  path: string;
  batch: string | null;
  person: string;
  target: Target;
  sha256: string | null;
  /** Where an earlier try began. */
  url?: string | undefined;
}

export interface Reports {
  progress: (sent: number) => void;
  /** All bytes are there; the address to ask, and what the last answer already said. */
  sent: (url: string, verdict: Verdict) => void;
  lost: (reason: "line" | "login") => void;
  failed: (code: string) => void;
}

export interface Job {
  pause: () => Promise<void>;
  /** Stops and tells the server to forget what it has. */
  cancel: () => Promise<void>;
}

/** One file going up (tus 1.0); goes on where an earlier try of the same file stopped. */
export function send(what: Sending, on: Reports): Job {
  let verdict: Verdict = { state: "", reason: "", material: "" };
  const upload = new Upload(what.file, {
    endpoint: "/uploads/",
    uploadUrl: what.url ?? null,
    chunkSize: CHUNK,
    uploadDataDuringCreation: true,
    retryDelays: jittered(DELAYS),
    removeFingerprintOnSuccess: true,
    headers: { "Accept-Language": locale.peek() },
    metadata: metadataOf(what),
    fingerprint: () => Promise.resolve(fingerprint(what)),
    onProgress: (sent) => on.progress(sent),
    onShouldRetry: (error) => mayRecover(statusOf(error)),
    onAfterResponse: (_request, response) => {
      verdict = verdictOf((name) => response.getHeader(name));
    },
    onSuccess: () => on.sent(upload.url ?? "", verdict),
    onError: (error) => report(error as DetailedError, on),
  });
  let stopped = false;
  const begin = async () => {
    const earlier = what.url === undefined ? (await upload.findPreviousUploads())[0] : undefined;
    if (stopped) return;
    if (earlier !== undefined) upload.resumeFromPreviousUpload(earlier);
    upload.start();
  };
  void begin();
  const stop = (forget: boolean) => {
    stopped = true;
    return upload.abort(forget && upload.url !== null);
  };
  return { pause: () => stop(false), cancel: () => stop(true) };
}

/** Tells the server to forget what it has of a file. */
export const forgetAt = (url: string): Promise<void> => Upload.terminate(url);

/** The same file for the same case by the same person; survives a reload. */
export function fingerprint({ person, target, file, path }: Pick<Sending, "person" | "target" | "file" | "path">): string {
  return ["huizhen", person, target.caseId ?? target.orgId, path, file.size, file.lastModified].join("/");
}

/** As the server is told it: the end of a path says more than its beginning. */
export const wirePath = (path: string): string => (path.length <= LONGEST ? path : `…${path.slice(1 - LONGEST)}`);

export function verdictOf(header: (name: string) => string | null | undefined): Verdict {
  return {
    state: header("Upload-State") ?? "",
    reason: header("Upload-Reason") ?? "",
    material: header("Upload-Item") ?? "",
  };
}

function metadataOf({ file, path, batch, target, sha256 }: Sending): Record<string, string> {
  return {
    filename: file.name,
    filetype: file.type || "application/octet-stream",
    ...(target.caseId !== null && { case: target.caseId }),
    ...(target.orgId !== null && { org: target.orgId }),
    ...(batch !== null && { batch, path: wirePath(path) }),
    ...(sha256 === null ? {} : { sha256 }),
  };
}

/** Thirty browsers behind one router must not come back in the same second. */
function jittered(delays: readonly number[]): number[] {
  return delays.map((delay) => Math.round(delay * (0.5 + Math.random())));
}

const statusOf = (error: DetailedError) => error.originalResponse?.getStatus() ?? 0;
const mayRecover = (status: number) => status === 0 || status >= 500 || [409, 423, 429].includes(status);

function report(error: DetailedError, on: Reports): void {
  const status = statusOf(error);
  if (mayRecover(status)) on.lost("line");
  else if (status === 401) on.lost("login");
  else on.failed(codeOf(error.originalResponse, status));
}

function codeOf(response: HttpResponse | null, status: number): string {
  try {
    const problem = JSON.parse(response?.getBody() ?? "") as { code?: unknown };
    if (typeof problem.code === "string") return problem.code;
  } catch {
    // A proxy answered in its own way.
  }
  return `http.${status}`;
}
