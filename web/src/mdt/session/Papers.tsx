import { ProtocolLine } from "../../cases/forms/ProtocolLine";
import { useCasePage } from "../../cases/page/state/context";
import { readersVoice, t } from "../../i18n";
import { specialtyName } from "../../i18n/vocabulary";
import { printSheet } from "../../reports/paper/printPaper";
import { Button, PageError, Skeleton } from "../../ui";
import type { Resource } from "../../api";
import { PreOpinions } from "../opinions/PreOpinions";
import { ActionStates } from "../outcome/ActionStates";
import { OutcomePaper } from "../outcome/OutcomePaper";
import { MdtPaper } from "../paper/MdtPaper";
import { mdtPaper } from "../paper/model";
import { FormRead } from "../propose/FormRead";
import { Signatures } from "../signing/Signatures";
import type { MdtView, SessionView } from "../types";

interface PapersProps {
  session: SessionView;
  view: Resource<MdtView>;
}

/** The question, what each thought before, what is decided, who signed it. */
export function Papers({ session, view }: PapersProps) {
  const { detail } = useCasePage();
  const { data } = view;
  if (data === undefined) return view.error === undefined ? <Skeleton rows={5} /> : <PageError error={view.error} onRetry={view.reload} />;
  const written = data.outcome !== null || (data.can_write_outcome && data.opinions_opened_at !== null);
  // By key, so that what is being typed moves along when the opinions open.
  const outcome = <OutcomePaper key="outcome" view={data} session={session} reload={view.reload} />;
  const before = <PreOpinions key="before" view={data} reload={view.reload} />;
  return (
    <div class="mdt-papers" tabIndex={0} role="region" aria-label={t("mdt.papers")}>
      <section class="mdt-part" aria-labelledby="mdt-question">
        <header class="mdt-part-head">
          <h2 id="mdt-question">{t("mdt.question")}</h2>
          <span class="meta">{t(`mdt.state.${data.state}`)}</span>
        </header>
        <p class="mdt-question" dir="auto">
          {data.question}
        </p>
        <p class="meta">{t("mdt.needs", { who: data.required_specialties.map(specialtyName) })}</p>
        <details class="mdt-form">
          <summary>{t("mdt.proposal_of", { who: [data.created_by.name, data.from_org.name].join(" · ") })}</summary>
          <FormRead form={data.form} required={data.required_specialties} />
        </details>
        <ProtocolLine org={data.to_org} template={detail.form.template} />
      </section>
      {/* What is being written down comes before what was thought beforehand. */}
      {written ? [outcome, before] : [before, outcome]}
      <Signatures view={data} />
      <ActionStates view={data} />
      {data.outcome !== null && (
        <p class="mdt-print">
          <Button size="small" kind="text" onClick={() => printSheet(<MdtPaper paper={mdtPaper(readersVoice(), detail, data)} />)}>
            {t("mdt.print")}
          </Button>
        </p>
      )}
    </div>
  );
}
