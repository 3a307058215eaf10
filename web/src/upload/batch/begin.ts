import { me } from "../../api";
import { newId } from "../../rooms";
import { attend } from "../queue/attend";
import { behindOf, forget, happen, put, uploads, type Behind } from "../queue/items";
import { addFiles, fresh } from "../queue/single";
import { DONE, sameTarget, UNSENT, type Item, type Phase, type Target } from "../state";
import { begunWith, mark, ofTarget, type Listed } from "./earlier";
import { folderOf, type Chosen } from "./gather";
import { keepBatch, keepFiles, type KeptBatch } from "./kept";
import { batches, changeBatch, putBatch } from "./list";
import { claim } from "./owned";
import { sift, type LeftOut } from "./sift";
import { follow } from "./verbs";

/** Takes what was chosen or dropped: one file goes by itself, more of them as one batch. */
export async function add(target: Target, chosen: readonly Chosen[], held = false): Promise<void> {
  attend();
  const [only] = chosen;
  if (only !== undefined && chosen.length === 1 && !only.path.includes("/") && !missing(target).has(mark(only.path, only.file.size))) {
    addFiles(target, [only.file], held);
    return;
  }
  const rest = given(target, chosen);
  if (rest.length === 0) return;
  const { send, leftOut } = await sift(rest);
  const name = folderOf(rest.map(({ path }) => path));
  const earlier = held || name === "" ? null : await begunBefore(target, send);
  begin(target, { name, send, leftOut, held, earlier });
}

/** Sends what was left out after all. */
export function sendLeftOut(batch: string): void {
  const found = batches.peek().find(({ id }) => id === batch);
  if (found === undefined) return;
  const whole = found.leftOut.filter(({ file }) => file.size > 0);
  changeBatch(batch, { leftOut: found.leftOut.filter(({ file }) => file.size === 0) });
  begin(found.target, { name: found.name, send: whole, leftOut: [], held: false, earlier: null });
}

/** Files this page misses, or lost on the way, by what they are recognised by. */
const missing = (target: Target): Map<string, Item> =>
  new Map(mine(target, ["orphan", "failed"]).map((each) => [mark(each.path, each.size), each]));

const mine = (target: Target, phases: readonly Phase[]) =>
  uploads.peek().filter((each) => each.batch !== null && sameTarget(each, target) && phases.includes(each.phase));

/** Gives what was missing its file back; returns what nobody waits for and nobody sends already. */
function given(target: Target, chosen: readonly Chosen[]): Chosen[] {
  const lost = missing(target);
  const onItsWay = new Set(mine(target, [...UNSENT, "checking"]).map((each) => mark(each.path, each.size)));
  return chosen.filter(({ file, path }) => {
    const own = mark(path, file.size);
    const item = lost.get(own);
    if (item === undefined) return !onItsWay.has(own);
    const known = behindOf(item.key);
    if (known !== undefined) known.file = () => Promise.resolve(file);
    happen(item.key, { type: "found" });
    return false;
  });
}

/** Without a line nobody can say; then all of it goes up, and the server knows its own images. */
async function begunBefore(target: Target, send: readonly Chosen[]) {
  const marks = new Set(send.map(({ file, path }) => mark(path, file.size)));
  try {
    return begunWith(marks, await ofTarget(target));
  } catch {
    return null;
  }
}

interface Begun {
  name: string;
  send: readonly Chosen[];
  leftOut: readonly LeftOut[];
  held: boolean;
  earlier: { batch: string; known: Map<string, Listed> } | null;
}

function begin(target: Target, { name, send, leftOut, held, earlier }: Begun): void {
  const person = me.peek()?.id;
  if (person === undefined) return;
  const id = earlier?.batch ?? newId();
  // Counted anew with the folder it belongs to.
  forget(new Set(uploads.peek().filter((each) => each.batch === id).map(({ key }) => key)));
  claim(id);
  putBatch({ id, target, name, kept: "keeping", looking: false, partial: false, leftOut });
  const added = send.map(({ file, path }): [Item, Behind] => {
    const item = fresh(target, { name: file.name, path, size: file.size, batch: id }, held);
    const before = earlier?.known.get(mark(path, file.size));
    return [item, { file: () => Promise.resolve(file), ...(before !== undefined && { earlier: before }) }];
  });
  put(added);
  const files = added.map(([{ key, path, name: own, size }]) => ({ key, path, name: own, size }));
  const record: KeptBatch = { id, person, target, name, at: Date.now(), held, paused: false, leftOut: leftOut.length, files };
  follow(record);
  void keep(record, added.map(([{ key }], index) => ({ key, file: (send[index] as Chosen).file })));
}

async function keep(record: KeptBatch, files: readonly { key: string; file: File }[]): Promise<void> {
  const unsent = (key: string) => uploads.peek().some((each) => each.key === key && !DONE.includes(each.phase));
  const kept = (await keepBatch(record)) && (await keepFiles(record.id, files, unsent));
  changeBatch(record.id, { kept: kept ? "yes" : "no" });
}
