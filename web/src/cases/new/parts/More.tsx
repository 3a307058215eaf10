import { t } from "../../../i18n";
import { Check, Field } from "../../../ui";
import type { Diagnosis } from "../../forms/diagnoses";
import { DiagnosisFields } from "../../forms/DiagnosisFields";
import { LabFields } from "../../forms/LabFields";
import type { Gap } from "../draft/checks";
import type { TextName } from "../draft/draft";
import { gapError, setText, type Form } from "../form";
import { Consent } from "./Consent";
import { VitalBox } from "./VitalBox";

const SECTIONS: readonly (readonly [TextName, number])[] = [
  ["history", 4],
  ["past_history", 3],
  ["medication", 3],
  ["examination", 4],
  ["laboratory", 3],
  ["plan", 3],
  ["wanted_title", 1],
];
const ASKED: Partial<Record<TextName, Gap>> = { history: "history" };

/** The rest of the request form (申请单): unfolded for a routine request, at hand in an emergency. */
export function More({ form }: { form: Form }) {
  const routine = form.draft.urgency !== "emergency";
  return (
    <details class="new-more" open={routine}>
      <summary>{routine ? t("new.more") : t("new.more_later")}</summary>
      <div class="new-sections">
        {SECTIONS.map(([name, rows]) => {
          const gap = ASKED[name];
          return (
            <Field
              key={name}
              id={`new-${name}`}
              label={t(`new.text.${name}`)}
              rows={rows > 1 ? rows : undefined}
              value={form.draft.texts[name]}
              maxLength={8000}
              error={gap === undefined ? null : gapError(form, gap)}
              onInput={(text) => setText(form, name, text)}
            />
          );
        })}
        <DiagnosisFields
          id="new-diagnoses"
          diagnoses={withWords(form)}
          error={gapError(form, "provisional_diagnosis")}
          onChange={(diagnoses) => form.change((old) => ({ ...old, diagnoses, texts: { ...old.texts, provisional_diagnosis: "" } }))}
        />
        <div class="new-measures">
          <VitalBox form={form} name="weight" />
          <VitalBox form={form} name="gcs" />
          <VitalBox form={form} name="altitude" />
        </div>
        <Consent form={form} />
        <Check checked={form.draft.allowReferral} onChange={(allowReferral) => form.change((old) => ({ ...old, allowReferral }))}>
          {t("new.allow_referral")}
        </Check>
        <div class="new-labs" id="new-labs" tabIndex={-1}>
          <LabFields labs={form.draft.labs} onChange={(labs) => form.change((old) => ({ ...old, labs }))} />
        </div>
      </div>
    </details>
  );
}

/** What an older draft holds in words is a diagnosis like any other. */
function withWords({ draft }: Form): Diagnosis[] {
  const text = draft.texts.provisional_diagnosis.trim();
  return text === "" ? draft.diagnoses : [...draft.diagnoses, { code: "", text }];
}
