import type { Paper } from "./model";
import "./paper.css";

/** The paper, on screen as it prints. */
export function OpinionPaper({ paper }: { paper: Paper }) {
  return (
    <article lang={paper.locale} class={`paper${paper.signed ? "" : " paper-unsigned"}`}>
      <div class="paper-body">
        <header class="paper-head">
          {paper.demo && <p class="paper-demo">{paper.demo}</p>}
          <p class="paper-hospital">{paper.hospital}</p>
          <h2 class="paper-title">{paper.title}</h2>
          {paper.version && <p>{paper.version}</p>}
        </header>
        <p class="paper-patient">{paper.patient.join("　")}</p>
        <p class="paper-county">{paper.county.join("　")}</p>
        <section>
          <h3>{paper.questionsTitle}</h3>
          <ol class="paper-questions">
            {paper.questions.map(({ no, text, answer }) => (
              <li key={no}>
                <p class="paper-question">
                  {no}. {text}
                </p>
                <p class="paper-text">{answer}</p>
              </li>
            ))}
          </ol>
        </section>
        {paper.sections.map(({ title, text }) => (
          <section key={title}>
            <h3>{title}</h3>
            <p class="paper-text">{text}</p>
          </section>
        ))}
        {paper.correction && <p class="paper-text">{paper.correction}</p>}
        <p class="paper-basis">{paper.basis}</p>
        <div class="paper-signature">
          {paper.signature.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
      </div>
      <div class="paper-footer">
        <p>{paper.footer}</p>
      </div>
    </article>
  );
}
