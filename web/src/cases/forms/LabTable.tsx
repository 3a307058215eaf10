import { formatDate, formatNumber, formatTime, t } from "../../i18n";
import { labName, useLabTests, type Lab } from "./labs";
import "./forms.css";

/** Results as they were sent, oldest left, with their range and the course drawn beside it. */
export function LabTable({ labs }: { labs: readonly Lab[] }) {
  const tests = useLabTests();
  const times = [...new Set(labs.flatMap((each) => each.results.map((result) => result.at ?? "")))].sort();
  return (
    <div class="labs-scroll">
      <table class="labs-table labs-read">
        <thead>
          <tr>
            <th scope="col">{t("forms.lab_test")}</th>
            {times.map((at) => (
              <th scope="col" key={at}>
                {at !== "" && (
                  <>
                    {formatTime(at)}
                    <br />
                    <span class="meta">{formatDate(at)}</span>
                  </>
                )}
              </th>
            ))}
            <th scope="col">{t("forms.lab_range")}</th>
            {times.length > 1 && <th scope="col">{t("forms.lab_trend")}</th>}
          </tr>
        </thead>
        <tbody>
          {labs.map((each, index) => {
            const test = tests.find((known) => known.code === each.code);
            const edge = (value: number | undefined) => (value === undefined ? "" : formatNumber(value));
            return (
              <tr key={index}>
                <th scope="row">{test === undefined ? (each.name ?? each.code) : labName(test)}</th>
                {times.map((at) => {
                  const result = each.results.find((known) => (known.at ?? "") === at);
                  const flag = result?.flag ?? "";
                  return (
                    <td key={at} class={flag === "" ? undefined : `lab-${flag.length > 1 ? "critical" : "outside"}`}>
                      {typeof result?.value === "number" ? formatNumber(result.value, { maximumFractionDigits: 6 }) : result?.value}
                      {flag !== "" && <span class="lab-flag"> {t(`forms.flag.${flag}`)}</span>}
                    </td>
                  );
                })}
                <td class="meta">
                  {each.low !== undefined || each.high !== undefined ? `${edge(each.low)}–${edge(each.high)} ` : ""}
                  {each.unit}
                </td>
                {times.length > 1 && (
                  <td>
                    <Course lab={each} />
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

const WIDTH = 72;
const HEIGHT = 20;

/** A line through the numbers, with the reference range as a band behind it. */
function Course({ lab }: { lab: Lab }) {
  const points = lab.results.flatMap(({ value }) => (typeof value === "number" ? [value] : []));
  if (points.length < 2) return null;
  const all = [...points, ...[lab.low, lab.high].filter((each) => each !== undefined)];
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const y = (value: number) => (most === least ? HEIGHT / 2 : HEIGHT - 2 - ((value - least) / (most - least)) * (HEIGHT - 4));
  const x = (index: number) => 2 + (index / (points.length - 1)) * (WIDTH - 4);
  const [top, foot] = [y(lab.high ?? most), y(lab.low ?? least)];
  return (
    <svg class="lab-course" width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t("forms.lab_trend")}>
      <rect x="0" y={top} width={WIDTH} height={Math.max(1, foot - top)} class="lab-band" />
      <polyline points={points.map((value, index) => `${x(index)},${y(value)}`).join(" ")} />
      <circle cx={x(points.length - 1)} cy={y(points[points.length - 1] ?? 0)} r="2" />
    </svg>
  );
}
