import { t } from "../../../i18n";
import type { RoomStore } from "../../store/room";
import { useCast } from "../people";

const LEADS = new Set(["chair", "desk", "expert"]);

/** Who wants to speak and who has the floor; whoever leads gives and ends it. */
export function FloorLine({ room }: { room: RoomStore }) {
  const { nameOf, me } = useCast();
  const { hands, floor } = room.thread.value;
  if (hands.length === 0 && floor === null) return null;
  const leads = room.members.value.some(({ id, part }) => id === me && LEADS.has(part));
  const give = (person: string | null) => void room.say({ kind: "floor", body: { person } });
  return (
    <div class="room-floor" role="status">
      {floor !== null && <strong>{t("room.floor", { name: nameOf(floor) })}</strong>}
      {hands.length > 0 && <span>{t("room.hands", { names: hands.map(nameOf) })}</span>}
      {leads && floor !== null && (
        <button type="button" onClick={() => give(null)}>
          {t("room.end_floor")}
        </button>
      )}
      {leads &&
        hands.map((who) => (
          <button key={who} type="button" onClick={() => give(who)}>
            {t("room.give_floor", { name: nameOf(who) })}
          </button>
        ))}
    </div>
  );
}
