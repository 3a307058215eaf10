import { t } from "../../../i18n";
import { Choice, Field } from "../../../ui";
import { SPOKEN, TEMPLATES, type Template } from "../draft/draft";
import { gapError, setText, type Form } from "../form";
import { Onset } from "./Onset";
import { Questions } from "./Questions";
import { VitalBox } from "./VitalBox";

/** What is wrong and what is asked. */
export function What({ form }: { form: Form }) {
  const { draft } = form;
  return (
    <section class="new-part" aria-labelledby="new-what">
      <h2 id="new-what">{t("new.what")}</h2>
      <Choice
        label={t("new.template")}
        value={draft.template}
        options={TEMPLATES.map((each) => ({ value: each, text: t(`new.template.${each}`) }))}
        onChange={(template) => form.change((old) => ({ ...old, template: template as Template }))}
      />
      <Field
        id="new-complaint"
        label={t("new.text.chief_complaint")}
        value={draft.texts.chief_complaint}
        error={gapError(form, "chief_complaint")}
        onInput={(text) => setText(form, "chief_complaint", text)}
      />
      <Onset form={form} />
      <div class="new-vitals" role="group" aria-label={t("new.vitals")}>
        {SPOKEN.map((name) => (
          <VitalBox key={name} form={form} name={name} />
        ))}
      </div>
      <Questions form={form} />
    </section>
  );
}
