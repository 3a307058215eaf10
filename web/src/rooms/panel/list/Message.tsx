import { useState } from "preact/hooks";
import { formatDate, formatTime, t } from "../../../i18n";
import { useCast } from "../people";
import type { Reading } from "../reading";
import type { Run } from "./runs";
import { MarksList } from "../said/MarksList";
import { Said } from "../said/Said";
import { SystemLine } from "./SystemLine";

interface RunProps {
  room: Reading;
  run: Run;
  /** The first that came since the reader was last here. */
  fresh: boolean;
  state?: string | undefined;
}

/** Person and hospital once, then what they said. */
export function RunOfMessages({ room, run, fresh, state }: RunProps) {
  const { nameOf, personOf, colourOf, me } = useCast();
  const day = run.newDay && <p class="room-day">{formatDate(run.at)}</p>;
  const [asked, setAsked] = useState(false);
  const [first] = run.messages;
  const last = run.messages.at(-1);
  if (run.from === null) {
    return (
      <li>
        {day}
        {first && <SystemLine message={first} />}
      </li>
    );
  }
  return (
    <li class="room-run">
      {day}
      {fresh && <p class="room-new">{t("room.new_here")}</p>}
      <p class="room-who">
        <span class={`room-dot room-dot-${colourOf(run.from)}`} aria-hidden="true" />
        <strong>{run.from === me ? t("room.me") : nameOf(run.from)}</strong>
        {run.from !== me && <span>{personOf(run.from)?.org_name}</span>}
        <time dateTime={run.at}>{formatTime(run.at)}</time>
        {state && (
          <button type="button" class="room-reached" aria-expanded={asked} onClick={() => setAsked(!asked)}>
            {state}
          </button>
        )}
      </p>
      {run.messages.map((message) => (
        <Said key={message.seq} room={room} message={message} />
      ))}
      {state && asked && last && <MarksList room={room} message={last} />}
    </li>
  );
}
