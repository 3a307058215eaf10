import { t } from "../../i18n";
import { Agenda } from "../../mdt/session/Agenda";
import { Members } from "../../mdt/session/Members";
import { QuorumLine } from "../../mdt/session/QuorumLine";
import { Signatures } from "../../mdt/signing/Signatures";
import { attendee, item, outcome, session, signature, view } from "../../mdt/testing";
import { serverNow } from "../../api";
import { Sample } from "./Sample";
import "../../mdt/mdt.css";
import "../../mdt/outcome/papers.css";
import "../../mdt/session/people.css";
import "../../mdt/session/session.css";

const nothing = () => undefined;
const opened = serverNow();
const ago = (seconds: number) => new Date(opened - seconds * 1000).toISOString();

const meeting = session({
  attendees: [
    attendee("会诊主席甲", { part: "chair", specialty: "" }),
    attendee("heart", { person: { id: "heart", name: "心内专家甲" }, presence: "lost", since: ago(40) }),
    attendee("外科专家甲", { specialty: "general_surgery", presence: "phone" }),
    attendee("影像专家甲", { specialty: "radiology", presence: "absent", called_at: ago(600) }),
  ],
  agenda: [item({ request_id: "r0", state: "concluded", done: true }), item(), item({ request_id: "r2", no: 3 })],
  current_request_id: "r1",
});

/** What only a meeting of several disciplines has. */
export function MdtSamples() {
  return (
    <>
      <h2>{t("mdt.title")}</h2>
      <Sample name="Agenda" flush>
        <div class="mdt-left">
          <Agenda items={meeting.agenda} hidden={1} current="r1" shown="r1" onShow={nothing} />
        </div>
      </Sample>
      <Sample name="Members" flush>
        <div class="mdt-left">
          <Members session={meeting} item={meeting.agenda[1]} hands={["外科专家甲"]} floor={null} />
        </div>
      </Sample>
      <Sample name="QuorumLine" flush>
        <QuorumLine quorum={{ met: true, chair: true, specialties: [] }} />
        <QuorumLine quorum={{ met: true, chair: true, specialties: [{ specialty: "cardiology", present: true, lost_until: ago(-140) }] }} />
        <QuorumLine quorum={{ met: false, chair: true, specialties: [{ specialty: "radiology", present: false, lost_until: null }] }} />
      </Sample>
      <Sample name="Signatures" flush>
        <Signatures
          view={view({
            outcome: outcome(),
            sign_by: ago(-86_400),
            signatures: [
              signature("心内专家甲", { value: "agree", signed_at: ago(60) }),
              signature("外科专家甲", { value: "dissent", text: "肾功能不允许，应先介入。", signed_at: ago(30) }),
              signature("影像专家甲"),
              signature("会诊主席甲", { part: "chair" }),
            ],
          })}
        />
      </Sample>
    </>
  );
}
