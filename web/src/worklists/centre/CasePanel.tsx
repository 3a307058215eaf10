import { useState } from "preact/hooks";
import { api, serverNow, useAttempt } from "../../api";
import { AHEAD } from "../../cases/page/request/deeds/ahead";
import { formatSeconds, formatTime, t } from "../../i18n";
import { Button, PersonChip } from "../../ui";
import type { ShownRow } from "./rows";

type Outcome = "no_answer" | "reached";

interface CasePanelProps {
  row: ShownRow;
  onAssign: () => void;
  onDone: () => void;
}

/** The chosen case: what is asked, who has it, who was called, and what the desk can do about it. */
export function CasePanel({ row, onAssign, onDone }: CasePanelProps) {
  const { busy, failure, attempt } = useAttempt();
  const [promising, setPromising] = useState(false);
  const send = async (name: string, path: string, body: unknown) => {
    const done = await attempt(() => api.post(`/requests/${row.request_id}/${path}`, body), name);
    if (done) onDone();
    return done;
  };
  const promise = async (minutes: number) => {
    const promised_at = new Date(serverNow() + minutes * 60_000).toISOString();
    if (await send(String(minutes), "promise", { promised_at })) setPromising(false);
  };
  const { holder } = row;
  const note = (outcome: Outcome) =>
    holder && send(outcome, "calls", { person_id: holder.id, name: holder.name, phone: holder.phone, outcome });
  const mayAssign = row.allowed.includes("assign");
  const mayRing = mayAssign && row.ringing !== "ringing";
  return (
    <section class="board-case" aria-label={t("board.chosen")}>
      <h2>{row.patient.name || t("today.unidentified")}</h2>
      <p class="board-question">{row.question || t("today.no_question")}</p>
      {holder && (
        <div class="board-chip">
          <PersonChip name={holder.name} title={holder.title} phone={holder.phone} from={holderWords(row)} />
        </div>
      )}
      <h3>{t("board.calls")}</h3>
      {row.calls.length === 0 ? (
        <p class="meta">{t("board.no_calls")}</p>
      ) : (
        <ol class="board-calls">
          {row.calls.map((call) => (
            <li key={`${call.at} ${call.kind} ${call.person_id}`}>
              <time class="meta">{formatSeconds(call.at)}</time>
              <span>{[call.name, t(`board.call.${call.kind}`)].filter(Boolean).join(" · ")}</span>
            </li>
          ))}
        </ol>
      )}
      {failure !== null && (
        <p class="today-failure" role="alert">
          {failure}
        </p>
      )}
      <div class="board-deeds">
        {mayAssign && (
          <Button kind="filled" onClick={onAssign}>
            {t("today.deed.assign")}
          </Button>
        )}
        {mayRing && (
          <Button busy={busy === "again"} onClick={() => void send("again", "call_again", {})}>
            {t("board.call_again")}
          </Button>
        )}
        {holder && (
          <>
            <Button busy={busy === "no_answer"} onClick={() => void note("no_answer")}>
              {t("board.call.no_answer")}
            </Button>
            <Button busy={busy === "reached"} onClick={() => void note("reached")}>
              {t("board.call.reached")}
            </Button>
          </>
        )}
        {row.allowed.includes("promise") && (
          <Button onClick={() => setPromising(!promising)}>
            {t("case.action.promise")}
          </Button>
        )}
        <Button href={`/cases/${row.case_id}`}>{t("board.open")}</Button>
      </div>
      {promising && row.allowed.includes("promise") && (
        <div class="board-deeds" role="group" aria-label={t("steps.promise_at")}>
          {AHEAD.map((minutes) => {
            const at = serverNow() + minutes * 60_000;
            return (
              <Button key={minutes} size="small" busy={busy === String(minutes)} onClick={() => void promise(minutes)}>
                {t("steps.by_time", { time: formatTime(at) })}
              </Button>
            );
          })}
        </div>
      )}
    </section>
  );
}

function holderWords(row: ShownRow): string {
  if (row.holder === null) return "";
  if (row.holder.state === "accepted") return t("board.since", { time: formatTime(row.holder.since) });
  const by = row.holder.answer_by;
  return [t("board.rings"), by && t("board.answer_by", { time: formatTime(by) })].filter(Boolean).join(" · ");
}
