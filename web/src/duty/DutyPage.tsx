import { useEffect, useState } from "preact/hooks";
import { useAddress } from "../admin/useAddress";
import { hasRole, me, now, useResource } from "../api";
import { t } from "../i18n";
import { live } from "../rooms";
import { useTitle } from "../shell/useTitle";
import { AsOf, Button, EmptyState, PageError, Select, Skeleton } from "../ui";
import { chevronLeft, chevronRight } from "../ui/icons";
import { Asked } from "./Asked";
import { HoleTable } from "./HoleTable";
import type { Picked } from "./grid/Lane";
import { WeekGrid } from "./grid/WeekGrid";
import { Sheets, type Open } from "./sheets/Sheets";
import { dayOf, plusDays, shortDay } from "./times";
import type { DutyPlace, Roster, Week } from "./types";
import { useShownDays } from "./useShownDays";
import "../admin/frame/admin.css";
import "../worklists/today.css";
import "./duty.css";

/** Who is on duty this week, at one's own hospital and at those one may ask. */
export default function DutyPage() {
  useTitle(t("duty.title"));
  const { query, replace } = useAddress();
  const places = useResource<{ items: DutyPlace[] }>("/duty/hospitals");
  const org = query["org"] ?? places.data?.items[0]?.id;
  const path = org === undefined ? null : `/duty/week?org=${org}${query["day"] ? `&day=${query["day"]}` : ""}`;
  const week = useResource<Week>(path);
  const [open, setOpen] = useState<Open | null>(null);
  useEffect(() => (org === undefined ? undefined : live.onNews([`org:${org}`], week.reload)), [org, week.reload]);

  const failure = places.error ?? week.error;
  if (week.data === undefined && failure !== undefined) {
    return (
      <PageError
        error={failure}
        onRetry={() => {
          places.reload();
          week.reload();
        }}
      />
    );
  }
  if (places.data?.items.length === 0) return <EmptyState text={t("duty.no_hospital")} />;
  if (week.data === undefined || places.data === undefined) return <Skeleton rows={8} />;
  return (
    <Shown
      week={week.data}
      places={places.data.items}
      go={replace}
      open={open}
      onOpen={setOpen}
      loadedAt={week.loadedAt}
      onDone={() => {
        setOpen(null);
        week.reload();
      }}
    />
  );
}

interface ShownProps {
  week: Week;
  places: DutyPlace[];
  go: (change: Record<string, string | null>) => void;
  open: Open | null;
  onOpen: (open: Open | null) => void;
  loadedAt: number | null;
  onDone: () => void;
}

function Shown({ week, places, go, open, onOpen, loadedAt, onDone }: ShownProps) {
  const today = dayOf(now.value, week.time_zone);
  const count = useShownDays();
  const plans = week.rosters.some((roster) => roster.can_manage && !roster.retired);
  const mayLeave = week.can_plan || week.people.some((each) => each.id === me.value?.id);
  const from = week.day;
  const pick = (picked: Picked) => onOpen({ kind: "bar", picked });
  return (
    <div class="duty">
      <header class="duty-head">
        <h1>{t("duty.title")}</h1>
        {places.length > 1 && (
          <Select
            label={t("duty.hospital")}
            value={week.org_id}
            options={places.map((each) => ({ value: each.id, text: each.name }))}
            onChange={(org) => go({ org })}
          />
        )}
        <div class="duty-weeks">
          <Button size="small" icon={chevronLeft} label={t("duty.earlier")} onClick={() => go({ day: plusDays(from, -count) })} />
          <Button size="small" onClick={() => go({ day: null })}>
            {t("duty.today")}
          </Button>
          <Button size="small" icon={chevronRight} label={t("duty.later")} onClick={() => go({ day: plusDays(from, count) })} />
          <span class="meta">
            {count === 1 ? shortDay(from) : `${shortDay(from)} – ${shortDay(plusDays(from, count - 1))}`}
          </span>
        </div>
        <div class="duty-deeds">
          {hasRole(["doctor", "nurse", "technician", "expert", "reviewer", "coordinator"]) && <Button href="/duty/me">{t("duty.mine")}</Button>}
          {week.own && <Button href={`/duty/handover?org=${week.org_id}`}>{t("duty.handover")}</Button>}
          {mayLeave && week.own && <Button onClick={() => onOpen({ kind: "leave" })}>{t("duty.leave")}</Button>}
          {week.can_plan && <Button onClick={() => onOpen({ kind: "roster" })}>{t("duty.new_roster")}</Button>}
          {week.rosters.length > 0 && (
            <Button onClick={() => onOpen({ kind: "rehearse", specialty: week.rosters[0]?.specialty ?? "", at: now.value })}>{t("duty.who_rings")}</Button>
          )}
          {plans && (
            <Button kind="filled" onClick={() => onOpen({ kind: "shift", begin: beginning(week, today) })}>
              {t("duty.add_shift")}
            </Button>
          )}
        </div>
      </header>
      <AsOf loadedAt={loadedAt} />
      {week.rosters.length === 0 ? (
        <EmptyState text={t(week.can_plan ? "duty.empty_plan" : "duty.empty")} />
      ) : (
        <WeekGrid
          week={week}
          count={count}
          onPick={pick}
          onDrop={(roster, gives, back) => onOpen(dropped(roster, gives, back))}
          onRoster={(roster) => onOpen({ kind: "roster", roster })}
        />
      )}
      {week.rosters.length > 0 && (
        <p class="duty-key meta">
          <span>
            <i class="duty-swatch" />
            {t("duty.key_hole")}
          </span>
          <span>
            <i class="duty-swatch duty-swatch-mine" />
            {t("duty.key_mine")}
          </span>
          {plans && <span>{t("duty.key_drag")}</span>}
        </p>
      )}
      {week.own && week.rosters.length > 0 && (
        <div class="duty-below">
          <HoleTable week={week} today={today} onDay={(each) => go({ day: each })} />
          <Asked week={week} onDone={onDone} />
        </div>
      )}
      {open && <Sheets week={week} open={open} onOpen={onOpen} onDone={onDone} />}
    </div>
  );
}

function beginning(week: Week, today: string) {
  const roster = week.rosters.find((each) => each.can_manage && !each.retired) as Roster;
  return { roster, line: 1, weekdays: [0, 1, 2, 3, 4], starts_min: 8 * 60, ends_min: 20 * 60, from: today };
}

/** On somebody else's bar it is an exchange, on a hole one takes that over. */
function dropped(roster: Roster, gives: Picked["bar"], back: Picked["bar"]): Open {
  if (back.people.length > 0) return { kind: "swap", roster, gives, back };
  const part = { from: Date.parse(back.starts_at), to: Date.parse(back.ends_at) };
  const person = gives.people[0]?.id;
  return { kind: "override", picked: { roster, bar: back, part }, ...(person ? { person } : {}) };
}
