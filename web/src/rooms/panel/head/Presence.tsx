import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { t, tError } from "../../../i18n";
import { PersonChip, Select } from "../../../ui";
import { chevronDown, Icon } from "../../../ui/icons";
import type { NotifyLevel, RoomStore } from "../../store/room";
import { useCast } from "../people";

/** Who is here now, in words; opened: everybody with title, hospital and number. */
export function Presence({ room, children }: { room: RoomStore; children?: ComponentChildren }) {
  const [open, setOpen] = useState(false);
  const { nameOf, personOf, colourOf, me } = useCast();
  const online = room.online.value;
  const members = room.members.value;
  const here = [...online].filter((id) => id !== me).map(nameOf);
  const words = here.length > 0 ? t("room.here", { names: here }) : t("room.nobody_else");
  return (
    <div class="room-presence">
      <div class="room-head">
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
          <span aria-live="polite">{room.joined.value ? words : t("room.members", { n: members.length })}</span>
          <Icon of={chevronDown} size={16} />
        </button>
        {children}
      </div>
      {open && room.member.value && <Hearing room={room} />}
      {open && (
        <ul>
          {members.map(({ id }) => {
            const person = personOf(id);
            return (
              <li key={id}>
                <PersonChip
                  name={nameOf(id)}
                  title={person?.title}
                  from={person?.org_name}
                  phone={person?.phone}
                  colour={colourOf(id)}
                  note={percentOf(room.viewing.loading.value.get(id))}
                  presence={room.joined.value ? (online.has(id) ? "here" : "gone") : undefined}
                />
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}

const percentOf = (share: number | undefined) => (share === undefined ? undefined : ` · ${share} %`);

const LEVELS: readonly NotifyLevel[] = ["all", "mentions", "nothing"];

/** What of this room I want to hear; urgent messages always are. */
function Hearing({ room }: { room: RoomStore }) {
  const [failure, setFailure] = useState<unknown>(undefined);
  return (
    <div class="room-hearing">
      <Select
        label={t("room.hear")}
        value={room.notify.value}
        options={LEVELS.map((value) => ({ value, text: t(`room.hear_${value}`) }))}
        error={failure === undefined ? null : tError(failure)}
        onChange={(value) => void room.hear(value as NotifyLevel).then(() => setFailure(undefined), setFailure)}
      />
    </div>
  );
}
