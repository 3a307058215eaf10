import { useRef } from "preact/hooks";
import { answerTo, complete, draftingOf, OpinionPanel } from "../../../reports";
import { t } from "../../../i18n";
import { QuestionList, TabPanel, Tabs, type QuestionState } from "../../../ui";
import { useCasePage, type Segment } from "../state/context";
import type { CaseRequest } from "../../detail";
import { questionState } from "../../detail/facts";
import { RequestPanel } from "../request/RequestPanel";
import { Timeline } from "../timeline/Timeline";
import { CaseRoom } from "./CaseRoom";
import { PlanLine } from "./PlanLine";
import { RequestSwitch } from "./RequestSwitch";
import { useKeptScroll } from "./useKeptScroll";
import "./desk.css";

/** What people say: four segments, the questions always above them. Not `named` inside a named sheet. */
export function Desk({ named = true }: { named?: boolean }) {
  const { detail, request, place, go, room, me } = useCasePage();
  const { segment } = place;
  const box = useRef<HTMLElement>(null);
  useKeptScroll(box, `${detail.id} ${segment}`);
  const ask = (no: number) => go({ segment: "opinion", question: { no, asked: (place.question?.asked ?? 0) + 1 } });
  const tabs = SEGMENTS.map((id) => ({ id, text: t(`case.segment.${id}`), ...(id === "room" && { count: room.unread.value }) }));
  return (
    <section ref={box} class={`desk desk-${segment}`} aria-label={named ? t("case.desk") : undefined}>
      <Tabs id="desk" label={t("case.desk")} tabs={tabs} current={segment} onSelect={(id) => go({ segment: id as Segment })} />
      <RequestSwitch />
      {request && request.questions.length > 0 && (
        <QuestionList
          questions={request.questions.map(({ no, text }) => ({ no, text, state: stateOf(request, no, me) }))}
          onSelect={ask}
          current={segment === "opinion" ? place.question?.no : undefined}
        />
      )}
      {segment !== "opinion" && <PlanLine />}
      <TabPanel id="desk" tab={segment}>
        {segment === "request" && <RequestPanel />}
        {segment === "timeline" && <Timeline />}
        {segment === "opinion" && <OpinionPanel />}
        {(segment === "room" || segment === "opinion") && <CaseRoom />}
      </TabPanel>
    </section>
  );
}

/** Who writes sees at once what has an answer; everybody else what was signed. */
function stateOf(request: CaseRequest, no: number, me: string): QuestionState {
  const writes = request.allowed.includes("sign");
  if (writes && complete(answerTo(draftingOf(me, request.id).writing.value, no))) return "draft";
  return questionState(request, no);
}

const SEGMENTS: readonly Segment[] = ["room", "request", "opinion", "timeline"];
