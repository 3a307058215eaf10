import { t } from "../../i18n";
import { Icon, presentation } from "../../ui/icons";
import type { RoomStore } from "../store/room";

/** Among the stage's tools: show to everybody in the room what is on it. */
export function ShareTool({ room, class: name }: { room: RoomStore; class?: string }) {
  if (!room.joined.value) return null;
  const on = room.viewing.presenting.value;
  return (
    <button type="button" class={name} aria-pressed={on} title="V" onClick={() => room.viewing.present(!on)}>
      <Icon of={presentation} size={16} label={t(on ? "room.view.stop" : "room.view.present")} />
    </button>
  );
}
