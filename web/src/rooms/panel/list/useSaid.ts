import { useEffect } from "preact/hooks";
import type { RoomStore } from "../../store/room";
import { showSaid } from "../said/QuoteLine";

/** Goes to the message an address names, once the room's history is here. */
export function useSaid(room: RoomStore, seq: number | null): void {
  const ready = room.history.value === "ready";
  useEffect(() => {
    if (seq === null || !ready) return;
    // Two frames: the list keeps to its end in the first one.
    void room.reach(seq).then(() => requestAnimationFrame(() => requestAnimationFrame(() => showSaid(seq))));
  }, [room, seq, ready]);
}
