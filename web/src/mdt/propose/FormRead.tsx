import { t } from "../../i18n";
import { specialtyName } from "../../i18n/vocabulary";
import type { ProposalForm } from "../types";

/** The proposal as the county wrote it. */
export function FormRead({ form, required }: { form: ProposalForm; required: readonly string[] }) {
  const rows: [string, string][] = [
    ["disease", [form.disease, form.stage].filter(Boolean).join(" · ")],
    ["performance_status", form.performance_status === "" ? "" : t(`mdt.grade.${form.performance_status}`)],
    ["comorbidity", form.comorbidity],
    ["preference", form.preference],
    ["social", form.social],
    ["options", form.options],
    ["images", [t(form.images_ready ? "mdt.images_ready" : "mdt.images_not_ready"), form.images_note].filter(Boolean).join(" · ")],
    ["required_specialties", required.map(specialtyName).join(" · ")],
  ];
  return (
    <dl class="mdt-form-read">
      {rows
        .filter(([, text]) => text !== "")
        .map(([name, text]) => (
          <div key={name}>
            <dt>{t(`mdt.form.${name}`)}</dt>
            <dd dir="auto">{text}</dd>
          </div>
        ))}
    </dl>
  );
}
