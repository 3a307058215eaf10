import { useRef, useState } from "preact/hooks";
import { now } from "../../api";
import { formatDate, formatDateTime, formatNumber, formatTime, plural, t } from "../../i18n";
import { Button, UrgencyMark } from "../../ui";
import { reasonWords } from "../../upload";
import { Glance } from "../parts/Glance";
import type { Recorded } from "../parts/model";
import { useMini } from "../parts/useMini";
import { verdictOf, type Verdict } from "../parts/verdict";
import { TakeOff } from "./TakeOff";

/** As long as the electrodes are probably still on. */
const AT_BED = 60_000;

interface RecordedRowProps {
  row: Recorded;
  onChanged: () => void;
}

/** One recording of today: its line, whether it is good enough, what became of it, what to do now. */
export function RecordedRow({ row, onChanged }: RecordedRowProps) {
  const box = useRef<HTMLLIElement>(null);
  const mini = useMini(box, row.mini_url);
  const [taking, setTaking] = useState<"other_patient" | "again" | null>(null);
  const verdict = mini ? verdictOf(mini, row.warnings) : null;
  const fresh = now.value - Date.parse(row.at) < AT_BED;
  const { case: on } = row;
  const name = on?.patient || row.name || t("desk.nameless");
  return (
    <li ref={box} class="desk-row">
      <span class="desk-time">{formatTime(row.at)}</span>
      <span class="desk-who">
        {on === null ? (
          <strong>{name}</strong>
        ) : (
          <a href={`/cases/${on.case_id}`}>
            <strong>{name}</strong>
          </a>
        )}
        <span class="meta">{aboutWords(row)}</span>
      </span>
      <Glance mini={row.mini_url} thumbnail={row.thumbnail_url} />
      <Quality row={row} verdict={verdict} fresh={fresh} />
      <span class="desk-state">
        {on !== null && <UrgencyMark urgency={on.urgency} />}
        <span>{t(`desk.stands.${on === null ? "inbox" : on.stands}`)}</span>
      </span>
      <span class="desk-deeds">
        {on === null && (
          <>
            <Button size="small" tone="emergency" label={`${t("desk.emergency")}: ${name}`} href={`/cases/new?urgency=emergency&recording=${row.kind}:${row.id}`}>
              {t("desk.emergency")}
            </Button>
            <Button size="small" label={`${t("desk.start")}: ${name}`} href={`/cases/new?urgency=routine&recording=${row.kind}:${row.id}`}>
              {t("desk.start")}
            </Button>
          </>
        )}
        {on !== null && on.stands !== "over" && (
          <>
            <Button kind="text" size="small" label={`${t("desk.other_patient")}: ${name}`} onClick={() => setTaking("other_patient")}>
              {t("desk.other_patient")}
            </Button>
            <Button kind="text" size="small" label={`${t("desk.again")}: ${name}`} onClick={() => setTaking("again")}>
              {t("desk.again")}
            </Button>
          </>
        )}
      </span>
      {taking !== null && on !== null && <TakeOff why={taking} on={on} name={name} onClose={() => setTaking(null)} onDone={onChanged} />}
    </li>
  );
}

/** Loud while it can still be recorded again, quiet after. */
function Quality({ row, verdict, fresh }: { row: Recorded; verdict: Verdict | null; fresh: boolean }) {
  const words = verdict?.words ?? (row.kind === "study" ? row.warnings.map(reasonWords).join(" · ") : "");
  const tone = verdict === null ? "" : verdict.again ? " desk-verdict-again" : " desk-verdict-good";
  return (
    <span class={`desk-verdict${fresh ? tone : ""}${verdict?.again ? " desk-verdict-fault" : ""}`} role={fresh && verdict?.again ? "status" : undefined}>
      {words}
    </span>
  );
}

function aboutWords(row: Recorded): string {
  const { kind, leads, rate, images, modality, device, file_name: file, acquired_at: acquired, at } = row;
  const what = kind === "ecg" ? t("reading.leads", { n: leads, rate: formatNumber(Math.round(rate)) }) : `${modality} ${plural("reading.images", images)}`;
  const older = acquired !== null && formatDate(acquired) !== formatDate(at) ? t("desk.recorded_at", { time: formatDateTime(acquired) }) : null;
  return [what, older, device || file].filter(Boolean).join(" · ");
}
