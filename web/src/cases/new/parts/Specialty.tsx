import { t, parseNumber } from "../../../i18n";
import { DetailFields } from "../../forms/DetailFields";
import { said, type Template } from "../../forms/templates";
import type { Form } from "../form";

/** The specialty's own part: at hand in an emergency, and never in its way. */
export function Specialty({ form, template }: { form: Form; template: Template | undefined }) {
  if (template === undefined || template.sections.length === 0) return null;
  return (
    <details class="new-more" id="new-specialty" tabIndex={-1} open>
      <summary>{t(form.draft.urgency === "emergency" ? "new.specialty_later" : "new.specialty", { name: said(template.words) })}</summary>
      <DetailFields
        prefix="new-detail"
        template={template}
        typed={form.draft.details}
        weight={parseNumber(form.draft.vitals.weight)}
        onChange={(code, value) => form.change((old) => ({ ...old, details: { ...old.details, [code]: value } }))}
      />
    </details>
  );
}
