import { useEffect, useState } from "preact/hooks";
import { me, useResource } from "../../api";
import { formatTime, plural, t } from "../../i18n";
import { specialtyName } from "../../i18n/vocabulary";
import { live } from "../../rooms";
import { useTitle } from "../../shell/useTitle";
import { AsOf, Button, PageError, Skeleton } from "../../ui";
import { bellRing } from "../../ui/icons";
import { testAlarm } from "../../worklists/alarm/alarm";
import { useDeeds } from "../../worklists/list/useDeeds";
import { watchWorklist, worklist } from "../../worklists/live";
import { Call } from "../../worklists/page/Call";
import { GroupList } from "../../worklists/page/GroupList";
import { Sheets } from "../../worklists/page/Sheets";
import { momentText, stretchText } from "../times";
import { tellHeard } from "./heard";
import { Presence } from "./Presence";
import type { MyDuty, MyStretch } from "./types";
import { warningText } from "./warnings";
import "../../worklists/today.css";
import "../duty.css";

const WAITS = ["needs_me", "for_me", "to_assign", "mine", "decide"];
const OUTCOMES = 5;
const NEXT = 6;

/** On duty: until when, whether the alarm was heard, what waits, what became of it. */
export default function MyDutyPage() {
  useTitle(t("duty.mine"));
  const mine = useResource<MyDuty>("/duty/me");
  const deeds = useDeeds();
  useEffect(watchWorklist, []);
  useEffect(() => live.onNews([`person:${me.value?.id ?? ""}`], mine.reload), [mine.reload]);
  if (mine.data === undefined && mine.error !== undefined) return <PageError error={mine.error} onRetry={mine.reload} />;
  const groups = worklist.data.value?.groups ?? [];
  const waits = groups.filter((group) => WAITS.includes(group.key) && group.items.length > 0);
  const outcomes = groups.find((group) => group.key === "outcomes");
  return (
    <div class="today">
      <Call deeds={deeds} />
      <div class="on-duty">
        {mine.data === undefined ? <Skeleton rows={4} /> : <Standing duty={mine.data} onDone={mine.reload} loadedAt={mine.loadedAt} />}
        {deeds.failure !== null && (
          <p class="today-failure" role="alert">
            {deeds.failure}
          </p>
        )}
        {waits.map((group) => (
          <GroupList key={group.key} group={group} drafts={[]} deeds={deeds} selected={null} onSelect={() => undefined} />
        ))}
        {waits.length === 0 && worklist.data.value !== null && <p class="meta on-duty-calm">{t("duty.nothing_waits")}</p>}
        {outcomes && outcomes.items.length > 0 && (
          <GroupList
            group={{ ...outcomes, items: outcomes.items.slice(0, OUTCOMES) }}
            drafts={[]}
            deeds={deeds}
            selected={null}
            onSelect={() => undefined}
          />
        )}
        {mine.data && <Next stretches={mine.data.next} />}
      </div>
      <Sheets deeds={deeds} />
    </div>
  );
}

interface StandingProps {
  duty: MyDuty;
  onDone: () => void;
  loadedAt: number | null;
}

function Standing({ duty, onDone, loadedAt }: StandingProps) {
  const zone = duty.now[0]?.time_zone;
  return (
    <>
      <header class="on-duty-until">
        <h1>
          {duty.until && zone ? t("duty.on_until", { when: momentText(duty.until, zone) }) : t("duty.off")}
        </h1>
        <p class="on-duty-lines">{duty.now.map((each) => `${specialtyName(each.specialty)} ${t("duty.line_n", { n: each.line })}`).join(" · ")}</p>
      </header>
      <AsOf loadedAt={loadedAt} />
      <AlarmLine duty={duty} onDone={onDone} />
      <Presence duty={duty} onDone={onDone} />
      {duty.warnings.map((paper) => (
        <p key={paper.paper + paper.of} class="on-duty-warn">
          {warningText(paper)}
        </p>
      ))}
      <nav class="duty-row on-duty-ways" aria-label={t("duty.title")}>
        {duty.swaps_asked > 0 && <Button href="/duty">{plural("duty.swaps_asked", duty.swaps_asked)}</Button>}
        {duty.handovers_asked > 0 && <Button href="/duty/handover">{plural("duty.handovers_asked", duty.handovers_asked)}</Button>}
        <Button href="/duty/handover">{t("duty.handover")}</Button>
        <Button href="/duty">{t("duty.whole_roster")}</Button>
      </nav>
    </>
  );
}

/** The alarm as it was last heard during this duty. */
function AlarmLine({ duty, onDone }: { duty: MyDuty; onDone: () => void }) {
  const [failed, setFailed] = useState(false);
  const press = async () => {
    const heard = await testAlarm();
    setFailed(!heard);
    if (!heard) return;
    await tellHeard();
    onDone();
  };
  return (
    <div class="on-duty-alarm">
      <p role="status">
        {failed && t("today.alarm_failed")}
        {!failed && duty.tested_at !== null && (
          <>
            <span class="on-duty-heard">{t("duty.alarm_heard", { when: formatTime(duty.tested_at) })}</span> <span class="meta">{duty.tested_on}</span>
          </>
        )}
        {!failed && duty.tested_at === null && t("duty.alarm_untested")}
      </p>
      <Button icon={bellRing} onClick={() => void press()}>
        {t("today.alarm_test")}
      </Button>
    </div>
  );
}

function Next({ stretches }: { stretches: MyStretch[] }) {
  if (stretches.length === 0) return null;
  return (
    <section>
      <h2>{t("duty.next")}</h2>
      <ul class="duty-list">
        {stretches.slice(0, NEXT).map((each) => (
          <li key={each.starts_at + each.roster_id + each.line}>
            <span>{stretchText(each.starts_at, each.ends_at, each.time_zone)}</span>
            <span class="meta">
              {specialtyName(each.specialty)} {t("duty.line_n", { n: each.line })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
