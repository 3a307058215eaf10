/** Faults of the page go to the server as places in our own files: words may quote a patient. */
export interface Fault {
  kind: string;
  places: string[];
  version: string;
  page: string;
}

const KIND = /^[A-Z][A-Za-z]{0,30}(Error|Exception)$/;
const PLACE = /([\w.-]{1,80}\.(?:js|mjs|ts|tsx)):(\d{1,7}):(\d{1,7})/g;
const PAGE = /^(\/:?[a-z-]{0,20}){1,6}$/;
const MOST_PLACES = 12;
const MOST_FAULTS = 5;
/** Being offline is no fault, and what the server refused it knows itself. */
const EXPECTED = new Set(["OfflineError", "ApiError", "AbortError"]);

const sent = new Set<string>();
let about = { version: () => "0", page: () => "/" };

/** What of an error is told: its type and where it was, none of its words. */
export function stripped(error: unknown, version: string, page: string): Fault {
  const { name, stack } = error instanceof Error ? error : { name: "", stack: "" };
  const places = [...(stack ?? "").matchAll(PLACE)].map(([, file, line, column]) => `${file}:${line}:${column}`);
  return {
    kind: KIND.test(name) ? name : "Other",
    places: places.slice(0, MOST_PLACES),
    version: /^[0-9A-Za-z.+-]{1,40}$/.test(version) ? version : "0",
    page: PAGE.test(page) ? page : "/",
  };
}

/** Tells the server once of each fault, and of few in all. */
export function reportFault(error: unknown): void {
  if (error instanceof Error && EXPECTED.has(error.name)) return;
  const body = JSON.stringify(stripped(error, about.version(), about.page()));
  if (sent.has(body) || sent.size >= MOST_FAULTS) return;
  sent.add(body);
  void tell(body);
}

/** Nobody waits for it, and nothing can be done if it is lost. */
async function tell(body: string): Promise<void> {
  try {
    await fetch("/api/v1/client-errors", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body,
      keepalive: true,
      credentials: "omit",
    });
  } catch {
    // Offline, or the page is going away.
  }
}

/** Hears of what no code caught; `page` gives the pattern of the page's address. */
export function watchFaults(version: () => string, page: () => string): () => void {
  about = { version, page };
  const failed = (event: ErrorEvent) => {
    // Scrollbars and extensions raise events without an error of ours.
    if (event.error instanceof Error) reportFault(event.error);
  };
  const rejected = (event: PromiseRejectionEvent) => reportFault(event.reason);
  window.addEventListener("error", failed);
  window.addEventListener("unhandledrejection", rejected);
  return () => {
    window.removeEventListener("error", failed);
    window.removeEventListener("unhandledrejection", rejected);
    sent.clear();
  };
}
