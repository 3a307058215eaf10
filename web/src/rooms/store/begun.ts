import { serverNow } from "../../api";
import { database, type Begun } from "./db";

/** What a person began to write, by a key such as `room:<id>` or `opinion:<request>`. */
const full = (person: string, key: string) => `${person}/${key}`;

export async function readBegun<T>(person: string, key: string): Promise<(Omit<Begun, "value"> & { value: T }) | undefined> {
  try {
    return (await (await database()).get("begun", full(person, key))) as (Begun & { value: T }) | undefined;
  } catch {
    // No store on this device: only the server's copy is left.
    return undefined;
  }
}

/** Everything whose key begins so. */
export async function readAllBegun<T>(person: string, begin: string): Promise<T[]> {
  try {
    const rows = await (await database()).getAllFromIndex("begun", "person", person);
    return rows.filter(({ key }) => key.startsWith(full(person, begin))).map(({ value }) => value as T);
  } catch {
    return [];
  }
}

/** False when this device keeps nothing (private window, full disk). */
export async function keepBegun(person: string, key: string, value: unknown, synced: boolean): Promise<boolean> {
  try {
    const at = new Date(serverNow()).toISOString();
    await (await database()).put("begun", { key: full(person, key), person, value, at, synced });
    return true;
  } catch {
    return false;
  }
}

export async function dropBegun(person: string, key: string): Promise<void> {
  try {
    await (await database()).delete("begun", full(person, key));
  } catch {
    // Nothing was kept.
  }
}

/** A ward PC is shared: what the server has too leaves it when the person does. */
export async function forgetSynced(person: string): Promise<void> {
  try {
    const tx = (await database()).transaction("begun", "readwrite");
    const rows = await tx.store.index("person").getAll(person);
    await Promise.all([...rows.filter((row) => row.synced).map((row) => tx.store.delete(row.key)), tx.done]);
  } catch {
    // Nothing was kept.
  }
}
