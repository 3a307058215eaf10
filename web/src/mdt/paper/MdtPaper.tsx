import type { MdtPaperWords } from "./model";
import "../../reports/paper/paper.css";
import "./paper.css";

/** The record of the meeting, on screen as it prints. */
export function MdtPaper({ paper }: { paper: MdtPaperWords }) {
  return (
    <article lang={paper.locale} class={`paper mdt-paper${paper.signed ? "" : " paper-unsigned"}`}>
      <div class="paper-body">
        <header class="paper-head">
          {paper.demo && <p class="paper-demo">{paper.demo}</p>}
          {paper.motto.map((each) => (
            <p key={each} class="paper-motto">
              {each}
            </p>
          ))}
          <p class="paper-hospital">{paper.hospital}</p>
          <h2 class="paper-title">{paper.title}</h2>
          {paper.standing.map((each) => (
            <p key={each} class="mdt-paper-standing">
              {each}
            </p>
          ))}
        </header>
        <p class="paper-patient">{paper.patient.join("　")}</p>
        <p class="paper-county">{paper.county.join("　")}</p>
        <dl class="mdt-paper-meeting">
          {paper.meeting.map(({ title, text }) => (
            <div key={title}>
              <dt>{title}</dt>
              <dd>{text}</dd>
            </div>
          ))}
          <div>
            <dt>{paper.words.members}</dt>
            <dd>
              {paper.attendance.map((each) => (
                <p key={each}>{each}</p>
              ))}
            </dd>
          </div>
          {paper.absent.length > 0 && (
            <div>
              <dt>{paper.words.absent}</dt>
              <dd>{paper.absent.join(" · ")}</dd>
            </div>
          )}
        </dl>
        {paper.sections.map(({ title, text }) => (
          <section key={title}>
            <h3>{title}</h3>
            <p class="paper-text">{text}</p>
          </section>
        ))}
        {paper.actions.length > 0 && (
          <section>
            <h3>{paper.words.actions}</h3>
            <ol class="mdt-paper-actions">
              {paper.actions.map((each) => (
                <li key={each}>{each}</li>
              ))}
            </ol>
          </section>
        )}
        {paper.dissent.length > 0 && (
          <section>
            <h3>{paper.words.dissent}</h3>
            {paper.dissent.map(({ who, text }) => (
              <p key={who} class="paper-text">
                {who}: {text}
              </p>
            ))}
          </section>
        )}
        <p class="paper-basis">{paper.basis}</p>
        <ul class="mdt-paper-signatures">
          {paper.signatures.map(({ who, about }) => (
            <li key={who}>
              <strong>{who}</strong>
              <br />
              {about}
            </li>
          ))}
        </ul>
      </div>
      <div class="paper-footer">
        <p>{paper.footer}</p>
      </div>
    </article>
  );
}
