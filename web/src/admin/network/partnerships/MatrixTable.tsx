import { useRef } from "preact/hooks";
import { plural, t } from "../../../i18n";
import { serviceName } from "../../../i18n/vocabulary";
import { dayOf, lastDay } from "../../../i18n/days";
import { useOneTabStop } from "../../../ui";
import { dayText, thisMinute } from "../../forms/today";
import type { Partnership } from "../../types";
import { endsIn, standing, type Matrix, type Place } from "./matrix";
import { matrixWay } from "./matrixWay";

interface MatrixTableProps {
  matrix: Matrix;
  /** The asking hospital's time zone: its days are those of the agreement. */
  zoneOf: (org: string) => string;
  /** Where an empty cell leads; null: the reader makes no agreements. */
  hrefOf: (from: Place, to: Place) => string;
  mayMake: boolean;
  onOpen: () => void;
}

/** Who may ask whom: askers downwards, answerers across. On a phone each row becomes a list. */
export function MatrixTable({ matrix, zoneOf, hrefOf, mayMake, onOpen }: MatrixTableProps) {
  const table = useRef<HTMLTableElement>(null);
  useOneTabStop(table, "td a", matrixWay);
  return (
    <div class="matrix-scroll" tabIndex={0} role="region" aria-label={t("admin.section.partnerships")}>
      <table class="table matrix" ref={table}>
        <thead>
          <tr>
            <th class="matrix-corner">
              {t("admin.partnership.corner")}
            </th>
            {matrix.columns.map((to) => (
              <th key={to.id} scope="col">
                {to.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {matrix.rows.map((from) => (
            <tr key={from.id} class={asks(matrix, from) ? undefined : "matrix-idle"}>
              <th scope="row">
                {from.name}
              </th>
              {matrix.columns.map((to) => {
                const found = matrix.cell(from.id, to.id);
                if (from.id === to.id) return <td key={to.id} class="matrix-self" />;
                return (
                  <td key={to.id} class={found.length === 0 ? "matrix-empty" : undefined}>
                    {(found.length > 0 || mayMake) && (
                      <a
                        href={hrefOf(from, to)}
                        onClick={onOpen}
                        aria-label={
                          found.length === 0 ? t("admin.partnership.add_for", { from: from.name, to: to.name }) : undefined
                        }
                      >
                        {found.length === 0 ? "+" : <span class="matrix-to">{to.name}</span>}
                        {found.map((each) => (
                          <AgreementWords key={each.id} agreement={each} zone={zoneOf(from.id)} />
                        ))}
                      </a>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const asks = (matrix: Matrix, from: Place) => matrix.columns.some((to) => matrix.cell(from.id, to.id).length > 0);

function AgreementWords({ agreement, zone }: { agreement: Partnership; zone: string }) {
  const stands = standing(agreement, thisMinute.value);
  const soon = endsIn(agreement, zone, thisMinute.value) === null ? "" : " agreement-soon";
  return (
    <span class={`agreement agreement-${stands}${soon}`}>
      <span class="agreement-services">
        {agreement.services.map((each) => (
          <span key={each}>{serviceName(each)}</span>
        ))}
      </span>
      {agreement.allows_referral && <span class="meta">{t("admin.partnership.with_referral")}</span>}
      <span class="meta agreement-period">{periodWords(agreement, zone)}</span>
    </span>
  );
}

/** "until 2027/03/31", with the days left when they are few; "from … ", "ended on …". */
export function periodWords(agreement: Partnership, zone: string): string {
  const stands = standing(agreement, thisMinute.value);
  const last = agreement.valid_to === null ? null : dayText(lastDay(agreement.valid_to, zone));
  if (stands === "ended") return t("admin.partnership.ended", { date: last });
  const days = endsIn(agreement, zone, thisMinute.value);
  if (days !== null) return plural("admin.licence.soon", days, { date: last });
  const until = last === null ? t("admin.partnership.open") : t("admin.partnership.until", { date: last });
  if (stands === "active") return until;
  const from = dayText(dayOf(Date.parse(agreement.valid_from), zone));
  return `${t("admin.partnership.from_day", { date: from })} · ${until}`;
}
