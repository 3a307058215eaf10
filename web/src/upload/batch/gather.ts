/** A file and where it lay: "CT/series 2/IM14", or its name alone. */
export interface Chosen {
  file: File;
  path: string;
}

/** Files of an `<input>`, with their folders where it has taken one. */
export function fromInput(files: Iterable<File>): Chosen[] {
  return [...files].map((file) => ({ file, path: file.webkitRelativePath || file.name }));
}

/** What was dropped, folders opened to their last file. Must begin within the drop's own event. */
export function fromDrop(data: DataTransfer): Promise<Chosen[]> {
  const entries = [...data.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  if (entries.every((each) => each === null)) return Promise.resolve(fromInput(data.files));
  return Promise.all(entries.flatMap((each) => (each === null ? [] : [opened(each)]))).then((parts) => parts.flat());
}

async function opened(entry: FileSystemEntry): Promise<Chosen[]> {
  const path = entry.fullPath.replace(/^\//, "");
  if (entry.isFile) {
    const file = await new Promise<File>((done, fail) => (entry as FileSystemFileEntry).file(done, fail));
    return [{ file, path }];
  }
  const inside: Chosen[] = [];
  for (const child of await children(entry as FileSystemDirectoryEntry)) inside.push(...(await opened(child)));
  return inside;
}

/** A reader gives a folder out in parts, an empty one at the end. */
async function children(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const found: FileSystemEntry[] = [];
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((done, fail) => reader.readEntries(done, fail));
    if (part.length === 0) return found;
    found.push(...part);
  }
}

/** The folder all of them lie in, "" when there is none. */
export function folderOf(paths: readonly string[]): string {
  const first = paths[0]?.split("/") ?? [];
  const top = first.length > 1 ? (first[0] ?? "") : "";
  return top !== "" && paths.every((path) => path.startsWith(`${top}/`)) ? top : "";
}
