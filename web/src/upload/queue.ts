import { effect, signal, type ReadonlySignal } from "@preact/signals";
import { me, offlineSince, sessionEnd } from "../api";
import { newId } from "../rooms";
import { meter, moved } from "./meter";
import { sha256 } from "./send/hash";
import { forgetAt, send, type Job } from "./send/job";
import { watch } from "./send/watch";
import { DONE, RUNNING, step, UNSENT, type Happening, type Item } from "./state";

const AT_ONCE = 2;
const RETRY_EVERY = 30_000;

interface Behind {
  file: File | null;
  url?: string;
  job?: Job;
  unwatch?: () => void;
}

const items = signal<readonly Item[]>([]);
const behind = new Map<string, Behind>();
const listeners = new Set<(item: Item) => void>();

/** Every file of this tab, oldest first. */
export const uploads: ReadonlySignal<readonly Item[]> = items;

/** Tells of each file that has become part of its case. Returns how to stop. */
export function onStored(listener: (item: Item) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function happen(key: string, event: Happening): void {
  const before = items.peek().find((each) => each.key === key);
  if (before === undefined) return;
  const after = step(before, event);
  if (after === before) return;
  if (event.type === "progress") moved(after.sent - before.sent);
  items.value = items.peek().map((each) => (each.key === key ? after : each));
  meter(items.peek());
  if (after.phase !== before.phase) {
    if (["stored", "kept"].includes(after.phase)) for (const listener of listeners) listener(after);
    pump();
  }
}

/** Chosen files; `held` ones wait until `release(caseId)` says that the case exists. */
export function addFiles(caseId: string, files: readonly File[], held = false): void {
  attend();
  for (const file of files) {
    const known = items.peek().find((each) => each.caseId === caseId && each.name === file.name && each.size === file.size);
    if (known !== undefined && known.phase !== "orphan" && !DONE.includes(known.phase)) continue;
    const url = known?.phase === "orphan" ? behind.get(known.key)?.url : undefined;
    if (known?.phase === "orphan") forget(known.key);
    const item: Item = {
      key: newId(),
      caseId,
      name: file.name,
      size: file.size,
      phase: held ? "held" : "queued",
      sent: 0,
      reason: null,
      material: null,
      slow: false,
    };
    behind.set(item.key, url === undefined ? { file } : { file, url });
    items.value = [...items.peek(), item];
  }
  pump();
}

/** A file begun earlier of which this page has only the address. */
export function adopt(item: Item, url: string): void {
  attend();
  if (items.peek().some((each) => each.key === item.key)) return;
  behind.set(item.key, { file: null, url });
  items.value = [...items.peek(), item];
  if (item.phase === "checking") startWatching(item.key, url);
}

/** The case is on the server now: its waiting files may go. */
export function release(caseId: string): void {
  for (const each of items.peek()) if (each.caseId === caseId) happen(each.key, { type: "release" });
  pump();
}

export function pause(key: string): void {
  void behind.get(key)?.job?.pause();
  happen(key, { type: "pause" });
}

export function resume(key: string): void {
  happen(key, { type: "resume" });
}

/** Gives a file up, or takes a finished one off the list. */
export function drop(key: string): void {
  const known = behind.get(key);
  // What the server keeps of a file given up expires by itself.
  known?.job?.cancel().catch(() => undefined);
  const orphan = items.peek().some((each) => each.key === key && each.phase === "orphan");
  if (orphan && known?.url !== undefined) forgetAt(known.url).catch(() => undefined);
  forget(key);
  meter(items.peek());
  pump();
}

function forget(key: string): void {
  behind.get(key)?.unwatch?.();
  behind.delete(key);
  items.value = items.peek().filter((each) => each.key !== key);
}

function pump(): void {
  const all = items.peek();
  let free = AT_ONCE - all.filter((each) => RUNNING.includes(each.phase)).length;
  for (const each of all) {
    if (free <= 0) return;
    if (each.phase !== "queued") continue;
    free -= 1;
    void start(each);
  }
}

async function start({ key, caseId }: Item): Promise<void> {
  const known = behind.get(key);
  const person = me.peek()?.id;
  if (known?.file == null || person === undefined) return;
  happen(key, { type: "prepare" });
  const { file, url } = known;
  let hash: string | null;
  try {
    hash = await sha256(file);
  } catch {
    // The file was moved, changed or unplugged since it was chosen.
    happen(key, { type: "fail", reason: "file_gone" });
    return;
  }
  if (items.peek().find((each) => each.key === key)?.phase !== "preparing") return;
  happen(key, { type: "begin" });
  known.job = send(
    { file, person, caseId, sha256: hash, url },
    {
      progress: (sent) => happen(key, { type: "progress", sent }),
      lost: (reason) => happen(key, { type: "lost", reason }),
      failed: (reason) => happen(key, { type: "fail", reason }),
      sent: (address, verdict) => {
        known.url = address;
        happen(key, { type: "sent" });
        happen(key, { type: "checked", ...verdict });
        if (items.peek().find((each) => each.key === key)?.phase === "checking") startWatching(key, address);
      },
    },
  );
}

function startWatching(key: string, url: string): void {
  const known = behind.get(key);
  if (known === undefined) return;
  known.unwatch = watch(url, {
    slow: () => happen(key, { type: "slow" }),
    decided: (verdict) => happen(key, { type: "checked", ...verdict }),
  });
}

function retryWaiting(): void {
  for (const each of items.peek()) if (each.phase === "waiting") happen(each.key, { type: "resume" });
}

function clear(): void {
  for (const known of behind.values()) {
    void known.job?.pause();
    known.unwatch?.();
  }
  behind.clear();
  items.value = [];
  meter([]);
}

let attending = false;

/** Goes on when the line or the login is back; belongs to one person of a shared PC. */
function attend(): void {
  if (attending) return;
  attending = true;
  let owner: string | null = null;
  effect(() => {
    const person = me.value?.id ?? null;
    if (person === null) {
      if (sessionEnd.peek() === "logout") clear();
      return;
    }
    if (owner !== null && owner !== person) clear();
    owner = person;
    retryWaiting();
  });
  effect(() => {
    if (offlineSince.value === null) retryWaiting();
  });
  setInterval(retryWaiting, RETRY_EVERY);
  window.addEventListener("beforeunload", (event) => {
    if (items.peek().some((each) => UNSENT.includes(each.phase))) event.preventDefault();
  });
}
