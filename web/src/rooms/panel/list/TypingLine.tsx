import { t } from "../../../i18n";
import type { RoomStore } from "../../store/room";
import { useCast } from "../people";

/** Always takes its line, so that nothing moves when somebody begins to write. */
export function TypingLine({ room }: { room: RoomStore }) {
  const { nameOf } = useCast();
  const who = room.typing.value;
  return <p class="room-typing">{who.length > 0 && t("room.typing", { names: who.map(nameOf) })}</p>;
}
