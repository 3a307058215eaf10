import { database, type Kept } from "./db";

/** Un-acknowledged messages of one person in one room, kept on this device until the server has them. */
export interface Outbox {
  load(): Promise<Kept[]>;
  add(message: Kept): Promise<void>;
  remove(cmid: string): Promise<void>;
}

export function outboxOf(person: string, room: string): Outbox {
  return {
    async load() {
      const db = await database();
      const kept = await db.getAllFromIndex("outbox", "room", [person, room]);
      return kept.sort((a, b) => (a.n ?? 0) - (b.n ?? 0));
    },
    async add(message) {
      await (await database()).add("outbox", message);
    },
    async remove(cmid) {
      const db = await database();
      const tx = db.transaction("outbox", "readwrite");
      const keys = await tx.store.index("cmid").getAllKeys(cmid);
      await Promise.all([...keys.map((key) => tx.store.delete(key)), tx.done]);
    },
  };
}
