import { formatDateTime } from "../../../i18n";
import type { Found } from "./useFound";

interface FoundListProps {
  found: readonly Found[];
  /** The room that is open: its lines are gone to in place, others by their address. */
  here?: string | undefined;
  onGo?: ((seq: number) => void) | undefined;
}

/** Messages that were found, with the patient where it is another room's. */
export function FoundList({ found, here, onGo }: FoundListProps) {
  return (
    <ol class="room-found">
      {found.map((each) => (
        <li key={`${each.room_id} ${each.seq}`}>
          {each.room_id === here ? (
            <button type="button" onClick={() => onGo?.(each.seq)}>
              <Words found={each} />
            </button>
          ) : (
            <a href={`/cases/${each.case_id}?said=${each.seq}`}>
              <span class="room-found-whose">{each.patient_name}</span> <Words found={each} />
            </a>
          )}
        </li>
      ))}
    </ol>
  );
}

function Words({ found: { at, author, text } }: { found: Found }) {
  return (
    <>
      <time dateTime={at}>{formatDateTime(at)}</time> <strong>{author?.name}</strong> <span dir="auto">{text}</span>
    </>
  );
}
