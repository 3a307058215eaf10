import { me } from "../../api";
import { attend } from "../queue/attend";
import { put, type Behind } from "../queue/items";
import { fresh } from "../queue/single";
import type { Item, Phase } from "../state";
import { mark, ofBatch, type Listed } from "./earlier";
import { dropBatch, keptBatches, keptKeys, readFile, type KeptBatch, type KeptFile } from "./kept";
import { batchOf, changeBatch, putBatch } from "./list";
import { takeUp } from "./owned";
import { follow } from "./verbs";

/** As long as the server remembers an unfinished upload. */
const LIFE = 7 * 24 * 3_600_000;
const AGAIN = 3_000;

/** Takes up what this device kept of its person's batches before the page was loaded. */
export async function restoreBatches(): Promise<void> {
  const person = me.peek()?.id;
  if (person === undefined) return;
  attend();
  for (const record of await keptBatches(person)) {
    if (Date.now() - record.at > LIFE) await dropBatch(record.id);
    else if ((await takeUp(record.id)) && batchOf(record.id) === undefined) await restore(record);
  }
}

async function restore(record: KeptBatch): Promise<void> {
  const { id, target, name } = record;
  putBatch({ id, target, name, kept: "yes", looking: true, partial: false, leftOut: [] });
  const here = await keptKeys(id);
  const listed = record.held ? [] : await patiently(record);
  // Somebody else sits at this PC now, or it was given up.
  if (listed === null || batchOf(id) === undefined) return;
  const known = new Map(listed.map((each) => [mark(each.path, each.size), each]));
  follow(record);
  put(record.files.map((file) => restored(record, file, here.has(file.key), known.get(mark(file.path, file.size)))));
  changeBatch(id, { looking: false });
}

function restored(record: KeptBatch, file: KeptFile, here: boolean, before: Listed | undefined): [Item, Behind] {
  const arrived = before !== undefined && before.state !== "receiving";
  const item = fresh(record.target, {
    key: file.key,
    name: file.name,
    path: file.path,
    size: file.size,
    batch: record.id,
    phase: phaseOf(record, here, before),
    sent: arrived ? file.size : (before?.offset ?? 0),
    reason: (arrived && before.reason) || null,
    material: (arrived && before.item) || null,
  });
  const give = here ? () => readFile(record.id, file.key) : null;
  return [item, { file: give, ...(before !== undefined && { url: before.url, earlier: before }) }];
}

function phaseOf(record: KeptBatch, here: boolean, before: Listed | undefined): Phase {
  if (before?.state === "refused") return "refused";
  if (before?.state === "stored") return before.reason.startsWith("intake.") ? "kept" : "stored";
  if (before?.state === "received") return "checking";
  if (!here) return "orphan";
  if (record.held) return "held";
  return record.paused ? "paused" : "queued";
}

/** Nothing is sent twice only because the line was away when the page came back. */
async function patiently(record: KeptBatch): Promise<Listed[] | null> {
  while (me.peek()?.id === record.person) {
    try {
      return await ofBatch(record.id);
    } catch {
      await new Promise((again) => setTimeout(again, AGAIN));
    }
  }
  return null;
}
