import { useRef } from "preact/hooks";
import { t } from "../../../i18n";
import { Icon, paperclip } from "../../../ui/icons";
import type { Way } from "../../store/room";
import { usePlaces } from "../places";
import { canRecord } from "./recording";

interface WaysProps {
  way: Way;
  onWay: (way: Way) => void;
  hand: boolean;
  onHand: () => void;
}

/** How the next message goes: as it is, asking for an acknowledgement, or as a request with a time. */
export function Ways({ way, onWay, hand, onHand }: WaysProps) {
  const { attach, askFurther } = usePlaces();
  const files = useRef<HTMLInputElement>(null);
  const toggle = (which: Way) => onWay(way === which ? "plain" : which);
  return (
    <div class="composer-ways">
      {askFurther && (
        <button type="button" aria-pressed={way === "question"} onClick={() => toggle("question")}>
          {t("room.way.question")}
        </button>
      )}
      <button type="button" aria-pressed={way === "urgent"} onClick={() => toggle("urgent")}>
        {t("room.way.urgent")}
      </button>
      <button type="button" aria-pressed={way === "card"} onClick={() => toggle("card")}>
        {t("room.way.card")}
      </button>
      <button type="button" aria-pressed={hand} onClick={onHand}>
        {t(hand ? "room.hand_down" : "room.hand_up")}
      </button>
      {attach && canRecord() && (
        <button type="button" aria-pressed={way === "voice"} onClick={() => toggle("voice")}>
          {t("room.way.voice")}
        </button>
      )}
      {attach && (
        <>
          <button type="button" onClick={() => files.current?.click()}>
            <Icon of={paperclip} size={16} /> {t("room.attach")}
          </button>
          <input
            ref={files}
            type="file"
            multiple
            hidden
            onChange={(event) => {
              attach([...(event.currentTarget.files ?? [])]);
              event.currentTarget.value = "";
            }}
          />
        </>
      )}
    </div>
  );
}
