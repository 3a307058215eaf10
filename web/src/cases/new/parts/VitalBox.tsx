import { formatNumber, t } from "../../../i18n";
import { Field } from "../../../ui";
import { measureFits } from "../draft/checks";
import type { Measure } from "../draft/draft";
import { setVital, type Form } from "../form";

const UNITS: Readonly<Record<Measure, string>> = {
  temperature: "°C",
  pulse: "/min",
  respiration: "/min",
  systolic: "mmHg",
  diastolic: "mmHg",
  spo2: "%",
  weight: "kg",
  gcs: "",
  altitude: "m",
};

/** One number with its unit; "3,1" and "3.1" are the same. */
export function VitalBox({ form, name }: { form: Form; name: Measure }) {
  const range = form.ranges[name];
  const text = form.draft.vitals[name];
  const wrong =
    range === undefined
      ? t("new.number_wrong")
      : t("new.range", { low: formatNumber(range.low), high: formatNumber(range.high) });
  return (
    <Field
      id={`new-${name}`}
      label={t(`new.vital.${name}`)}
      type="number"
      unit={UNITS[name]}
      value={text}
      maxLength={7}
      error={measureFits(text, range) ? null : wrong}
      onInput={(value) => setVital(form, name, value)}
    />
  );
}
