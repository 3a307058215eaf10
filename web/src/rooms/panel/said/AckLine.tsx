import { useState } from "preact/hooks";
import { formatTime, t } from "../../../i18n";
import { Button } from "../../../ui";
import type { Reading } from "../reading";
import type { Told } from "../../store/thread";
import { useCast } from "../people";

/** Who acknowledged, when; and the button for whoever has not yet. */
export function AckLine({ room, told }: { room: Reading; told: Told }) {
  const { nameOf, me } = useCast();
  const [given, setGiven] = useState(false);
  const mine = told.message.from === me || told.acks.some(({ who }) => who === me);
  const acknowledge = () => {
    setGiven(true);
    void room.say({ kind: "ack", body: {}, target: told.message.seq });
  };
  return (
    <div class="said-acks">
      {told.acks.map(({ who, at }) => (
        <span key={who} class="said-ack">
          {t("room.acknowledged_by", { name: nameOf(who), time: formatTime(at) })}
        </span>
      ))}
      {told.acks.length === 0 && <span>{t("room.not_acknowledged")}</span>}
      {!mine && room.member.value && (
        <Button size="small" kind="outline" busy={given} onClick={acknowledge}>
          {t("room.acknowledge")}
        </Button>
      )}
    </div>
  );
}
