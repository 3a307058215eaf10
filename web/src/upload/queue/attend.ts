import { effect } from "@preact/signals";
import { me, offlineSince, sessionEnd } from "../../api";
import { batches, forgetBatches } from "../batch/list";
import { dropAllOf } from "../batch/kept";
import { release } from "../batch/owned";
import { UNSENT } from "../state";
import { behindOf, forget, happenToAll, uploads } from "./items";

const RETRY_EVERY = 30_000;

function retryWaiting(): void {
  const waiting = uploads.peek().filter((each) => each.phase === "waiting");
  if (waiting.length > 0) happenToAll(waiting.map(({ key }) => key), { type: "resume" });
}

function clear(): void {
  const keys = uploads.peek().map(({ key }) => key);
  for (const key of keys) void behindOf(key)?.job?.pause();
  forget(new Set(keys));
  for (const { id } of batches.peek()) release(id);
  forgetBatches();
}

/** Whether closing the page would lose something that this device has not kept. */
function unsafe(): boolean {
  const kept = new Set(batches.peek().filter((each) => each.kept === "yes").map(({ id }) => id));
  return uploads.peek().some((each) => UNSENT.includes(each.phase) && (each.batch === null || !kept.has(each.batch)));
}

let attending = false;

/** Goes on when the line or the login is back; belongs to one person of a shared PC. */
export function attend(): void {
  if (attending) return;
  attending = true;
  let owner: string | null = null;
  effect(() => {
    const person = me.value?.id ?? null;
    const gone = sessionEnd.peek() === "logout" || sessionEnd.peek() === "switch";
    if (owner !== null && person !== owner && (person !== null || gone)) {
      clear();
      if (gone) void dropAllOf(owner);
      owner = null;
    }
    if (person === null) return;
    owner = person;
    retryWaiting();
  });
  effect(() => {
    if (offlineSince.value === null) retryWaiting();
  });
  setInterval(retryWaiting, RETRY_EVERY);
  window.addEventListener("beforeunload", (event) => {
    if (unsafe()) event.preventDefault();
  });
}
