import { useEffect } from "preact/hooks";
import type { RoomStore } from "../store/room";

/** Marks the room read while its end is on screen of a visible tab. */
export function useSeen(room: RoomStore, atEnd: boolean, last: number): void {
  const joined = room.joined.value;
  useEffect(() => {
    const look = () => {
      if (atEnd && !document.hidden) room.markRead();
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [room, atEnd, last, joined]);
}
