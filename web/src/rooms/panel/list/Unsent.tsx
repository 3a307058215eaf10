import { has, t } from "../../../i18n";
import { Button } from "../../../ui";
import { Icon, paperclip } from "../../../ui/icons";
import type { Enclosed } from "../../store/room";
import type { Pending } from "../../store/sending";
import { usePlaces } from "../places";

interface UnsentProps {
  pending: Pending;
  onAgain: (cmid: string) => void;
  onDiscard: (cmid: string) => void;
}

/** Mine, not in the log yet. */
export function Unsent({ pending, onAgain, onDiscard }: UnsentProps) {
  const failed = pending.state === "failed";
  return (
    <li class={`room-run room-${pending.state}`}>
      <p class="room-text" dir="auto">
        {pending.text === "" ? t(`room.deed.${pending.saying.kind}`) : pending.text}
      </p>
      <p class="room-state">
        {failed ? t("room.failed", { reason: reasonWord(pending.code) }) : t(`room.state.${pending.state}`)}
        {failed && (
          <>
            <Button kind="text" size="small" onClick={() => onAgain(pending.cmid)}>
              {t("room.send_again")}
            </Button>
            <Button kind="text" size="small" onClick={() => onDiscard(pending.cmid)}>
              {t("room.discard")}
            </Button>
          </>
        )}
      </p>
    </li>
  );
}

function reasonWord(code: string | undefined): string {
  return code !== undefined && has(`errors.${code}`) ? t(`errors.${code}`) : (code ?? "");
}

/** A file on its way, with what will be said with it. */
export function UnsentFile({ enclosed: { id, name, text, failed } }: { enclosed: Enclosed }) {
  const { giveUp } = usePlaces();
  return (
    <li class={`room-run room-${failed === null ? "waiting" : "failed"}`}>
      <p class="said-file">
        <Icon of={paperclip} size={16} />
        <bdi>{name}</bdi>
      </p>
      {text !== "" && (
        <p class="room-text" dir="auto">
          {text}
        </p>
      )}
      <p class="room-state">
        {failed === null ? t("room.state.waiting") : t("room.failed", { reason: reasonWord(failed) })}
        {failed !== null && (
          <Button kind="text" size="small" onClick={() => giveUp?.(id)}>
            {t("room.discard")}
          </Button>
        )}
      </p>
    </li>
  );
}
