import { serverNow } from "../../../api";
import { formatDate, formatDateTime, formatTime, t } from "../../../i18n";
import { useCasePage } from "../state/context";
import { planOf } from "../../detail/facts";

/** What is being done now, as it was last signed: always in sight of whoever writes. */
export function PlanLine() {
  const { detail, go } = useCasePage();
  const plan = planOf(detail);
  if (plan === undefined) return null;
  const { opinion, request } = plan;
  return (
    <button type="button" class="plan-line" onClick={() => go({ segment: "opinion", request: request.id })}>
      <span>
        <strong>{t(opinion.interim ? "case.plan_interim" : "case.plan", { time: momentOf(opinion.signed_at) })}</strong> <bdi>{opinion.content.treatment}</bdi>
      </span>
    </button>
  );
}

/** With the day where it is not this one. */
const momentOf = (at: string) => (formatDate(at) === formatDate(serverNow()) ? formatTime(at) : formatDateTime(at));
