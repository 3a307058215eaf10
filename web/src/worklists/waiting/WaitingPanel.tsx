import { useEffect, useRef } from "preact/hooks";
import { now, useResource } from "../../api";
import { formatSpan, formatTime, t } from "../../i18n";
import { specialtyName } from "../../i18n/vocabulary";
import { Clock, Icon } from "../../ui";
import { phone as phoneIcon } from "../../ui/icons";
import { isUnaccepted, type Row } from "../board";
import { nameOf, teamWords } from "../list/words";
import { Ladder } from "./ladder/Ladder";
import { useLadder } from "./ladder/useLadder";
import { stepsOf, type AskedDetail, type CallStep } from "./steps";

/** Right of the list on wide screens: who has been called for the case that waits, and their number. */
export function WaitingPanel({ row }: { row: Row }) {
  const detail = useResource<AskedDetail>(`/cases/${row.case_id}`);
  const found = useResource<{ items: Destination[] }>(`/destinations?org=${row.from_org.id}&service=consultation`);
  const ladder = useLadder(row.urgency === "emergency" ? row.request_id : null);
  const called = ladder.data !== undefined && ladder.data.state !== "none";
  const seen = useRef(row.version);
  useEffect(() => {
    if (seen.current !== row.version) detail.reload();
    seen.current = row.version;
  }, [row.version]);
  const place = found.data?.items.find((each) => each.org_id === row.to_org?.id && each.specialty === row.specialty);
  const steps = row.kind === "mdt" ? [] : stepsOf(detail.data, row.request_id);
  const current = steps.at(-1);
  const number = current?.phone || place?.org_phone || "";
  const dialled = current?.phone ? (current.name ?? "") : (row.to_org?.name ?? "");
  return (
    <aside class="waiting-panel" aria-label={t("today.panel")}>
      <header class="waiting-head">
        <h2>{t("today.panel_title", { who: nameOf(row) })}</h2>
        {row.due_at !== null && <Clock label={t("today.answer_due")} due={row.due_at} begin={row.submitted_at} size="banner" />}
      </header>
      <p class="waiting-question">{row.question}</p>
      {called ? (
        <Ladder use={ladder} />
      ) : (
        <>
          <ol class="waiting-steps">
            {row.submitted_at !== null && (
              <li>
                <span>{t("today.step.sent", { to: row.kind === "mdt" ? teamWords(row) : [specialtyName(row.specialty), row.to_org?.name].filter(Boolean).join(" · ") })}</span>
                <span class="meta">{formatTime(row.submitted_at)}</span>
              </li>
            )}
            {steps.map((each) => (
              <Step key={each.id} step={each} />
            ))}
            {row.kind === "mdt" && (
              <li>
                <span>{t(`mdt.state.${row.state}`)}</span>
              </li>
            )}
            {row.state === "submitted" && place !== undefined && (
              <li>
                <span>
                  {place.experts.length > 0
                    ? t("today.step.list", { names: place.experts.map((each) => each.name) })
                    : t("today.step.coordinator")}
                </span>
                <span class="meta">{formatSpan(now.value - Date.parse(row.submitted_at ?? row.created_at))}</span>
              </li>
            )}
          </ol>
          {number !== "" && (
            <div class="waiting-call">
              <p>
                <span class="meta">{dialled}</span>
                <span class="waiting-number">{number}</span>
              </p>
              <a class="button button-outline button-accent button-touch" href={`tel:${number.replace(/[^\d+]/g, "")}`}>
                <Icon of={phoneIcon} />
                <span>{isUnaccepted(row) ? t("today.call_now") : t("today.call")}</span>
              </a>
            </div>
          )}
        </>
      )}
      {(detail.data?.debts.length ?? 0) > 0 && (
        <ul class="waiting-debts" aria-label={t("today.owed")}>
          {detail.data?.debts.map((each) => (
            <li key={each.field}>{t("today.debt", { what: t(`new.gap.${each.field}`), time: formatTime(each.due_at) })}</li>
          ))}
        </ul>
      )}
    </aside>
  );
}

interface Destination {
  org_id: string;
  org_phone: string;
  specialty: string;
  experts: { name: string }[];
}

function Step({ step }: { step: CallStep }) {
  return (
    <li>
      <span>{t(`today.step.${step.kind}`, { who: [step.name, step.title].filter(Boolean).join(" ") })}</span>
      <span class="meta">{step.kind === "offered" ? formatSpan(now.value - Date.parse(step.at)) : formatTime(step.at)}</span>
    </li>
  );
}
