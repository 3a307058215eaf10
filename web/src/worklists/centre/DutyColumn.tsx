import { t } from "../../i18n";
import { specialtyName } from "../../i18n/vocabulary";
import type { DutyNow, OnDuty } from "./types";

/** Who is to be reached now, by specialty and line; a line without anybody is hatched. */
export function DutyColumn({ duty }: { duty: readonly DutyNow[] }) {
  return (
    <section class="board-duty" aria-labelledby="board-duty">
      <h2 id="board-duty">{t("board.duty")}</h2>
      {duty.length === 0 && <p class="meta">{t("board.duty_none")}</p>}
      {duty.map((each) => (
        <section key={`${each.org_id} ${each.specialty}`}>
          <h3>{specialtyName(each.specialty)}</h3>
          <ul>
            {each.lines.map(({ line, people }) => (
              <li key={line} class={people.length === 0 ? "board-hole" : undefined}>
                <span class="board-line meta">{line === 0 ? t("board.list") : t("board.line", { n: line })}</span>
                <span>
                  {people.length === 0 ? t("board.hole") : people.map((person) => <Person key={person.id} person={person} />)}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </section>
  );
}

function Person({ person }: { person: OnDuty }) {
  return (
    <span class="board-person" title={person.phone}>
      <span class={`board-dot board-dot-${person.dot}`} aria-hidden="true" />
      {person.name} <span class="meta">{t(`board.dot.${person.dot}`)}</span>
    </span>
  );
}
