import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../../../i18n";
import { Button } from "../../../ui";
import { serverNow } from "../../../api";
import { useCasePage } from "../state/context";
import type { CaseRequest } from "../../detail";
import { nextStep } from "../state/next";
import { AssignForm } from "./AssignForm";
import { AskInfoDeed } from "./deeds/AskInfoDeed";
import { CloseDeed } from "./deeds/CloseDeed";
import { GoOnDeed } from "./deeds/GoOnDeed";
import { MeetingDeed } from "./deeds/MeetingDeed";
import { PersonDeed } from "./deeds/PersonDeed";
import { PromiseDeed } from "./deeds/PromiseDeed";
import { QuestionDeed } from "./deeds/QuestionDeed";
import { ReopenDeed } from "./deeds/ReopenDeed";
import { SpecialtyDeed } from "./deeds/SpecialtyDeed";
import { ReasonForm } from "./ReasonForm";

/** In the order in which they are wanted; the opinion's own deeds live in its segment. */
const ORDER: readonly string[] = (
  "release submit resubmit accept take assign accept_by_phone start promise ask_info resume " +
  "schedule reschedule no_show unschedule hand_over cover reassign ask_again close reopen " +
  "refuse give_back send_back reject stop ask_cancel cancel"
).split(" ");
const AT_ONCE = new Set(["release", "submit", "accept", "take", "start", "no_show"]);
/** Done with a reason; what ends something is a word, not a box. */
const REASONED = new Set(["cover", "unschedule", "refuse", "give_back", "send_back", "reject", "stop", "ask_cancel", "cancel"]);
const ENDING = new Set(["refuse", "give_back", "send_back", "reject", "stop", "ask_cancel", "cancel"]);

export function Deeds({ request }: { request: CaseRequest }) {
  const { detail, place, go, act, acting } = useCasePage();
  const [adding, setAdding] = useState(false);
  const fields = useRef<HTMLDivElement>(null);
  // What the banner offers is not offered twice.
  const first = nextStep(request)?.action;
  const deeds = ORDER.filter((action) => request.allowed.includes(action) && action !== first && sensible(action, request, first));
  const open = place.deed !== null && deeds.includes(place.deed) ? place.deed : null;
  const addable = detail.allowed.includes("add_specialty") && RUNNING.has(request.state);
  // What was opened may lie under the edge of a low screen.
  useEffect(() => {
    if (open !== null || adding) fields.current?.scrollIntoView({ block: "nearest" });
  }, [open, adding]);
  if (deeds.length === 0 && !addable) return null;
  const press = (action: string) => {
    const needsReason = REASONED.has(action) && !(action === "cancel" && request.state === "draft");
    if (AT_ONCE.has(action) || (REASONED.has(action) && !needsReason)) void act(action);
    else go({ deed: open === action ? null : action });
  };
  return (
    <section class="deeds">
      <div class="deeds-row">
        {deeds.map((action) => (
          <Button key={action} size="small" kind={ENDING.has(action) ? "text" : "outline"} busy={acting === action} onClick={() => press(action)}>
            {t(`case.action.${action}`)}
          </Button>
        ))}
        {addable && (
          <Button size="small" onClick={() => setAdding(!adding)}>
            {t("steps.specialty_add")}
          </Button>
        )}
      </div>
      <div ref={fields}>
        {open !== null && <Opened action={open} request={request} />}
        {adding && <SpecialtyDeed request={request} onDone={() => setAdding(false)} />}
      </div>
    </section>
  );
}

const RUNNING = new Set(["submitted", "info_requested", "offered", "accepted", "scheduled", "in_consultation", "unanswered", "signed", "responded", "follow_up"]);

/** Nobody misses a meeting that lies ahead, and one acceptance is enough. */
function sensible(action: string, request: CaseRequest, first: string | undefined): boolean {
  if (action === "take") return first !== "accept";
  if (action === "no_show") return Date.parse(request.course.appointment?.starts_at ?? "") <= serverNow();
  return true;
}

function Opened({ action, request }: { action: string; request: CaseRequest }) {
  const { go } = useCasePage();
  const close = () => go({ deed: null });
  switch (action) {
    case "assign":
      return <AssignForm request={request} onDone={close} />;
    case "ask_info":
      return <AskInfoDeed />;
    case "resubmit":
    case "resume":
      return <GoOnDeed key={action} action={action} />;
    case "promise":
      return <PromiseDeed />;
    case "schedule":
    case "reschedule":
      return <MeetingDeed key={action} action={action} />;
    case "hand_over":
    case "reassign":
    case "accept_by_phone":
      return <PersonDeed key={action} action={action} request={request} />;
    case "close":
      return <CloseDeed request={request} />;
    case "ask_again":
      return <QuestionDeed />;
    case "reopen":
      return <ReopenDeed />;
    default:
      return REASONED.has(action) ? <ReasonForm key={action} action={action} onDone={close} /> : null;
  }
}
