import { formatSpan, t } from "../../../i18n";
import { Icon, paperclip } from "../../../ui/icons";
import type { Told } from "../../store/thread";
import { usePlaces } from "../places";

/** A file of this case; pressed, it lies on the stage. */
export function SaidFile({ told }: { told: Told }) {
  const { nameOf, goTo, urlOf } = usePlaces();
  const material = String(told.message.body.material);
  const voice = told.message.kind === "voice" ? urlOf?.(material) : undefined;
  return (
    <>
      {voice !== undefined && (
        <p class="said-spoken">
          {/* What it says stands below, typed by whoever spoke. */}
          {/* oxlint-disable-next-line jsx-a11y/media-has-caption */}
          <audio class="said-voice" controls preload="none" src={voice} />
          <span class="meta">{formatSpan(Number(told.message.body.seconds) * 1000)}</span>
        </p>
      )}
      {voice === undefined && (
        <button type="button" class="said-file" onClick={() => goTo({ kind: "material", material })}>
          <Icon of={paperclip} size={16} />
          <span dir="auto">{nameOf(material) ?? t("room.file_gone")}</span>
        </button>
      )}
      {told.text !== "" && (
        <p class="room-text" dir="auto">
          {told.text}
        </p>
      )}
    </>
  );
}
