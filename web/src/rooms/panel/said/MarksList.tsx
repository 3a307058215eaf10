import { useEffect, useState } from "preact/hooks";
import { api } from "../../../api";
import { formatDate, formatDateTime, formatTime, t, tError } from "../../../i18n";
import { Button, Skeleton } from "../../../ui";
import type { Msg } from "../../link/frames";
import { useCast } from "../people";
import type { Reading } from "../reading";

interface Marks {
  person_id: string;
  got: boolean;
  got_at: string | null;
  read: boolean;
  read_at: string | null;
  acknowledged_at: string | null;
}

/** Whom a message reached, who read it and who acknowledged it, each with the time. */
export function MarksList({ room, message, onClose }: { room: Reading; message: Msg; onClose?: () => void }) {
  const { nameOf } = useCast();
  const [found, setFound] = useState<readonly Marks[] | null>(null);
  const [failure, setFailure] = useState<unknown>(undefined);
  const members = room.members.value;
  const acks = room.thread.value.told.get(message.seq)?.acks.length;
  useEffect(() => {
    let old = false;
    api
      .get<{ items: Marks[] }>(`/rooms/${message.room}/marks?seq=${message.seq}`)
      .then(({ items }) => old || setFound(items))
      .catch((error: unknown) => old || setFailure(error));
    return () => {
      old = true;
    };
  }, [message.room, message.seq, members, acks]);
  return (
    <div class="said-marks">
      {failure !== undefined && <p>{tError(failure)}</p>}
      {found === null && failure === undefined && <Skeleton rows={1} height={20} />}
      {found !== null && (
        <ul>
          {found.map((marks) => (
            <li key={marks.person_id}>
              <strong>{nameOf(marks.person_id)}</strong> {wordsOf(marks, message.at).join(" · ")}
            </li>
          ))}
          {found.length === 0 && <li>{t("room.nobody_else_here")}</li>}
        </ul>
      )}
      {onClose && (
        <Button kind="text" size="small" onClick={onClose}>
          {t("common.close")}
        </Button>
      )}
    </div>
  );
}

function wordsOf({ got, got_at, read, read_at, acknowledged_at }: Marks, said: string): string[] {
  const word = (key: string, there: boolean, at: string | null) => (there ? [t(`room.mark.${key}`, { time: at === null ? "" : momentOf(at, said) }).trim()] : []);
  const words = [...word("got", got, got_at), ...word("read", read, read_at), ...word("acknowledged", acknowledged_at !== null, acknowledged_at)];
  return words.length > 0 ? words : [t("room.mark.none")];
}

/** With the day where it is another one than the message's. */
const momentOf = (at: string, said: string) => (formatDate(at) === formatDate(said) ? formatTime(at) : formatDateTime(at));
