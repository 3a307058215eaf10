import { useEffect, useRef, useState } from "preact/hooks";
import { hasRole, startsCases } from "../api";
import { t } from "../i18n";
import { useTitle } from "../shell/useTitle";
import { AsOf, Button, EmptyState, PageError, Skeleton } from "../ui";
import { MdtToday } from "../mdt/tasks/MdtToday";
import { useWaiting } from "../mdt/tasks/useWaiting";
import { Tasks, TasksAsked } from "../cases/asking/Tasks";
import { MyReferrals } from "../referrals/list/MyReferrals";
import { AlarmTest } from "./alarm/AlarmTest";
import { countForMe, type Row } from "./board";
import { Call } from "./page/Call";
import { GroupList } from "./page/GroupList";
import { useLocalDrafts } from "./list/LocalDrafts";
import { useAnchor } from "./list/useAnchor";
import { useDeeds } from "./list/useDeeds";
import { useHeld } from "./list/useHeld";
import { useListKeys } from "./list/useListKeys";
import { useStill } from "./list/useStill";
import { Sheets } from "./page/Sheets";
import { calling, refresh, watchWorklist, worklist } from "./live";
import { useWide } from "./page/useWide";
import { WaitingPanel } from "./waiting/WaitingPanel";
import "./today.css";

/** Everything that waits for this person, in the order of need, fresh without reloading. */
export default function TodayPage() {
  const list = useRef<HTMLDivElement>(null);
  const held = useHeld(list);
  const fresh = worklist.data.value;
  const { groups, waiting, letIn } = useStill(fresh?.groups ?? null, held);
  const drafts = useLocalDrafts();
  const deeds = useDeeds();
  const [selected, setSelected] = useState<string | null>(null);
  const wide = useWide();
  useEffect(watchWorklist, []);
  useListKeys(list);
  useAnchor(list, held);
  const teams = useWaiting();
  const mine = countForMe(fresh?.groups ?? []) + teams.count;
  useTitle(mine > 0 ? t("today.title_count", { n: mine }) : t("shell.place.today"));

  const rows = groups.flatMap((group) => group.items);
  const empty = fresh !== null && rows.length === 0 && drafts.length === 0 && teams.count === 0;
  const starts = startsCases();
  const panel = wide && hasRole(["doctor", "nurse", "technician"]) ? panelRow(groups, selected) : null;
  return (
    <div class={`today${panel === null ? "" : " today-with-panel"}`}>
      <Call deeds={deeds} />
      <div class="today-main" ref={list}>
        <header class="today-head">
          <h1>{t("shell.place.today")}</h1>
          <AlarmTest />
          {starts && (
            <Button href="/cases/new">
              {t("today.new_case")}
            </Button>
          )}
        </header>
        <AsOf loadedAt={worklist.loadedAt.value} />
        {waiting > 0 && (
          <p class="today-new" role="status">
            <Button size="small" onClick={letIn}>
              {t("today.show_new", { n: waiting })}
            </Button>
          </p>
        )}
        {deeds.failure !== null && calling.value.length === 0 && (
          <p class="today-failure" role="alert">
            {deeds.failure}
          </p>
        )}
        {fresh === null && !worklist.error.value && <Skeleton />}
        {fresh === null && !!worklist.error.value && <PageError error={worklist.error.value} onRetry={() => void refresh()} />}
        {empty && <Nothing starts={starts === true} />}
        <Tasks />
        <MyReferrals />
        <MdtToday waiting={teams} />
        {groups.map((group) => (
          <GroupList
            key={group.key}
            group={group}
            drafts={group.key === "drafts" ? drafts : []}
            deeds={deeds}
            selected={panel?.request_id ?? null}
            onSelect={setSelected}
          />
        ))}
        <TasksAsked />
      </div>
      {panel !== null && <WaitingPanel key={panel.request_id} row={panel} />}
      <Sheets deeds={deeds} />
    </div>
  );
}

function Nothing({ starts }: { starts: boolean }) {
  return (
    <div class="today-list">
      <EmptyState text={starts ? t("today.empty_county") : t("today.empty")} />
    </div>
  );
}

/** The waiting row one looks at, else the first. */
function panelRow(groups: readonly { key: string; items: Row[] }[], selected: string | null): Row | null {
  const waiting = groups.filter(({ key }) => key === "waiting" || key === "needs_me").flatMap(({ items }) => items);
  const asked = waiting.filter((row) => row.state !== "rejected");
  return asked.find((row) => row.request_id === selected) ?? asked[0] ?? null;
}
