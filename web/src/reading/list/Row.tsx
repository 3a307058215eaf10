import { formatNumber, plural, t } from "../../i18n";
import { Button, Clock, sexAge, UrgencyMark } from "../../ui";
import { Glance } from "../parts/Glance";
import type { ReadingRow } from "../parts/model";
import { reasonWords } from "../../upload";
import type { Kind } from "./filters";

const OPEN = new Set(["submitted", "offered", "unanswered", "accepted", "scheduled", "in_consultation", "info_requested"]);
const WAITS = new Set(["submitted", "offered", "unanswered"]);

interface RowProps {
  row: ReadingRow;
  kind: Kind;
  onTake: () => void;
}

/** One request to be read: how urgent, how long, who, from where, why, and the recording itself. */
export function Row({ row, kind, onTake }: RowProps) {
  const { request, shot, reason } = row;
  const { patient, urgency, state } = request;
  const takes = request.allowed.includes("take");
  return (
    <li class="reading-row">
      <UrgencyMark urgency={urgency} breathing={urgency === "emergency" && WAITS.has(state)} />
      <span class="reading-clock">{OPEN.has(state) && <Clock size="row" label={clockLabel(row)} {...clockTimes(row)} />}</span>
      <span class="reading-who">
        <a
          class="reading-link"
          href={`/cases/${request.case_id}`}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || !takes) return;
            event.preventDefault();
            onTake();
          }}
        >
          <strong>{patient.name || t("today.unidentified")}</strong> <span class="reading-age">{sexAge(patient.sex, patient.age)}</span>
        </a>
        <span class="reading-from">{request.from_org.name}</span>
      </span>
      <span class="reading-why">
        <span>{request.question}</span>
        <span class="reading-from">{reason}</span>
      </span>
      <Glance mini={shot.mini_url} thumbnail={shot.thumbnail_url} />
      <span class="reading-about">
        <span>{aboutWords(row, kind)}</span>
        <span class="reading-from">{qualityWords(row)}</span>
      </span>
      <span class="reading-state">
        <span>{t(`case.state.${state}`)}</span>
        <span class="reading-from">{request.who?.name ?? ""}</span>
      </span>
      <span class="reading-deed">
        {takes && (
          <Button size="small" label={`${t("reading.take")}: ${patient.name}`} onClick={onTake}>
            {t("reading.take")}
          </Button>
        )}
      </span>
    </li>
  );
}

const clockLabel = ({ request }: ReadingRow) => (request.due_at === null ? t("today.waits") : t("today.answer_due"));

const clockTimes = ({ request }: ReadingRow) =>
  request.due_at === null ? { since: request.submitted_at ?? request.created_at } : { due: request.due_at, begin: request.submitted_at };

/** "ECG · 12 leads 500 Hz", "CT · 210 images". */
function aboutWords({ shot }: ReadingRow, kind: Kind): string {
  const what = kind === "ecg" ? t("reading.leads", { n: shot.leads, rate: formatNumber(Math.round(shot.rate)) }) : plural("reading.images", shot.images);
  const more = shot.more > 0 ? t("reading.more", { n: shot.more }) : null;
  return [kind === "imaging" ? shot.modality : null, what, more].filter(Boolean).join(" · ");
}

/** What to know before opening it; the device when there is nothing else. */
function qualityWords({ shot }: ReadingRow): string {
  if (shot.identity === "mismatch") return t("case.material.other_patient");
  const words = [...shot.warnings.map(reasonWords), shot.not_shown > 0 ? t("reading.not_shown", { n: shot.not_shown }) : null].filter(Boolean);
  return words.length > 0 ? words.join(" · ") : shot.device;
}
