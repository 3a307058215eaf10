import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import { whole, type Draft } from "./draft";

interface Kept {
  id: string;
  person: string;
  draft: Draft;
}

interface Schema extends DBSchema {
  cases: { key: string; value: Kept; indexes: { person: string } };
}

let opened: Promise<IDBPDatabase<Schema>> | null = null;

function database(): Promise<IDBPDatabase<Schema>> {
  opened ??= openDB<Schema>("huizhen-new-cases", 1, {
    upgrade(db) {
      db.createObjectStore("cases", { keyPath: "id" }).createIndex("person", "person");
    },
    terminated() {
      opened = null;
    },
  });
  return opened;
}

/** False where this device keeps nothing (private window, full disk). */
export async function keepDraft(person: string, draft: Draft): Promise<boolean> {
  try {
    await (await database()).put("cases", { id: draft.id, person, draft });
    return true;
  } catch {
    return false;
  }
}

/** A person's own draft by its case id. */
export async function readDraft(person: string, id: string): Promise<Draft | null> {
  try {
    const kept = await (await database()).get("cases", id);
    return kept?.person === person ? whole(kept.draft) : null;
  } catch {
    return null;
  }
}

/** A person's unsent cases on this device, newest first. */
export async function listDrafts(person: string): Promise<Draft[]> {
  try {
    const kept = await (await database()).getAllFromIndex("cases", "person", person);
    return kept.map((each) => whole(each.draft)).sort((a, b) => (b.savedAt ?? "").localeCompare(a.savedAt ?? ""));
  } catch {
    return [];
  }
}

export async function dropDraft(id: string): Promise<void> {
  try {
    await (await database()).delete("cases", id);
  } catch {
    // Nothing was kept.
  }
}
