import { formatDateTime, plural, t } from "../../i18n";
import { Button } from "../../ui";
import { minus, plus } from "../../ui/icons";
import type { BedRow } from "../types";

interface BedLineProps {
  row: BedRow;
  busy?: boolean;
  /** One more or one less free bed; absent where the reader may not say. */
  onStep?: (by: 1 | -1) => void;
  onOpen?: () => void;
}

/** A department on the board: what is free, what is promised, and how old that is. */
export function BedLine({ row, busy, onStep, onOpen }: BedLineProps) {
  const said = row.free_beds !== null;
  const others = [
    row.free_icu === null ? "" : t("referral.bed.icu_n", { n: row.free_icu }),
    row.free_isolation === null ? "" : t("referral.bed.isolation_n", { n: row.free_isolation }),
    row.held > 0 ? t("referral.bed.held_n", { n: row.held }) : "",
    row.coming > 0 ? t("referral.bed.coming_n", { n: row.coming }) : "",
    row.next_clinic_at === null ? "" : t("referral.bed.clinic_at", { time: formatDateTime(row.next_clinic_at) }),
  ].filter(Boolean);
  return (
    <li class={`bed-line${row.stale || !said ? " bed-stale" : ""}`}>
      <div class="bed-words">
        <p>{onOpen ? <button type="button" class="bed-name" onClick={onOpen}>{row.department.name}</button> : <strong>{row.department.name}</strong>}</p>
        {others.length > 0 && <p class="bed-others">{others.join(" · ")}</p>}
        {row.note && <p class="bed-others">{row.note}</p>}
        <p class="meta">{freshness(row)}</p>
      </div>
      <div class="bed-free">
        {onStep && <Button size="small" icon={minus} disabled={!row.free_beds} busy={busy} label={t("referral.bed.less", { where: row.department.name })} onClick={() => onStep(-1)} />}
        <span class="bed-figure">
          <span>{said ? row.free_beds : "–"}</span>
          <span class="meta">{said ? plural("referral.bed.free_word", row.free_beds ?? 0) : t("referral.bed.unsaid")}</span>
        </span>
        {onStep && <Button size="small" icon={plus} busy={busy} label={t("referral.bed.more", { where: row.department.name })} onClick={() => onStep(1)} />}
      </div>
    </li>
  );
}

function freshness(row: BedRow): string {
  if (row.updated_at === null) return t("referral.bed.never");
  const by = row.via === "link" ? t("referral.bed.by_link", { who: row.updated_by }) : row.updated_by;
  return [row.stale ? t("referral.bed.stale") : "", formatDateTime(row.updated_at), by].filter(Boolean).join(" · ");
}
