import { formatNumber, t } from "../../../i18n";
import { Check, Field } from "../../../ui";
import type { Vitals } from "../detail";
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
}

export function FormFields({ values, onChange, wrong }: FormFieldsProps) {
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
      <Check checked={values.consentGiven} onChange={(consentGiven) => onChange({ ...values, consentGiven })}>
        {t("case.consent_given")}
      </Check>
      <Field label={t("case.consent_by_whom")} value={values.consentBy} onInput={(consentBy) => onChange({ ...values, consentBy })} />
      <Field
        label={t("case.consent_why_not")}
        value={values.consentException}
        onInput={(consentException) => onChange({ ...values, consentException })}
      />
    </>
  );
}
