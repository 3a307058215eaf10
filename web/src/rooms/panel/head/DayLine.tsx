import { useState } from "preact/hooks";
import { t, tError, timeZone } from "../../../i18n";
import { startOfDay } from "../../../i18n/days";
import { Field } from "../../../ui";
import type { RoomStore } from "../../store/room";
import { showSaid } from "../said/QuoteLine";

/** To the first line of a day, or of the next one on which something was said. */
export function DayLine({ room }: { room: RoomStore }) {
  const [day, setDay] = useState("");
  const [told, setTold] = useState<string | null>(null);
  const go = async (wanted: string) => {
    setDay(wanted);
    setTold(null);
    if (wanted === "") return;
    try {
      const seq = await room.reachTime(Date.parse(startOfDay(wanted, timeZone.peek() ?? Intl.DateTimeFormat().resolvedOptions().timeZone)));
      if (seq === null) setTold(t("room.nothing_since"));
      else requestAnimationFrame(() => showSaid(seq));
    } catch (error) {
      setTold(tError(error));
    }
  };
  return <Field type="date" label={t("room.to_day")} value={day} hint={told} onInput={(wanted) => void go(wanted)} />;
}
