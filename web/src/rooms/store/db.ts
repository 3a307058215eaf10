import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { Saying } from "../link/said";

/** A message on its way; `n` keeps the order in which it was written. */
export interface Kept {
  n?: number;
  person: string;
  room: string;
  cmid: string;
  text: string;
  at: string;
  /** Absent in what an older page kept: plain text then. */
  saying?: Saying;
}

/** Something begun: a message, an opinion. `synced` when the server has it too. */
export interface Begun {
  key: string;
  person: string;
  value: unknown;
  at: string;
  synced: boolean;
}

interface Schema extends DBSchema {
  outbox: { key: number; value: Kept; indexes: { room: [string, string]; cmid: string } };
  begun: { key: string; value: Begun; indexes: { person: string } };
}

let opened: Promise<IDBPDatabase<Schema>> | null = null;

/** This device's own store; rejects where the browser forbids one. */
export function database(): Promise<IDBPDatabase<Schema>> {
  opened ??= openDB<Schema>("huizhen", 1, {
    upgrade(db) {
      const outbox = db.createObjectStore("outbox", { keyPath: "n", autoIncrement: true });
      outbox.createIndex("room", ["person", "room"]);
      outbox.createIndex("cmid", "cmid");
      db.createObjectStore("begun", { keyPath: "key" }).createIndex("person", "person");
    },
    terminated() {
      opened = null;
    },
  });
  // A store that could not be opened is tried again next time.
  opened.catch(() => {
    opened = null;
  });
  return opened;
}
