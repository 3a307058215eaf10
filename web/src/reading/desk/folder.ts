import { openDB, type DBSchema, type IDBPDatabase } from "idb";

/** What of the File System Access API is used; TypeScript's own library has no picker. */
export interface Directory {
  readonly name: string;
  values: () => AsyncIterable<FileSystemHandle>;
  queryPermission: (wanted: { mode: "read" }) => Promise<PermissionState>;
  requestPermission: (wanted: { mode: "read" }) => Promise<PermissionState>;
}

interface WithPicker {
  showDirectoryPicker?: (options: { id: string; mode: "read" }) => Promise<Directory>;
}

interface Kept {
  key: string;
  directory: Directory;
  /** Marks of files the server has, and of those that lay there before anybody watched. */
  seen: readonly string[];
}

interface Schema extends DBSchema {
  watched: { key: string; value: Kept };
}

let opened: Promise<IDBPDatabase<Schema>> | null = null;

function database(): Promise<IDBPDatabase<Schema>> {
  opened ??= openDB<Schema>("huizhen-watch", 1, {
    upgrade(db) {
      db.createObjectStore("watched", { keyPath: "key" });
    },
  });
  opened.catch(() => {
    opened = null;
  });
  return opened;
}

/** Chromium on a secure address; nowhere else is a page given a folder to look into again. */
export const canWatch = (): boolean => window.isSecureContext && (window as WithPicker).showDirectoryPicker !== undefined;

/** Null when the person changed their mind. */
export async function pickFolder(): Promise<Directory | null> {
  try {
    return (await (window as WithPicker).showDirectoryPicker?.({ id: "huizhen-recordings", mode: "read" })) ?? null;
  } catch {
    return null;
  }
}

export async function keptFolder(key: string): Promise<Kept | null> {
  try {
    return (await (await database()).get("watched", key)) ?? null;
  } catch {
    return null;
  }
}

export async function keepFolder(kept: Kept): Promise<void> {
  try {
    await (await database()).put("watched", kept);
  } catch {
    // It is watched as long as the page lives.
  }
}

export async function forgetFolder(key: string): Promise<void> {
  try {
    await (await database()).delete("watched", key);
  } catch {
    // Nothing was kept.
  }
}

/** A file as it lies there now; one written over is another. */
export const markOf = (file: Pick<File, "name" | "size" | "lastModified">): string => `${file.name} ${file.size} ${file.lastModified}`;

/** Files of the folder itself, oldest first. Rejects when it is gone. */
export async function filesIn(directory: Directory): Promise<File[]> {
  const found: File[] = [];
  for await (const handle of directory.values()) {
    if (handle.kind !== "file") continue;
    const file = await (handle as FileSystemFileHandle).getFile();
    if (file.size > 0) found.push(file);
  }
  return found.sort((a, b) => a.lastModified - b.lastModified);
}
