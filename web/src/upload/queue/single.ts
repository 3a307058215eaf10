import { newId } from "../../rooms";
import { forgetAt } from "../send/job";
import { DONE, sameTarget, type Item, type Target } from "../state";
import { attend } from "./attend";
import { behindOf, forget, happen, happenToAll, pump, put, uploads } from "./items";

/** Files of their own; `held` ones wait until `release(caseId)` says that the case exists. */
export function addFiles(target: Target, files: readonly File[], held = false): void {
  attend();
  for (const file of files) {
    const known = uploads.peek().find((each) => each.batch === null && sameTarget(each, target) && each.name === file.name && each.size === file.size);
    if (known !== undefined && known.phase !== "orphan" && !DONE.includes(known.phase)) continue;
    const url = known?.phase === "orphan" ? behindOf(known.key)?.url : undefined;
    if (known?.phase === "orphan") forget(new Set([known.key]));
    const item = fresh(target, { name: file.name, path: file.name, size: file.size }, held);
    put([[item, { file: () => Promise.resolve(file), ...(url !== undefined && { url }) }]]);
  }
}

/** An item that nothing has happened to yet. */
export function fresh({ caseId, orgId }: Target, file: Pick<Item, "name" | "path" | "size"> & Partial<Item>, held = false): Item {
  return {
    key: newId(),
    caseId,
    orgId,
    batch: null,
    phase: held ? "held" : "queued",
    sent: 0,
    reason: null,
    material: null,
    slow: false,
    ...file,
  };
}

/** A file begun earlier of which this page has only the address. */
export function adopt(item: Item, url: string): void {
  attend();
  if (!uploads.peek().some((each) => each.key === item.key)) put([[item, { file: null, url }]]);
}

/** The case is on the server now: its waiting files may go. */
export function release(caseId: string): void {
  happenToAll(uploads.peek().filter((each) => each.caseId === caseId).map(({ key }) => key), { type: "release" });
  pump();
}

export function pause(key: string): void {
  void behindOf(key)?.job?.pause();
  happen(key, { type: "pause" });
}

export function resume(key: string): void {
  happen(key, { type: "resume" });
}

/** Gives a file up, or takes a finished one off the list. */
export function drop(key: string): void {
  const known = behindOf(key);
  // What the server keeps of a file given up expires by itself.
  known?.job?.cancel().catch(() => undefined);
  const orphan = uploads.peek().some((each) => each.key === key && each.phase === "orphan");
  if (orphan && known?.url !== undefined) forgetAt(known.url).catch(() => undefined);
  forget(new Set([key]));
}
