import { formatTime, t } from "../../i18n";
import type { Drafting, Stored } from "../../rooms";
import { Button } from "../../ui";
import "../opinion.css";

/** The same draft was written at another desk meanwhile: which one stays. */
export function Conflict<Writing, Server extends Stored>({ drafting }: { drafting: Drafting<Writing, Server> }) {
  const other = drafting.conflict.value;
  const at = other !== null && other !== true ? formatTime(other.updated_at) : "";
  return (
    <div class="opinion-conflict" role="alert">
      <p>{t(at === "" ? "opinion.conflict" : "opinion.conflict_at", { time: at })}</p>
      <div class="deeds-row">
        <Button size="small" disabled={at === ""} onClick={() => drafting.settle(true)}>
          {t("opinion.keep_mine")}
        </Button>
        <Button size="small" disabled={at === ""} onClick={() => drafting.settle(false)}>
          {t("opinion.use_theirs")}
        </Button>
      </div>
    </div>
  );
}
