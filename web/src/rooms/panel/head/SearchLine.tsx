import { useEffect, useRef, useState } from "preact/hooks";
import { api } from "../../../api";
import { formatDate, formatTime, plural, t, tError } from "../../../i18n";
import type { RoomStore } from "../../store/room";
import { DayLine } from "./DayLine";
import { showSaid } from "../said/QuoteLine";

interface Found {
  seq: number;
  at: string;
  author: { name: string } | null;
  text: string;
}

const CALM = 250;

/** What was said here, by its words; a line pressed, the list goes there. */
export function SearchLine({ room, onClose }: { room: RoomStore; onClose: () => void }) {
  const box = useRef<HTMLInputElement>(null);
  const [q, setQ] = useState("");
  const [found, setFound] = useState<readonly Found[] | null>(null);
  const [failure, setFailure] = useState<unknown>(undefined);
  useEffect(() => box.current?.focus(), []);
  useEffect(() => {
    if (q.trim() === "") {
      setFound(null);
      return undefined;
    }
    let old = false;
    const timer = setTimeout(() => {
      api
        .get<{ items: Found[] }>(`/rooms/search?room=${room.id}&q=${encodeURIComponent(q)}`)
        .then(({ items }) => {
          if (old) return;
          setFailure(undefined);
          setFound(items);
        })
        .catch((error: unknown) => old || setFailure(error));
    }, CALM);
    return () => {
      old = true;
      clearTimeout(timer);
    };
  }, [q, room]);

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
      <DayLine room={room} />
      <div aria-live="polite">
        {failure !== undefined && <p>{tError(failure)}</p>}
        {found !== null && <p>{plural("room.found", found.length)}</p>}
      </div>
      {found !== null && found.length > 0 && (
        <ol>
          {found.map((each) => (
            <li key={each.seq}>
              <button type="button" onClick={() => void go(each.seq)}>
                <time dateTime={each.at}>
                  {formatDate(each.at)} {formatTime(each.at)}
                </time>{" "}
                <strong>{each.author?.name}</strong> <span dir="auto">{each.text}</span>
              </button>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
