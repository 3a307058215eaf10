import { behindOf, forget, happenToAll, onPhase, uploads } from "../queue/items";
import { forgetAt } from "../send/job";
import { DONE, type Item, type Phase } from "../state";
import { dropBatch, dropFile, keepBatch, type KeptBatch } from "./kept";
import { forgetBatch } from "./list";
import { release } from "./owned";

const records = new Map<string, KeptBatch>();

const itemsOf = (batch: string): readonly Item[] => uploads.peek().filter((each) => each.batch === batch);
const keysIn = (batch: string, ...phases: Phase[]) => itemsOf(batch).filter(({ phase }) => phases.includes(phase)).map(({ key }) => key);

/** From now on this device forgets each file that has arrived, and the batch with its last one. */
export function follow(record: KeptBatch): void {
  records.set(record.id, record);
}

onPhase(({ batch, key, phase }) => {
  const record = batch === null ? undefined : records.get(batch);
  if (batch === null || record === undefined) return;
  if (record.held && phase !== "held") write({ ...record, held: false });
  if (!DONE.includes(phase) || phase === "failed") return;
  void dropFile(batch, key);
  if (itemsOf(batch).every((each) => DONE.includes(each.phase) && each.phase !== "failed")) {
    records.delete(batch);
    release(batch);
    void dropBatch(batch);
  }
});

function write(record: KeptBatch): void {
  records.set(record.id, record);
  void keepBatch(record);
}

export function pauseBatch(batch: string): void {
  const keys = keysIn(batch, "queued", "preparing", "sending", "waiting");
  for (const key of keys) void behindOf(key)?.job?.pause();
  happenToAll(keys, { type: "pause" });
  const record = records.get(batch);
  if (record !== undefined) write({ ...record, paused: true });
}

export function resumeBatch(batch: string): void {
  happenToAll(keysIn(batch, "paused", "waiting"), { type: "resume" });
  const record = records.get(batch);
  if (record !== undefined) write({ ...record, paused: false });
}

/** Once more whatever failed, each for itself. */
export function retryBatch(batch: string): void {
  happenToAll(keysIn(batch, "failed"), { type: "resume" });
}

/** What has not arrived is given up; what has stays where it is. Off the list with it. */
export function dropWhole(batch: string): void {
  for (const { key, phase } of itemsOf(batch)) {
    const known = behindOf(key);
    known?.job?.cancel().catch(() => undefined);
    if (phase === "orphan" && known?.url !== undefined) forgetAt(known.url).catch(() => undefined);
  }
  forget(new Set(itemsOf(batch).map(({ key }) => key)));
  forgetBatch(batch);
  records.delete(batch);
  release(batch);
  void dropBatch(batch);
}
