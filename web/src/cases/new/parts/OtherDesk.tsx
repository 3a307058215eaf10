import { formatSeconds, t } from "../../../i18n";
import { Button } from "../../../ui";

interface OtherDeskProps {
  at: string;
  onTake: () => void;
  onKeep: () => void;
}

/** The same draft was changed at another desk: nothing is lost before somebody has said which. */
export function OtherDesk({ at, onTake, onKeep }: OtherDeskProps) {
  return (
    <p class="new-other" role="alert">
      <span>{t("new.other_desk", { time: formatSeconds(at) })}</span>
      <Button size="small" onClick={onTake}>
        {t("new.other_desk_take")}
      </Button>
      <Button size="small" onClick={onKeep}>
        {t("new.other_desk_keep")}
      </Button>
    </p>
  );
}
