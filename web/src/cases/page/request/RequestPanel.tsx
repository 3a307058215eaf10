import { useState } from "preact/hooks";
import { formatDateTime, t } from "../../../i18n";
import { Button, PersonChip, wordOf } from "../../../ui";
import { AskColleague } from "../../asking/AskColleague";
import { FollowUps } from "../../asking/FollowUps";
import { SamePatient } from "../../asking/SamePatient";
import { ProtocolLine } from "../../forms/ProtocolLine";
import { useCasePage } from "../state/context";
import type { CaseRequest } from "../../detail";
import { specialtyName, stateName } from "../../detail/facts";
import { CallLadder } from "./lines/CallLadder";
import { Debts } from "./lines/Debts";
import { Deeds } from "./Deeds";
import { FeeDeed } from "./deeds/FeeDeed";
import { EditSheet } from "./form/EditSheet";
import { FormRead } from "./form/FormRead";
import { MdtPart } from "./lines/MdtPart";
import { MeetingLine } from "./lines/MeetingLine";
import { printSheet } from "../../../reports/paper/printPaper";
import { RequestPaper } from "./RequestPaper";
import { PhoneEntryLine } from "./lines/PhoneEntryLine";
import { ReferOn } from "./lines/ReferOn";
import { WaitsFor } from "./lines/WaitsFor";
import "./request.css";

/** The request as the paper has it, whom it went to, and what may be done with it. */
export function RequestPanel() {
  const { detail, request } = useCasePage();
  const [editing, setEditing] = useState(false);
  const editable = detail.allowed.includes("edit_case");
  return (
    <div class="desk-scroll request">
      <PhoneEntryLine />
      {request && <WaitsFor request={request} />}
      {request && <Facts request={request} />}
      {request && <MeetingLine request={request} />}
      <MdtPart />
      {request && <CallLadder key={`calls-${request.id}`} request={request} />}
      {request && <Deeds request={request} />}
      {request && <FeeDeed key={request.id} request={request} />}
      <Debts detail={detail} onPay={editable ? () => setEditing(true) : undefined} />
      <section>
        <div class="request-head">
          <h2>{t("case.request.form")}</h2>
          <span class="request-tools">
            <Button size="small" kind="text" onClick={() => printSheet(<RequestPaper detail={detail} request={request} />)}>
              {t("case.request.print")}
            </Button>
            <a class="button button-text button-accent button-small" href={`/api/v1/cases/${detail.id}/fhir`} download>
              <span>{t("case.request.export")}</span>
            </a>
            {editable && (
              <Button size="small" onClick={() => setEditing(true)}>
                {t("case.request.edit")}
              </Button>
            )}
          </span>
        </div>
        {request?.to_org && <ProtocolLine org={request.to_org} template={detail.form.template} />}
        <FormRead detail={detail} />
        <p class="meta">
          {t("case.request.written", {
            who: detail.form.by.name,
            time: formatDateTime(detail.form.at),
            version: String(detail.form.version),
          })}
        </p>
      </section>
      <ReferOn />
      {request && <FollowUps key={request.id} request={request} />}
      <AskColleague />
      <SamePatient />
      {editing && <EditSheet onClose={() => setEditing(false)} />}
    </div>
  );
}

/** In a team each has a part; only who was asked and has not answered is said to be asked. */
function assignedWords(request: CaseRequest, each: CaseRequest["assignments"][number]): string {
  const state = t(`case.assignment.${each.state}`);
  if (request.kind !== "mdt") return state;
  const part = t(`mdt.part.${each.part === "desk" ? "secretary" : each.part}`);
  return each.state === "accepted" ? part : [part, state].join(" · ");
}

const ENDS = new Set(["rejected", "cancelled"]);

function Facts({ request }: { request: CaseRequest }) {
  const { detail } = useCasePage();
  const to = [request.to_org?.name, request.specialty && specialtyName(request.specialty)].filter(Boolean).join(" · ");
  const rows: [string, string][] = [
    [t("case.request.number"), detail.number],
    [t("case.request.state"), `${stateName(request.state)} · ${wordOf(request.urgency)}`],
    [t("case.request.from"), [request.from_org?.name, request.department?.name].filter(Boolean).join(" · ")],
    [t("case.request.to"), to || t("case.request.no_destination")],
    [t("case.request.sent"), request.submitted_at ? formatDateTime(request.submitted_at) : t("case.request.not_sent")],
    ...(request.due_at ? [[t(request.promised_at ? "case.clock.promised" : "case.clock.due"), formatDateTime(request.due_at)] as [string, string]] : []),
  ];
  const why = request.transitions.find((each) => ENDS.has(each.to) && each.from !== each.to);
  if (why?.reason && ENDS.has(request.state)) rows.splice(2, 0, [t("case.reason"), [why.reason, why.by.name].filter(Boolean).join(" · ")]);
  const asked = request.assignments.filter((each) => each.state !== "withdrawn" || each.reason === "no_answer");
  return (
    <section>
      <dl class="request-facts">
        {rows.map(([label, text]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {!request.partnership_active && request.to_org && <p class="request-warning">{t("case.request.partnership_ended")}</p>}
      <ul class="request-people">
        <li>
          <span class="meta">{t("case.request.created_by")}</span>
          <PersonChip {...request.created_by} from={request.from_org?.name} />
        </li>
        {asked.map((each) => (
          <li key={each.id}>
            <span class="meta">{assignedWords(request, each)}</span>
            <PersonChip {...each.person} from={each.person.org_name} />
            {each.state === "offered" && each.answer_by && <p class="meta">{t("steps.answer_by", { time: formatDateTime(each.answer_by) })}</p>}
            {each.reason && <p class="meta">{each.reason === "no_answer" ? t("steps.no_answer") : each.reason}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
