import { t } from "../../../i18n";
import { Clock } from "../../../ui";
import type { CaseDetail, CaseRequest } from "../../detail";
import { ended } from "../../detail/facts";

/** Whether the county still waits for the answer. */
export const waits = (request: CaseRequest) =>
  request.due_at !== null && !UNTIMED.has(request.state) && !ended(request);

const UNTIMED = new Set(["draft", "awaiting_release", "signed", "responded", "follow_up"]);

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
  const awaited = request.course.waits_for;
  return (
    <Clock
      size="banner"
      label={t(request.promised_at ? "case.clock.promised" : "case.clock.due")}
      due={request.due_at}
      begin={request.submitted_at}
      pausedAt={awaited?.since}
      paused={awaited && t("case.clock.paused")}
    />
  );
}
