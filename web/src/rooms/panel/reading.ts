import { signal, type ReadonlySignal } from "@preact/signals";
import type { RoomStore } from "../store/room";
import type { Thread } from "../store/thread";

/** What showing messages needs of a room. */
export type Reading = Pick<RoomStore, "thread" | "member" | "members" | "say" | "replyTo" | "sealedUpTo">;

/** The same room with another state of its log, to be read only. */
export function readingOf(room: RoomStore, thread: ReadonlySignal<Thread>): Reading {
  const { members, replyTo, sealedUpTo } = room;
  return { thread, members, replyTo, sealedUpTo, member: NOT_IN, say: () => Promise.resolve() };
}

const NOT_IN = signal(false);
