import { formatDate, formatSpan, formatTime, t } from "../../i18n";
import type { Whole } from "../types";
import { actionName } from "../words";
import "../../cases/page/timeline/timeline.css";

/** Each step with person, clock and how long it took. */
export function Steps({ whole }: { whole: Whole }) {
  if (whole.transitions.length === 0) return null;
  let day = "";
  let before: number | null = null;
  return (
    <section class="referral-part">
      <h2>{t("referral.section.steps")}</h2>
      <ol class="timeline">
        {whole.transitions.map((step) => {
          const date = formatDate(step.at);
          const newDay = date !== day;
          const at = Date.parse(step.at);
          const gap = before === null ? null : at - before;
          day = date;
          before = at;
          return (
            <li key={step.no}>
              {newDay && <p class="timeline-day">{date}</p>}
              {gap !== null && <p class="timeline-gap">{t("case.timeline_gap", { span: formatSpan(gap) })}</p>}
              <p class="timeline-step">
                <time dateTime={step.at}>{formatTime(step.at)}</time>
                <span>
                  <strong>{actionName(step.action)}</strong> {[step.by.name || t("steps.by_clock"), step.by.org_name].filter(Boolean).join(" · ")}
                  {step.reason && <span class="timeline-reason">{step.reason}</span>}
                </span>
              </p>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
