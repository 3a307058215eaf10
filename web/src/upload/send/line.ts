import { RUNNING, type Item } from "../state";

/** What one thin line (2 Mbit/s, 300 ms away) takes at once: two files, more only of small ones. */
const AT_LEAST = 2;
const AT_MOST = 4;
const BYTES = 512 * 1024;
/** What the server has and has not looked at yet: a store that is away must not be asked by hundreds. */
const UNLOOKED = 12;

/** The queued items that may start now, oldest first. */
export function startable(items: readonly Item[]): readonly Item[] {
  const running = items.filter((each) => RUNNING.includes(each.phase));
  if (items.filter((each) => each.phase === "checking").length >= UNLOOKED) return [];
  let count = running.length;
  let bytes = running.reduce((sum, each) => sum + each.size - each.sent, 0);
  const found: Item[] = [];
  for (const each of items) {
    if (count >= AT_MOST || (count >= AT_LEAST && bytes >= BYTES)) break;
    if (each.phase !== "queued") continue;
    found.push(each);
    count += 1;
    bytes += each.size - each.sent;
  }
  return found;
}
