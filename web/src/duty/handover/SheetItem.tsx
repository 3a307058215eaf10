import { api, useAttempt } from "../../api";
import { formatTime, t } from "../../i18n";
import { Button } from "../../ui";
import { momentText } from "../times";
import { CaseLine } from "./CaseLine";
import type { HandoverSheet } from "./types";

interface SheetItemProps {
  sheet: HandoverSheet;
  zone: string;
  /** Whether the reader is the giver or the receiver. */
  side: "from" | "to";
  onDone: () => void;
}

/** One hand-over with its cases; the receiver acknowledges all of it at once. */
export function SheetItem({ sheet, zone, side, onDone }: SheetItemProps) {
  const { busy, failure, attempt } = useAttempt();
  const open = sheet.acknowledged_at === null;
  const act = async (work: () => Promise<unknown>) => {
    if (await attempt(work)) onDone();
  };
  return (
    <article class={`handover-sheet${open && side === "to" ? " handover-asks" : ""}`}>
      <header>
        <p>
          <strong>{side === "to" ? t("duty.from_whom", { who: sheet.from_name }) : t("duty.to_person", { who: sheet.to_name })}</strong>{" "}
          <span class="meta">
            {momentText(sheet.made_at, zone)}
            {sheet.acknowledged_at !== null && ` · ${t("duty.acknowledged_at", { when: formatTime(sheet.acknowledged_at, zone) })}`}
          </span>
        </p>
        {sheet.note && <p>{sheet.note}</p>}
      </header>
      <ul class="duty-list">
        {sheet.lines.map((line) => (
          <li key={line.request_id}>
            {line.row ? <CaseLine row={line.row} /> : <span class="meta">{t("duty.case_gone")}</span>}
            {line.note && <p class="handover-note">{line.note}</p>}
          </li>
        ))}
      </ul>
      {failure !== null && (
        <p class="today-failure" role="alert">
          {failure}
        </p>
      )}
      {open && side === "to" && (
        <Button kind="filled" size="touch" busy={busy !== null} onClick={() => void act(() => api.post(`/duty/handovers/${sheet.id}/acknowledge`))}>
          {t("duty.acknowledge")}
        </Button>
      )}
      {open && side === "from" && (
        <div class="duty-row">
          <span class="meta">{t("duty.not_acknowledged")}</span>
          <Button size="small" kind="text" busy={busy !== null} onClick={() => void act(() => api.delete(`/duty/handovers/${sheet.id}`))}>
            {t("duty.withdraw")}
          </Button>
        </div>
      )}
    </article>
  );
}
