import { t } from "../../../i18n";
import { Clock } from "../../../ui";
import type { CaseDetail, CaseRequest } from "../detail";
import { ended } from "../facts";

/** Whether the county still waits for the answer. */
export const waits = (request: CaseRequest) =>
  request.due_at !== null && request.opinions.length === 0 && !ended(request) && request.state !== "draft";

export function Clocks({ detail, request }: { detail: CaseDetail; request: CaseRequest | undefined }) {
  const onset = detail.form.data.onset_at;
  return (
    <div class="banner-clocks">
      {onset && <Clock size="banner" label={t("case.clock.onset")} since={onset} />}
      {request && waits(request) && <DueClock request={request} />}
    </div>
  );
}

export function DueClock({ request }: { request: CaseRequest }) {
  return <Clock size="banner" label={t("case.clock.due")} due={request.due_at} begin={request.submitted_at} />;
}
