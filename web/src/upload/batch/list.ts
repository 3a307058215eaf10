import { signal, type ReadonlySignal } from "@preact/signals";
import type { Item, Phase, Target } from "../state";
import type { LeftOut } from "./sift";

/** What was chosen at once: a folder, a disc, several files. */
export interface Batch {
  id: string;
  target: Target;
  /** The folder's name, "" for several files. */
  name: string;
  /** Whether this device has copies, so that a reload loses nothing. */
  kept: "keeping" | "yes" | "no";
  /** Found again after a reload; the server is still asked what it has. */
  looking: boolean;
  /** Begun elsewhere or before: more of the folder may never have been begun. */
  partial: boolean;
  /** Not sent unless asked for; `[]` after a reload. */
  leftOut: readonly LeftOut[];
}

const list = signal<readonly Batch[]>([]);
export const batches: ReadonlySignal<readonly Batch[]> = list;

export const batchOf = (id: string): Batch | undefined => list.peek().find((each) => each.id === id);

export function putBatch(batch: Batch): void {
  list.value = [...list.peek().filter(({ id }) => id !== batch.id), batch];
}

export function changeBatch(id: string, part: Partial<Batch>): void {
  list.value = list.peek().map((each) => (each.id === id ? { ...each, ...part } : each));
}

export function forgetBatch(id: string): void {
  list.value = list.peek().filter((each) => each.id !== id);
}

export function forgetBatches(): void {
  list.value = [];
}

/** A batch in figures. `arrived` files are with the server for good; `bytes` of `size` are too. */
export interface Sum {
  files: number;
  arrived: number;
  size: number;
  bytes: number;
  going: number;
  waiting: number;
  paused: number;
  checking: number;
  held: number;
  orphans: number;
  refused: readonly Item[];
  kept: readonly Item[];
  failed: readonly Item[];
}

export function sumOf(items: readonly Item[]): Sum {
  const by = new Map<Phase, Item[]>();
  let size = 0;
  let bytes = 0;
  for (const item of items) {
    size += item.size;
    bytes += item.phase === "failed" ? 0 : item.sent;
    const same = by.get(item.phase);
    if (same === undefined) by.set(item.phase, [item]);
    else same.push(item);
  }
  const of = (phase: Phase): readonly Item[] => by.get(phase) ?? [];
  return {
    files: items.length,
    arrived: of("stored").length + of("kept").length + of("refused").length,
    size,
    bytes,
    going: of("queued").length + of("preparing").length + of("sending").length,
    waiting: of("waiting").length,
    paused: of("paused").length,
    checking: of("checking").length,
    held: of("held").length,
    orphans: of("orphan").length,
    refused: of("refused"),
    kept: of("kept"),
    failed: of("failed"),
  };
}

/** Nothing of it is on its way or waits for anything. */
export const ended = (sum: Sum): boolean => sum.arrived + sum.failed.length === sum.files;
