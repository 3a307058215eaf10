import { useState } from "preact/hooks";
import { formatTime, plural } from "../../../i18n";
import type { Told } from "../../store/thread";

/** The words as they read now; pressed, how they read before. */
export function SaidText({ told }: { told: Told }) {
  const [open, setOpen] = useState(false);
  const { before } = told;
  return (
    <>
      <p class="room-text" dir="auto">
        {told.text}
        {before.length > 0 && (
          <button type="button" class="said-edited" aria-expanded={open} onClick={() => setOpen(!open)}>
            {plural("room.edited", before.length)}
          </button>
        )}
      </p>
      {open && (
        <ol class="said-versions">
          {before.map((version) => (
            <li key={version.at + version.text}>
              <time dateTime={version.at}>{formatTime(version.at)}</time> <span dir="auto">{version.text}</span>
            </li>
          ))}
        </ol>
      )}
    </>
  );
}
