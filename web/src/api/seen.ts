import { effect } from "@preact/signals";
import { session } from "./session";

/** One answer this page has had, and when (server time, ms). */
export interface Seen {
  data: unknown;
  loadedAt: number;
}

const MOST = 60;
const seen = new Map<string, Seen>();
let owner: string | null = null;

// A PC is shared: what one person has read is gone before the next one is there.
effect(() => {
  const person = session.value?.person.id ?? null;
  if (person === owner) return;
  owner = person;
  seen.clear();
});

/** What this person last read at `path` on this page, for a return without a line. */
export const seenAt = (path: string): Seen | undefined => seen.get(path);

export function keepSeen(path: string, what: Seen): void {
  seen.delete(path);
  seen.set(path, what);
  const [oldest] = seen.keys();
  if (seen.size > MOST && oldest !== undefined) seen.delete(oldest);
}

export const dropSeen = (path: string): boolean => seen.delete(path);
