import { t } from "../../i18n";
import { specialtyName } from "../../i18n/vocabulary";
import { Clock, sexAge, Track, UrgencyMark } from "../../ui";
import type { ShownRow } from "./rows";
import { trackOf } from "./words";

interface BoardLineProps {
  row: ShownRow;
  selected: boolean;
  onSelect: () => void;
}

/** One case: whose, how its minutes were spent, who has it, how long is left. */
export function BoardLine({ row, selected, onSelect }: BoardLineProps) {
  const rings = row.urgency === "emergency" && row.holder?.state !== "accepted" && !row.gone;
  return (
    <li data-request={row.request_id} class={`board-row${selected ? " board-row-selected" : ""}${row.gone ? " board-row-gone" : ""}`}>
      <UrgencyMark urgency={row.urgency} breathing={rings} />
      <div class="board-who">
        <p>
          <a class="board-link" href={`/cases/${row.case_id}`} onFocus={onSelect}>
            <strong>{row.patient.name || t("today.unidentified")}</strong> <span>{sexAge(row.patient.sex, row.patient.age)}</span>
          </a>
        </p>
        <p class="board-from">{[row.from_org.name, specialtyName(row.specialty)].join(" · ")}</p>
      </div>
      <Track stages={trackOf(row)} due={row.due_at} />
      <div class="board-holder">
        <HolderWords row={row} />
      </div>
      {row.due_at !== null && !row.gone && <Clock label={t("board.due")} due={row.due_at} begin={row.submitted_at} />}
    </li>
  );
}

export function HolderWords({ row }: { row: ShownRow }) {
  if (row.gone) return <span class="meta">{t("board.gone")}</span>;
  const { holder } = row;
  if (holder === null) return <span class="board-nobody">{t("board.nobody")}</span>;
  return (
    <>
      <strong>{holder.name}</strong>
      <span class="meta">{holder.state === "offered" ? t("board.rings") : holder.title}</span>
    </>
  );
}
