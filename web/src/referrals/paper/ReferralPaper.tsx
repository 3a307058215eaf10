import type { Paper } from "./model";
import { Qr } from "./Qr";
import "../../reports/paper/paper.css";
import "./paper.css";

/** A slip or receipt as it prints. */
export function ReferralPaper({ paper }: { paper: Paper }) {
  return (
    <article lang={paper.locale} class="paper slip">
      <div class="paper-body">
        <header class="slip-head">
          <div class="slip-title">
            {paper.demo && <p class="paper-demo">{paper.demo}</p>}
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
          {paper.rows.map(([label, text]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
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
      <div class="paper-footer">
        <p>{paper.footer}</p>
      </div>
    </article>
  );
}
