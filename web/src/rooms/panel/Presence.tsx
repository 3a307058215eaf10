import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { t } from "../../i18n";
import { PersonChip } from "../../ui";
import { chevronDown, Icon } from "../../ui/icons";
import type { RoomStore } from "../store/room";
import { useCast } from "./people";

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
