import type { Paper } from "./model";
import { Qr } from "./Qr";
import "../../reports/paper/paper.css";
import "./paper.css";

const SHORT = 16;
const isShort = (row: Paper["rows"][number] | undefined) => row !== undefined && row[1].length <= SHORT && !row[1].includes("\n");

/** Which rows stand beside their neighbour, so that the signatures stay on the first sheet: short ones, by twos. */
export function pairedRows(rows: Paper["rows"]): boolean[] {
  const paired = rows.map(() => false);
  for (let at = 0; at < rows.length; at += 1) {
    if (!isShort(rows[at]) || !isShort(rows[at + 1])) continue;
    paired[at] = paired[at + 1] = true;
    at += 1;
  }
  return paired;
}

/** A slip or receipt as it prints. */
export function ReferralPaper({ paper }: { paper: Paper }) {
  const paired = pairedRows(paper.rows);
  return (
    <article lang={paper.locale} class="paper slip">
      <div class="paper-body">
        <header class="slip-head">
          <div class="slip-title">
            {paper.demo && <p class="paper-demo">{paper.demo}</p>}
            {paper.motto.map((each) => (
              <p key={each} class="paper-motto">
                {each}
              </p>
            ))}
            <p class="paper-hospital">{paper.hospital}</p>
            <h2 class="paper-title">{paper.title}</h2>
            <p>{paper.number}</p>
          </div>
          {paper.code && (
            <div class="slip-code">
              <Qr text={paper.code.url} label={paper.code.about} />
              <p>{paper.code.about}</p>
            </div>
          )}
        </header>
        <p class="slip-to">{paper.to}</p>
        <p class="paper-patient">{paper.patient.join("　")}</p>
        <dl class="slip-rows">
          {paper.rows.map(([label, text], no) => (
            <div key={label} class={paired[no] ? "slip-short" : undefined}>
              <dt>{label}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
        <div class="slip-end">
          {paper.closing && <p class="paper-basis">{paper.closing}</p>}
          <div class="slip-signatures">
            {paper.signatures.map(({ label, name, about }) => (
              <div key={label}>
                <p>{label}</p>
                <p class="slip-line">{name}</p>
                <p>{about}</p>
              </div>
            ))}
          </div>
        </div>
      </div>
      <div class="paper-footer">
        <p>{paper.footer}</p>
      </div>
    </article>
  );
}
