import { signal, type ReadonlySignal } from "@preact/signals";
import { me } from "../../api";
import { meter, moved } from "../meter";
import { sha256 } from "../send/hash";
import { send, type Job } from "../send/job";
import { startable } from "../send/line";
import { watch } from "../send/watch";
import { DONE, step, type Happening, type Item } from "../state";

/** What the server said of an earlier try of the same file. */
export interface Earlier {
  url: string;
  sha256: string;
  state: string;
  reason: string;
  item: string;
}

/** What stands behind an item and is not drawn. */
export interface Behind {
  /** Gives the file; null when it is gone. */
  file: (() => Promise<File | null>) | null;
  url?: string;
  earlier?: Earlier;
  job?: Job;
  unwatch?: () => void;
}

const items = signal<readonly Item[]>([]);
const behind = new Map<string, Behind>();
const listeners = new Set<(item: Item) => void>();

/** Every file of this tab, oldest first. */
export const uploads: ReadonlySignal<readonly Item[]> = items;

export const behindOf = (key: string): Behind | undefined => behind.get(key);
const itemOf = (key: string): Item | undefined => items.peek().find((each) => each.key === key);

/** Tells of each file whose phase has changed. Returns how to stop. */
export function onPhase(listener: (item: Item) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Tells of each file that has become part of its case. Returns how to stop. */
export const onStored = (listener: (item: Item) => void): (() => void) =>
  onPhase((item) => {
    if (item.phase === "stored" || item.phase === "kept") listener(item);
  });

/** Tells of each file that will never be part of its case. Returns how to stop. */
export const onRefused = (listener: (item: Item) => void): (() => void) =>
  onPhase((item) => {
    if (item.phase === "refused" || item.phase === "failed") listener(item);
  });

/** Tells of each file the server has decided on, refused ones too. Returns how to stop. */
export const onArrived = (listener: (item: Item) => void): (() => void) =>
  onPhase((item) => {
    if (DONE.includes(item.phase) && item.phase !== "failed") listener(item);
  });

export function put(added: readonly (readonly [Item, Behind])[]): void {
  for (const [item, what] of added) behind.set(item.key, what);
  items.value = [...items.peek(), ...added.map(([item]) => item)];
  for (const [item, { url }] of added) if (item.phase === "checking" && url !== undefined) startWatching(item.key, url);
  pump();
}

export function forget(keys: ReadonlySet<string>): void {
  for (const key of keys) {
    behind.get(key)?.unwatch?.();
    behind.delete(key);
  }
  items.value = items.peek().filter((each) => !keys.has(each.key));
  meter(items.peek());
  pump();
}

export function happen(key: string, event: Happening): void {
  happenToAll([key], event);
}

/** One redraw, however many. */
export function happenToAll(keys: Iterable<string>, event: Happening): void {
  const wanted = new Set(keys);
  const changed: Item[] = [];
  const next = items.peek().map((each) => {
    const after = wanted.has(each.key) ? step(each, event) : each;
    if (after !== each) {
      if (event.type === "progress") moved(after.sent - each.sent);
      if (after.phase !== each.phase) changed.push(after);
    }
    return after;
  });
  if (next.every((each, index) => each === items.peek()[index])) return;
  items.value = next;
  meter(next);
  for (const item of changed) for (const listener of listeners) listener(item);
  if (changed.length > 0) pump();
}

export function pump(): void {
  for (const each of startable(items.peek())) void start(each);
}

async function start({ key, caseId, orgId, path, batch }: Item): Promise<void> {
  const known = behind.get(key);
  const person = me.peek()?.id;
  if (known?.file == null || person === undefined) return;
  happen(key, { type: "prepare" });
  const read = await readWhole(known.file);
  if (read === null) {
    happen(key, { type: "fail", reason: "file_gone" });
    return;
  }
  if (itemOf(key)?.phase !== "preparing") return;
  const { file, hash } = read;
  const { earlier } = known;
  if (earlier !== undefined && (earlier.sha256 || null) === hash) {
    if (earlier.state === "receiving") known.url = earlier.url;
    else if (hash !== null) {
      happen(key, { type: "known", state: earlier.state, reason: earlier.reason, material: earlier.item });
      return;
    }
  }
  happen(key, { type: "begin" });
  known.job = send(
    { file, path, batch, person, target: { caseId, orgId }, sha256: hash, url: known.url },
    {
      progress: (sent) => happen(key, { type: "progress", sent }),
      lost: (reason) => happen(key, { type: "lost", reason }),
      failed: (reason) => happen(key, { type: "fail", reason }),
      sent: (address, verdict) => {
        known.url = address;
        happen(key, { type: "sent" });
        happen(key, { type: "checked", ...verdict });
        if (itemOf(key)?.phase === "checking") startWatching(key, address);
      },
    },
  );
}

/** null: the file was moved, changed or unplugged since it was chosen. */
async function readWhole(give: () => Promise<File | null>): Promise<{ file: File; hash: string | null } | null> {
  try {
    const file = await give();
    return file === null ? null : { file, hash: await sha256(file) };
  } catch {
    return null;
  }
}

function startWatching(key: string, url: string): void {
  const known = behind.get(key);
  if (known === undefined) return;
  known.unwatch = watch(url, {
    slow: () => happen(key, { type: "slow" }),
    decided: (verdict) => happen(key, { type: "checked", ...verdict }),
  });
}
