import { t } from "../../../../i18n";
import { Check, Choice, Field, sexWord } from "../../../../ui";
import type { PersonValues } from "./formValues";

const SEXES = ["male", "female", "other", "unknown"] as const;

interface PersonFieldsProps {
  values: PersonValues;
  onChange: (values: PersonValues) => void;
}

export function PersonFields({ values, onChange }: PersonFieldsProps) {
  const set = (some: Partial<PersonValues>) => onChange({ ...values, ...some });
  return (
    <>
      <Check checked={values.unidentified} onChange={(unidentified) => set({ unidentified })}>
        {t("case.unidentified")}
      </Check>
      <Field label={t("case.field.name")} value={values.name} onInput={(name) => set({ name })} maxLength={200} disabled={values.unidentified} />
      <Choice
        label={t("case.field.sex")}
        value={values.sex}
        onChange={(sex) => set({ sex })}
        options={SEXES.map((value) => ({ value, text: sexWord(value) }))}
      />
      <div class="edit-row">
        <Field type="date" label={t("case.field.birth_date")} value={values.birth} onInput={(birth) => set({ birth })} />
        <Field type="number" label={t("case.field.age")} value={values.age} disabled={values.birth !== ""} onInput={(age) => set({ age })} />
      </div>
      <div class="edit-row">
        <Field label={t("case.identifier.national_id")} value={values.nationalId} onInput={(nationalId) => set({ nationalId })} />
        <Field label={t("case.identifier.mrn")} value={values.mrn} onInput={(mrn) => set({ mrn })} />
      </div>
      <div class="edit-row">
        <Field label={t("case.identifier.insurance")} value={values.insurance} onInput={(insurance) => set({ insurance })} />
        <Field type="tel" label={t("case.field.phone")} value={values.phone} onInput={(phone) => set({ phone })} />
      </div>
    </>
  );
}
