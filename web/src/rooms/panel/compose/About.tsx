import { t } from "../../../i18n";
import type { RoomStore } from "../../store/room";
import { useCast } from "../people";
import { AnchorChip } from "../said/AnchorChip";

/** What the next message answers and where it points; both can be taken off again. */
export function About({ room }: { room: RoomStore }) {
  const { nameOf } = useCast();
  const seq = room.replyTo.value;
  const anchor = room.anchor.value;
  const told = seq === null ? undefined : room.thread.value.told.get(seq);
  if (told === undefined && anchor === null) return null;
  return (
    <div class="composer-about">
      {told && (
        <span class="composer-reply">
          {t("room.replying", { name: nameOf(told.message.from), text: told.text })}
          <button type="button" aria-label={t("room.no_reply")} onClick={() => (room.replyTo.value = null)}>
            ×
          </button>
        </span>
      )}
      {anchor && <AnchorChip anchor={anchor} onDrop={() => (room.anchor.value = null)} />}
    </div>
  );
}
