import { useResource } from "../../api";
import { formatMonth, t, tError } from "../../i18n";
import { Sheet, Skeleton } from "../../ui";
import type { Breakdown, Definition, LedgerRow } from "../types";
import { fractionWords, span, valueWords } from "../words";
import { CasesBehind } from "./CasesBehind";

interface FigureSheetProps {
  row: LedgerRow;
  definition: Definition;
  notes: readonly string[];
  query: string;
  onClose: () => void;
}

/** What a figure means, in words and month by month, whose it is, and the cases behind it. */
export function FigureSheet({ row, definition, notes, query, onClose }: FigureSheetProps) {
  return (
    <Sheet open title={`${definition.name} · ${definition.group}`} onClose={onClose}>
      <p class="figure-sum">
        <strong>{valueWords(row.shape, row.tally)}</strong>
        {row.shape === "time" && row.tally.p90_s !== null && <span>{t("figures.p90", { span: span(row.tally.p90_s) })}</span>}
        <span class="meta">{fractionWords(row.shape, row.tally)}</span>
      </p>
      <section class="figure-part">
        <h3>{t("figures.definition")}</h3>
        <dl class="figure-definition">
          <dt>{t("figures.denominator")}</dt>
          <dd>{definition.denominator}</dd>
          <dt>{t("figures.numerator")}</dt>
          <dd>{definition.numerator}</dd>
        </dl>
        <details>
          <summary>{t("figures.for_all")}</summary>
          <ul class="figure-notes">
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </details>
      </section>
      <section class="figure-part">
        <details>
          <summary>{t("figures.months")}</summary>
          <Months row={row} />
        </details>
      </section>
      <Hospitals row={row} query={query} />
      <CasesBehind row={row} query={query} />
    </Sheet>
  );
}

function Months({ row }: { row: LedgerRow }) {
  return (
    <table class="table figure-months">
      <tbody>
        {row.months.map(({ month, tally }) => (
          <tr key={month}>
            <th scope="row">{formatMonth(month)}</th>
            <td class="number">{valueWords(row.shape, tally)}</td>
            <td class="number meta">{fractionWords(row.shape, tally)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Hospitals({ row, query }: { row: LedgerRow; query: string }) {
  const { data, error } = useResource<Breakdown>(`/figures/${row.key}/hospitals?${query}`);
  if (error !== undefined) return <p class="figures-failure">{tError(error)}</p>;
  if (data === undefined) return <Skeleton rows={2} />;
  if (data.items.length === 0) return null;
  return (
    <section class="figure-part">
      <h3>{t(`figures.by.${data.side}`)}</h3>
      <table class="table figure-hospitals">
        <tbody>
          {data.items.map(({ org, tally }) => (
            <tr key={org.id}>
              <th scope="row">{org.name}</th>
              <td class="number">{valueWords(row.shape, tally)}</td>
              <td class="number meta">{fractionWords(row.shape, tally)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
