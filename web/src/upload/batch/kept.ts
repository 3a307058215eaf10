import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { Target } from "../state";

/** One file of a kept batch: its key, and what it is recognised by. */
export interface KeptFile {
  key: string;
  path: string;
  name: string;
  size: number;
}

/** A batch as this device remembers it over a reload. */
export interface KeptBatch {
  id: string;
  person: string;
  target: Target;
  name: string;
  at: number;
  /** Waits for a case that is not on the server yet. */
  held: boolean;
  paused: boolean;
  leftOut: number;
  files: readonly KeptFile[];
}

interface Schema extends DBSchema {
  batch: { key: string; value: KeptBatch; indexes: { person: string } };
  file: { key: [string, string]; value: { batch: string; key: string; file: File } };
}

/** Of the room the browser offers, so that nothing else of this product runs out of it. */
const SHARE = 0.5;

let opened: Promise<IDBPDatabase<Schema>> | null = null;

function database(): Promise<IDBPDatabase<Schema>> {
  opened ??= openDB<Schema>("huizhen-uploads", 1, {
    upgrade(db) {
      db.createObjectStore("batch", { keyPath: "id" }).createIndex("person", "person");
      db.createObjectStore("file", { keyPath: ["batch", "key"] });
    },
    terminated() {
      opened = null;
    },
  });
  opened.catch(() => {
    opened = null;
  });
  return opened;
}

const all = (batch: string) => IDBKeyRange.bound([batch], [batch, []]);

async function hasRoom(bytes: number): Promise<boolean> {
  const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {};
  return quota === undefined || bytes < (quota - (usage ?? 0)) * SHARE;
}

/** Writes the batch down; false where the browser keeps nothing. */
export async function keepBatch(batch: KeptBatch): Promise<boolean> {
  try {
    await (await database()).put("batch", batch);
    return true;
  } catch {
    return false;
  }
}

/** Copies the files to this device one by one, leaving out what has arrived meanwhile; false when
 *  the browser has no room for them, and then none is left behind. */
export async function keepFiles(batch: string, files: readonly { key: string; file: File }[], wanted: (key: string) => boolean): Promise<boolean> {
  const bytes = files.reduce((sum, { file }) => sum + file.size, 0);
  try {
    if (!(await hasRoom(bytes))) return false;
    const db = await database();
    for (const { key, file } of files) {
      if (wanted(key)) await db.put("file", { batch, key, file });
    }
    return true;
  } catch {
    await dropFiles(batch);
    return false;
  }
}

export async function keptBatches(person: string): Promise<KeptBatch[]> {
  try {
    return await (await database()).getAllFromIndex("batch", "person", person);
  } catch {
    return [];
  }
}

/** Keys of the files this device has of a batch. */
export async function keptKeys(batch: string): Promise<Set<string>> {
  try {
    return new Set((await (await database()).getAllKeys("file", all(batch))).map(([, key]) => key));
  } catch {
    return new Set();
  }
}

export async function readFile(batch: string, key: string): Promise<File | null> {
  try {
    return (await (await database()).get("file", [batch, key]))?.file ?? null;
  } catch {
    return null;
  }
}

/** The server has it: the copy goes. */
export async function dropFile(batch: string, key: string): Promise<void> {
  try {
    await (await database()).delete("file", [batch, key]);
  } catch {
    // Nothing was kept.
  }
}

async function dropFiles(batch: string): Promise<void> {
  try {
    await (await database()).delete("file", all(batch));
  } catch {
    // Nothing was kept.
  }
}

export async function dropBatch(batch: string): Promise<void> {
  await dropFiles(batch);
  try {
    await (await database()).delete("batch", batch);
  } catch {
    // Nothing was kept.
  }
}

/** A ward PC is shared: who logs out leaves no image on it. */
export async function dropAllOf(person: string): Promise<void> {
  for (const { id } of await keptBatches(person)) await dropBatch(id);
}
