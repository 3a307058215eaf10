import { plural, t } from "../i18n";
import { specialtyName } from "../i18n/vocabulary";
import { holesByDay } from "./grid/geometry";
import { plusDays, shortDay, weekdayName } from "./times";
import type { Roster, Week } from "./types";

const DAYS = 14;

interface HoleTableProps {
  week: Week;
  today: string;
  onDay: (day: string) => void;
}

/** Hours nobody can be reached, for the next fourteen days; a cell leads to its day. */
export function HoleTable({ week, today, onDay }: HoleTableProps) {
  const days = Array.from({ length: DAYS }, (_, n) => plusDays(today, n));
  const rosters = week.rosters.filter((roster) => !roster.retired);
  const total = rosters.reduce((sum, roster) => sum + holesByDay(roster, days).reduce((all, each) => all + each.first, 0), 0);
  return (
    <section class="duty-holes">
      <h2>{t("duty.holes_title")}</h2>
      <p class="meta">{total === 0 ? t("duty.holes_none") : plural("duty.holes_first", total)}</p>
      <div class="duty-holes-scroll" role="region" tabIndex={0} aria-label={t("duty.holes_title")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("duty.specialty")}</th>
              {days.map((day) => (
                <th key={day} scope="col">
                  {weekdayName(day)}
                  <br />
                  <span class="meta">{shortDay(day)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rosters.map((roster) => (
              <Row key={roster.id} roster={roster} days={days} onDay={onDay} />
            ))}
          </tbody>
        </table>
      </div>
      <p class="meta">{t("duty.holes_key")}</p>
    </section>
  );
}

function Row({ roster, days, onDay }: { roster: Roster; days: string[]; onDay: (day: string) => void }) {
  return (
    <tr>
      <th scope="row">{specialtyName(roster.specialty)}</th>
      {holesByDay(roster, days).map(({ first, back }, n) => {
        const day = days[n] ?? "";
        if (first + back === 0) return <td key={day} />;
        const said = t("duty.holes_cell", { day: `${weekdayName(day)} ${shortDay(day)}`, first, back });
        return (
          <td key={day} class={first > 0 ? `duty-hot duty-hot-${first > 11 ? 3 : first > 5 ? 2 : 1}` : "duty-warm"}>
            <button type="button" aria-label={said} title={said} onClick={() => onDay(day)}>
              {first > 0 ? first : `+${back}`}
            </button>
          </td>
        );
      })}
    </tr>
  );
}
