import { formatDate, formatSeconds, formatSpan, t } from "../../../i18n";
import { EmptyState } from "../../../ui";
import { useCasePage } from "../state/context";
import { actionName } from "../../detail/facts";
import { Stages } from "./Stages";
import { stepsOf } from "./steps";
import "./timeline.css";

/** Each step with person, clock and how long it took. */
export function Timeline() {
  const { detail } = useCasePage();
  const steps = stepsOf(detail);
  if (steps.length === 0) return <EmptyState text={t("case.timeline_empty")} />;
  let day = "";
  return (
    <div class="desk-scroll" tabIndex={0}>
      <ol class="timeline">
        {steps.map((step) => {
          const date = formatDate(step.at);
          const newDay = date !== day;
          day = date;
          return (
            <li key={step.key}>
              {newDay && <p class="timeline-day">{date}</p>}
              {step.gap !== null && <p class="timeline-gap">{t("case.timeline_gap", { span: formatSpan(step.gap) })}</p>}
              <p class="timeline-step">
                <time dateTime={step.at}>{formatSeconds(step.at)}</time>
                <span>
                  <strong>{actionName(step.action)}</strong>
                  {step.who && <span> {[step.who, step.org].filter(Boolean).join(" · ")}</span>}
                  {step.about && <span class="timeline-reason">{step.about}</span>}
                  {step.reason && <span class="timeline-reason">{step.reason}</span>}
                </span>
              </p>
            </li>
          );
        })}
      </ol>
      <Stages />
    </div>
  );
}
