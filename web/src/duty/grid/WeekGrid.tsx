import { useRef } from "preact/hooks";
import { me, now } from "../../api";
import { t } from "../../i18n";
import { specialtyName } from "../../i18n/vocabulary";
import { Button, useOneTabStop } from "../../ui";
import { dayOf, plusDays, shortDay, weekdayName } from "../times";
import type { Bar, Roster, Week } from "../types";
import { BAR, gridWay } from "./gridWay";
import { Lane, type Picked } from "./Lane";

interface WeekGridProps {
  week: Week;
  /** How many of the seven days are shown. */
  count: number;
  onPick: (picked: Picked) => void;
  onDrop: (roster: Roster, from: Bar, to: Bar) => void;
  onRoster: (roster: Roster) => void;
}

/** Specialties down, hours across, up to three thin lanes each; a line for now. */
export function WeekGrid({ week, count, onPick, onDrop, onRoster }: WeekGridProps) {
  const grid = useRef<HTMLDivElement>(null);
  useOneTabStop(grid, BAR, gridWay);
  const stamps = week.days.map((each) => Date.parse(each));
  const shown = { from: stamps[0] ?? 0, to: stamps[count] ?? 0 };
  const days = Array.from({ length: count }, (_, n) => plusDays(week.day, n));
  const today = dayOf(now.value, week.time_zone);
  const people = new Map(week.people.map((each) => [each.id, each]));
  const line = ((now.value - shown.from) / (shown.to - shown.from)) * 100;
  return (
    <div class="duty-grid" ref={grid} role="group" aria-label={t("duty.week")}>
      <div class="duty-days">
        {days.map((day) => (
          <div key={day} class={`duty-day${day === today ? " duty-today" : ""}`}>
            <strong>{weekdayName(day)}</strong> {shortDay(day)}
            <span class="duty-hours" aria-hidden="true">
              <i>6</i>
              <i>12</i>
              <i>18</i>
            </span>
          </div>
        ))}
      </div>
      {week.rosters.map((roster) => (
        <section key={roster.id} class={`duty-roster${roster.retired ? " duty-retired" : ""}`}>
          <div class="duty-name">
            {roster.can_manage ? (
              <Button kind="text" size="small" onClick={() => onRoster(roster)}>
                {specialtyName(roster.specialty)}
              </Button>
            ) : (
              <h2>{specialtyName(roster.specialty)}</h2>
            )}
            {roster.retired && <span class="meta">{t("duty.retired")}</span>}
          </div>
          <div class="duty-lines" aria-hidden="true">
            {lines(roster).map((each) => (
              <span key={each}>{each}</span>
            ))}
          </div>
          <div class="duty-lanes" style={{ backgroundSize: `${100 / count}% 100%` }}>
            {lines(roster).map((each) => (
              <Lane
                key={each}
                roster={roster}
                line={each}
                shown={shown}
                zone={week.time_zone}
                people={people}
                mine={me.value?.id}
                onPick={onPick}
                onDrop={(from, to) => onDrop(roster, from, to)}
              />
            ))}
            {line > 0 && line < 100 && <div class="duty-now" style={{ left: `${line}%` }} />}
          </div>
        </section>
      ))}
    </div>
  );
}

const lines = (roster: Roster) => Array.from({ length: roster.lines }, (_, n) => n + 1);
