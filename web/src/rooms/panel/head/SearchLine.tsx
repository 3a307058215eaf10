import { useEffect, useRef, useState } from "preact/hooks";
import { plural, t, tError } from "../../../i18n";
import { Check } from "../../../ui";
import type { RoomStore } from "../../store/room";
import { showSaid } from "../said/QuoteLine";
import { DayLine } from "./DayLine";
import { FoundList } from "./FoundList";
import { useFound } from "./useFound";

/** What was said here or in all of one's rooms, by its words; a line pressed, the list goes there. */
export function SearchLine({ room, onClose }: { room: RoomStore; onClose: () => void }) {
  const box = useRef<HTMLInputElement>(null);
  const [q, setQ] = useState("");
  const [everywhere, setEverywhere] = useState(false);
  const { found, failure } = useFound(q, everywhere ? null : room.id);
  useEffect(() => box.current?.focus(), []);
  const go = async (seq: number) => {
    await room.reach(seq);
    requestAnimationFrame(() => showSaid(seq));
  };
  return (
    <div class="room-search" role="search">
      <input
        ref={box}
        type="search"
        value={q}
        aria-label={t("room.search")}
        placeholder={t("room.search")}
        onInput={(event) => setQ(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          onClose();
        }}
      />
      <Check checked={everywhere} onChange={setEverywhere}>
        {t("room.search_all")}
      </Check>
      <DayLine room={room} />
      <div aria-live="polite">
        {failure !== undefined && <p>{tError(failure)}</p>}
        {found !== null && <p>{plural("room.found", found.length)}</p>}
      </div>
      {found !== null && found.length > 0 && <FoundList found={found} here={room.id} onGo={(seq) => void go(seq)} />}
    </div>
  );
}
