import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { RoomStore } from "../../store/room";

/** Less of the list than a line of text is not seen: the phone's sheet may lie over it. */
const LINE_PX = 20;

/** Marks the room read while the end of its list is on the glass of a visible tab. */
export function useSeen(room: RoomStore, list: RefObject<HTMLElement | null>, atEnd: boolean, last: number): void {
  const joined = room.joined.value;
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const watch = new IntersectionObserver(([entry]) => setShown((entry?.intersectionRect.height ?? 0) > LINE_PX), { threshold: [0, 0.1, 0.5, 1] });
    if (list.current) watch.observe(list.current);
    return () => watch.disconnect();
  }, []);
  useEffect(() => {
    const look = () => {
      if (shown && atEnd && !document.hidden) room.markRead();
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [room, shown, atEnd, last, joined]);
}
