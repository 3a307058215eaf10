import { t } from "../i18n";
import { HEIGHT, stretches, WIDTH } from "./line";
import type { LedgerRow } from "./types";
import { valueWords } from "./words";

/** Twelve months of a figure; the sheet behind the row has them in numbers. */
export function Line({ row, name }: { row: LedgerRow; name: string }) {
  const lines = stretches(row);
  const last = lines.at(-1)?.at(-1);
  const newest = row.months.at(-1);
  return (
    <svg
      class="figure-line"
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={t("figures.line", { name, value: newest ? valueWords(row.shape, newest.tally) : "–" })}
    >
      <line class="figure-line-foot" x1={0} x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} />
      {lines.map((line) => (
        <polyline key={line[0]?.x} points={line.map(({ x, y }) => `${x},${y}`).join(" ")} />
      ))}
      {lines
        .filter((line) => line.length === 1)
        .map(([point]) => point && <circle key={point.x} cx={point.x} cy={point.y} r={1.25} />)}
      {last && <circle class="figure-line-end" cx={last.x} cy={last.y} r={2} />}
    </svg>
  );
}
