import { has, t } from "../../../i18n";
import { Choice, Field } from "../../../ui";
import { said, type Template, type TemplateVersion } from "../../forms/templates";
import { SPOKEN, TEMPLATES } from "../draft/draft";
import { gapError, setText, type Form } from "../form";
import { Onset } from "./Onset";
import { Phrases } from "./Phrases";
import { Questions } from "./Questions";
import { VitalBox } from "./VitalBox";

interface WhatProps {
  form: Form;
  templates: readonly TemplateVersion[] | undefined;
  template: Template | undefined;
}

/** What is wrong and what is asked. */
export function What({ form, templates, template }: WhatProps) {
  const { draft } = form;
  const complaint = draft.texts.chief_complaint;
  const phrases = (template?.complaints ?? []).map(said).filter((each) => !complaint.includes(each));
  return (
    <section class="new-part" aria-labelledby="new-what">
      <h2 id="new-what">{t("new.what")}</h2>
      <Choice
        label={t("new.template")}
        value={draft.template}
        options={chipsOf(templates, draft.template)}
        onChange={(chosen) => form.change((old) => ({ ...old, template: chosen, templateVersion: null }))}
      />
      <Field
        id="new-complaint"
        label={t("new.text.chief_complaint")}
        value={complaint}
        error={gapError(form, "chief_complaint")}
        onInput={(text) => setText(form, "chief_complaint", text)}
      />
      <Phrases
        label={t("new.phrases_complaint")}
        phrases={phrases}
        onPick={(phrase) => setText(form, "chief_complaint", [complaint.trim(), phrase].filter(Boolean).join(t("new.phrase_comma")))}
      />
      <Onset form={form} />
      <div class="new-vitals" role="group" aria-label={t("new.vitals")}>
        {SPOKEN.map((name) => (
          <VitalBox key={name} form={form} name={name} />
        ))}
      </div>
      <Questions form={form} template={template} />
    </section>
  );
}

/** What this hospital offers; while that is not known, what ships. The one in use stays. */
function chipsOf(templates: readonly TemplateVersion[] | undefined, used: string) {
  if (templates === undefined) {
    const known = (TEMPLATES as readonly string[]).includes(used) ? TEMPLATES : [...TEMPLATES, used];
    return known.map((code) => ({ value: code, text: has(`new.template.${code}`) ? t(`new.template.${code}`) : code }));
  }
  const offered = templates.filter((each) => each.newest && (each.enabled || each.code === used));
  return offered.map((each) => ({ value: each.code, text: said(each.definition.words) }));
}
