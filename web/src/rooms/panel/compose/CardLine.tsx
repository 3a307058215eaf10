import { t } from "../../../i18n";
import { Select } from "../../../ui";
import type { RoomStore } from "../../store/room";
import { useCast } from "../people";

export interface CardChoice {
  /** Empty: anybody of the asking hospital. */
  owner: string;
  /** Minutes from now; empty: no time. */
  due: string;
}

export const NO_CHOICE: CardChoice = { owner: "", due: "30" };
const DUE = ["10", "30", "60", "240"];

/** Who is asked and by when. */
export function CardLine({ room, choice, onChoice }: { room: RoomStore; choice: CardChoice; onChoice: (choice: CardChoice) => void }) {
  const { nameOf } = useCast();
  const people = room.members.value.map(({ id }) => ({ value: id, text: nameOf(id) }));
  return (
    <div class="composer-card">
      <Select
        label={t("room.card.owner")}
        value={choice.owner}
        empty={t("room.card.anybody")}
        options={people}
        onChange={(owner) => onChoice({ ...choice, owner })}
      />
      <Select
        label={t("room.card.until")}
        value={choice.due}
        empty={t("room.card.no_time")}
        options={DUE.map((value) => ({ value, text: t(`room.card.in_${value}`) }))}
        onChange={(due) => onChoice({ ...choice, due })}
      />
    </div>
  );
}
