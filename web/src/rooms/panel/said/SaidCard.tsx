import { useState } from "preact/hooks";
import { formatTime, t } from "../../../i18n";
import { Button } from "../../../ui";
import type { CardState } from "../../link/said";
import type { Reading } from "../reading";
import type { Told } from "../../store/thread";
import { useCast } from "../people";

/** Something asked for: who, by when, how far it is. */
export function SaidCard({ room, told }: { room: Reading; told: Told }) {
  const { nameOf } = useCast();
  const [why, setWhy] = useState<string | null>(null);
  const { owner, due_at } = told.message.body as { owner?: string; due_at?: string };
  const move = (state: CardState, note?: string) =>
    void room.say({ kind: "card_change", body: note ? { state, note } : { state }, target: told.message.seq });
  const open = told.card === "open" || told.card === "doing";
  return (
    <div class={`said-card said-card-${told.card}`}>
      <p dir="auto">{told.text}</p>
      <p class="said-card-line">
        <strong>{t(`room.card.${told.card}`)}</strong>
        {owner && <span>{nameOf(owner)}</span>}
        {due_at && open && <span>{t("room.card.due", { time: formatTime(due_at) })}</span>}
        {told.cardBy && <span>{t("room.card.by", { name: nameOf(told.cardBy.who), time: formatTime(told.cardBy.at) })}</span>}
      </p>
      {told.cardBy?.note && <p dir="auto">{told.cardBy.note}</p>}
      {open && room.member.value && why === null && (
        <p class="said-card-deeds">
          {told.card === "open" && (
            <Button size="small" kind="text" onClick={() => move("doing")}>
              {t("room.card.begin")}
            </Button>
          )}
          <Button size="small" kind="outline" onClick={() => move("done")}>
            {t("room.card.finish")}
          </Button>
          <Button size="small" kind="text" onClick={() => setWhy("")}>
            {t("room.card.decline")}
          </Button>
        </p>
      )}
      {why !== null && (
        <p class="said-edit">
          <textarea
            autoFocus
            rows={1}
            value={why}
            aria-label={t("room.card.why")}
            placeholder={t("room.card.why")}
            onInput={(event) => setWhy(event.currentTarget.value)}
          />
          <Button
            size="small"
            kind="outline"
            disabled={why.trim() === ""}
            onClick={() => {
              move("declined", why);
              setWhy(null);
            }}
          >
            {t("room.card.decline")}
          </Button>
          <Button size="small" kind="text" onClick={() => setWhy(null)}>
            {t("common.close")}
          </Button>
        </p>
      )}
    </div>
  );
}
