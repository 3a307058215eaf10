import { formatDateTime, t } from "../../../i18n";
import type { CaseDetail, CaseRequest } from "../../detail";
import { patientLine, specialtyName } from "../../detail/facts";
import { FormRead } from "./form/FormRead";
import "../../../reports/paper/paper.css";

/** The request form on paper, in the order a chart wants it. */
export function RequestPaper({ detail, request }: { detail: CaseDetail; request: CaseRequest | undefined }) {
  const to = request === undefined ? "" : [request.to_org?.name, request.specialty && specialtyName(request.specialty)].filter(Boolean).join(" · ");
  return (
    <article class="paper">
      <div class="paper-body">
        <header class="paper-head">
          <p class="paper-hospital">{detail.owner_org.name}</p>
          <h2 class="paper-title">{t("case.request.form")}</h2>
        </header>
        <p class="paper-patient">{patientLine(detail)}</p>
        <p class="paper-county">
          {[to, request?.submitted_at && t("case.request.paper_sent", { time: formatDateTime(request.submitted_at) })].filter(Boolean).join(" · ")}
        </p>
        <ol class="paper-questions">
          {(request?.questions ?? []).map(({ no, text }) => (
            <li key={no} class="paper-question">
              {no}. {text}
            </li>
          ))}
        </ol>
        <FormRead detail={detail} onPaper />
        <div class="paper-signature">
          <p>
            {t("case.request.written", {
              who: detail.form.by.name,
              time: formatDateTime(detail.form.at),
              version: String(detail.form.version),
            })}
          </p>
        </div>
      </div>
    </article>
  );
}
