import { t } from "../../../i18n";
import type { Reading } from "../reading";
import { useCast } from "../people";

/** What a reply answers; pressed, the list goes there. */
export function QuoteLine({ room, seq }: { room: Reading; seq: number }) {
  const { nameOf } = useCast();
  const told = room.thread.value.told.get(seq);
  const words = told === undefined ? t("room.earlier_message") : told.withdrawnAt === null ? told.text : t("room.withdrawn");
  return (
    <button type="button" class="said-quote" onClick={() => showSaid(seq)}>
      {told && <strong>{nameOf(told.message.from)}</strong>} <span dir="auto">{words}</span>
    </button>
  );
}

export function showSaid(seq: number): void {
  const line = document.getElementById(`said-${seq}`);
  line?.scrollIntoView({ block: "center" });
  line?.focus({ preventScroll: true });
}
