/** Which page of this browser sends a batch: two that did would send everything twice. */
const KEY = "huizhen.batches";
const releases = new Map<string, () => void>();

const here = (): string[] => {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "[]") as string[];
  } catch {
    return [];
  }
};

const write = (ids: readonly string[]): void => {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(ids));
  } catch {
    // Forbidden storage: then nothing was kept over a reload either.
  }
};

/** This page sends the batch from now on. */
export function claim(id: string): void {
  write([...here().filter((each) => each !== id), id]);
  void lock(id);
}

/** Whether this page may take up a batch it finds: no other one is sending it. */
export async function takeUp(id: string): Promise<boolean> {
  // Without locks (http) a tab knows its own after a reload, and leaves all others alone.
  if (navigator.locks === undefined) return here().includes(id);
  return releases.has(id) || (await lock(id));
}

/** Held until `release`, or until the page is gone. */
function lock(id: string): Promise<boolean> {
  return new Promise((decided) => {
    void navigator.locks?.request(`huizhen-batch-${id}`, { ifAvailable: true }, (found) => {
      decided(found !== null);
      return found === null ? undefined : new Promise<void>((done) => releases.set(id, done));
    });
  });
}

/** It has come to its end, or was given up. */
export function release(id: string): void {
  releases.get(id)?.();
  releases.delete(id);
  write(here().filter((each) => each !== id));
}
