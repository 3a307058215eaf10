import { formatNumber, parseNumber, t } from "../../../../i18n";
import { Check, Field } from "../../../../ui";
import { DetailFields } from "../../../forms/DetailFields";
import { DiagnosisFields } from "../../../forms/DiagnosisFields";
import { LabFields } from "../../../forms/LabFields";
import type { Template } from "../../../forms/templates";
import type { Vitals } from "../../../detail";
import { ConsentFields } from "./ConsentFields";
import { ONE_LINE, TEXTS, VITALS } from "./fields";
import type { Values } from "./formValues";

const RANGES: Readonly<Record<keyof Vitals, readonly [number, number]>> = {
  temperature: [20, 45],
  pulse: [0, 400],
  respiration: [0, 120],
  systolic: [0, 350],
  diastolic: [0, 250],
  spo2: [0, 100],
  weight: [0, 500],
  gcs: [3, 15],
  altitude: [-500, 9000],
};

interface FormFieldsProps {
  values: Values;
  onChange: (values: Values) => void;
  wrong: readonly (keyof Vitals)[];
  template: Template | undefined;
  /** Attachments of the case, of which one may be the signed sheet. */
  papers: readonly string[];
}

export function FormFields({ values, onChange, wrong, template, papers }: FormFieldsProps) {
  const [complaint, ...rest] = TEXTS;
  const text = (name: (typeof TEXTS)[number]) => (
    <Field
      key={name}
      label={t(`case.field.${name}`)}
      value={values.texts[name] ?? ""}
      onInput={(value) => onChange({ ...values, texts: { ...values.texts, [name]: value } })}
      {...(ONE_LINE.has(name) ? {} : { rows: 3 })}
      maxLength={8000}
    />
  );
  return (
    <>
      {complaint && text(complaint)}
      <div class="edit-row">
        <Field
          type="datetime-local"
          label={t("case.field.onset")}
          value={values.onset}
          disabled={values.onsetUnknown}
          onInput={(onset) => onChange({ ...values, onset })}
        />
        <Check checked={values.onsetUnknown} onChange={(onsetUnknown) => onChange({ ...values, onsetUnknown })}>
          {t("case.onset_unknown")}
        </Check>
      </div>
      <fieldset class="edit-vitals">
        <legend class="field-label">{t("case.field.vitals")}</legend>
        {VITALS.map(([name, unit]) => (
          <Field
            key={name}
            type="number"
            label={t(`case.vital.${name}`)}
            unit={unit}
            value={values.vitals[name] ?? ""}
            onInput={(value) => onChange({ ...values, vitals: { ...values.vitals, [name]: value } })}
            hint={RANGES[name].map((each) => formatNumber(each)).join("–")}
            error={wrong.includes(name) ? t("case.edit.no_number") : null}
          />
        ))}
      </fieldset>
      {rest.map(text)}
      <DiagnosisFields id="edit-diagnoses" diagnoses={values.diagnoses} onChange={(diagnoses) => onChange({ ...values, diagnoses })} />
      {template !== undefined && (
        <DetailFields
          prefix="edit-detail"
          template={template}
          typed={values.details}
          weight={parseNumber(values.vitals.weight ?? "")}
          onChange={(code, value) => onChange({ ...values, details: { ...values.details, [code]: value } })}
        />
      )}
      <LabFields labs={values.labs} onChange={(labs) => onChange({ ...values, labs })} />
      <ConsentFields consent={values.consent} papers={papers} onChange={(consent) => onChange({ ...values, consent })} />
      <Check checked={values.allowReferral} onChange={(allowReferral) => onChange({ ...values, allowReferral })}>
        {t("new.allow_referral")}
      </Check>
    </>
  );
}
