import { t } from "../i18n";
import { Line } from "./Line";
import type { Definitions, LedgerRow } from "./types";
import { fractionWords, limitWords, span, valueWords } from "./words";

interface LedgerTableProps {
  rows: readonly LedgerRow[];
  words: Definitions;
  hrefOf: (row: LedgerRow) => string;
  onOpen: () => void;
}

/** One row per figure; its name leads to what it means and to the cases behind it. */
export function LedgerTable({ rows, words, hrefOf, onOpen }: LedgerTableProps) {
  const groups = [...new Set(rows.map((row) => row.group))];
  const wordsOf = (key: string | undefined) => words.figures.find((each) => each.key === key);
  return (
    <table class="table ledger">
      <thead>
        <tr>
          <th scope="col">{t("figures.figure")}</th>
          <th scope="col" class="number">
            {t("figures.value")}
          </th>
          <th scope="col" class="number">
            {t("figures.fraction")}
          </th>
          <th scope="col">{t("figures.twelve_months")}</th>
          <th scope="col">{t("figures.limit")}</th>
        </tr>
      </thead>
      {groups.map((group) => {
        const own = rows.filter((row) => row.group === group);
        return (
          <tbody key={group}>
            <tr class="ledger-group">
              <th scope="rowgroup" colSpan={5}>
                {wordsOf(own[0]?.key)?.group}
              </th>
            </tr>
            {own.map((row) => (
              <Row key={row.key} row={row} name={wordsOf(row.key)?.name ?? row.key} href={hrefOf(row)} onOpen={onOpen} />
            ))}
          </tbody>
        );
      })}
    </table>
  );
}

interface RowProps {
  row: LedgerRow;
  name: string;
  href: string;
  onOpen: () => void;
}

function Row({ row, name, href, onOpen }: RowProps) {
  const { tally } = row;
  return (
    <tr data-figure={row.key} class={tally.held_back ? "ledger-held" : undefined}>
      <th scope="row">
        <a href={href} onClick={onOpen}>
          {name}
        </a>
      </th>
      <td class="number ledger-value">
        {valueWords(row.shape, tally)}
        {row.shape === "time" && tally.p90_s !== null && <span class="meta ledger-p90">{t("figures.p90", { span: span(tally.p90_s) })}</span>}
      </td>
      <td class="number ledger-fraction">{fractionWords(row.shape, tally)}</td>
      <td class="ledger-line">
        <Line row={row} name={name} />
      </td>
      <td class="ledger-limit">{limitWords(row)}</td>
    </tr>
  );
}
