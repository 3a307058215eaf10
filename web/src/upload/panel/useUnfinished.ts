import { useEffect } from "preact/hooks";
import { ofTarget, type Listed } from "../batch/earlier";
import { folderOf } from "../batch/gather";
import { batchOf, putBatch } from "../batch/list";
import { keptBatches } from "../batch/kept";
import { restoreBatches } from "../batch/restore";
import { me } from "../../api";
import { attend } from "../queue/attend";
import { put, uploads } from "../queue/items";
import { adopt, fresh } from "../queue/single";
import { sameTarget, type Item, type Phase, type Target } from "../state";

/** Shows what was begun before this page was loaded: on this device or another. */
export function useUnfinished(target: Target, wanted: boolean): void {
  const { caseId, orgId } = target;
  useEffect(() => {
    void restoreBatches();
    if (!wanted || (caseId === null && orgId === null)) return undefined;
    const abort = new AbortController();
    // Nothing is lost without: choosing the file again goes on from where it stopped.
    void show({ caseId, orgId }, abort.signal).catch(() => undefined);
    return () => abort.abort();
  }, [caseId, orgId, wanted]);
}

async function show(target: Target, signal: AbortSignal): Promise<void> {
  const [listed, kept] = await Promise.all([ofTarget(target, signal), keptBatches(me.peek()?.id ?? "")]);
  const own = new Set(kept.map(({ id }) => id));
  const begun = new Map<string, Listed[]>();
  for (const each of listed) {
    if (each.batch === "") showSingle(target, each);
    else if (!own.has(each.batch)) begun.set(each.batch, [...(begun.get(each.batch) ?? []), each]);
  }
  for (const [batch, files] of begun) showBatch(target, batch, files);
}

function showSingle(target: Target, listed: Listed): void {
  if (listed.state !== "receiving" && listed.state !== "received") return;
  const known = uploads.peek().some((each) => sameTarget(each, target) && each.name === listed.name && each.size === listed.size);
  if (!known) adopt(itemOf(target, listed, null), listed.url);
}

/** A folder begun on another device, or where this browser keeps nothing. */
function showBatch(target: Target, batch: string, files: readonly Listed[]): void {
  if (batchOf(batch) !== undefined || files.every(({ state }) => state !== "receiving")) return;
  attend();
  putBatch({ id: batch, target, name: folderOf(files.map(({ path }) => path)), kept: "no", looking: false, partial: true, leftOut: [] });
  put(files.map((each) => [itemOf(target, each, batch), { file: null, url: each.url, earlier: each }]));
}

const PHASES: Readonly<Record<string, Phase>> = { received: "checking", stored: "stored", refused: "refused" };

function itemOf(target: Target, listed: Listed, batch: string | null): Item {
  return fresh(target, {
    key: listed.id,
    name: listed.name,
    path: listed.path || listed.name,
    size: listed.size,
    batch,
    phase: PHASES[listed.state] ?? "orphan",
    sent: listed.offset,
    reason: listed.reason || null,
    material: listed.item || null,
  });
}
