import { LOCALE_NAMES, t } from "../../../i18n";
import { languageName, specialtyName } from "../../../i18n/vocabulary";
import { Field, Select } from "../../../ui";
import { Checks } from "../../forms/Checks";
import type { Faults } from "../../forms/faults";
import { fieldId } from "../../forms/useDeed";
import type { Vocabulary } from "../../types";
import { languageChoices, type PersonDraft } from "./personForm";

interface PersonFieldsProps {
  form: string;
  draft: PersonDraft;
  onChange: (draft: PersonDraft) => void;
  faults: Faults;
  vocabulary: Vocabulary;
}

/** Who somebody is and what they are licensed for. */
export function PersonFields({ form, draft, onChange, faults, vocabulary }: PersonFieldsProps) {
  const set = (change: Partial<PersonDraft>) => onChange({ ...draft, ...change });
  const about = (field: string) => ({ id: fieldId(form, field), error: faults[field] ?? null });
  return (
    <>
      <div class="admin-fields">
        <Field
          {...about("name")}
          label={t("admin.person.name")}
          value={draft.name}
          onInput={(name) => set({ name })}
          required
          maxLength={200}
        />
        <Field
          {...about("title")}
          label={t("admin.person.title")}
          value={draft.title}
          onInput={(title) => set({ title })}
          hint={t("admin.person.title_hint")}
          maxLength={200}
        />
        <Field
          {...about("phone")}
          type="tel"
          label={t("admin.person.phone")}
          value={draft.phone}
          onInput={(phone) => set({ phone })}
          hint={t("admin.person.phone_hint")}
          maxLength={60}
        />
        <Select
          {...about("locale")}
          label={t("admin.person.locale")}
          value={draft.locale}
          options={vocabulary.locales.map((value) => ({ value, text: LOCALE_NAMES[value] ?? value }))}
          onChange={(locale) => set({ locale })}
        />
        <Field
          {...about("licence_no")}
          label={t("admin.person.licence_no")}
          value={draft.licence_no}
          onInput={(licence_no) => set({ licence_no })}
          hint={t("admin.person.licence_hint")}
          maxLength={60}
        />
        <Field
          {...about("licence_valid_to")}
          type="date"
          label={t("admin.person.licence_valid_to")}
          value={draft.licence_valid_to}
          onInput={(licence_valid_to) => set({ licence_valid_to })}
          hint={t("admin.person.licence_open")}
        />
      </div>
      <Checks
        {...about("specialties")}
        label={t("admin.person.specialties")}
        options={vocabulary.specialties.map((value) => ({ value, text: specialtyName(value) }))}
        chosen={draft.specialties}
        onChange={(specialties) => set({ specialties })}
      />
      <Checks
        {...about("languages")}
        label={t("admin.person.languages")}
        options={languageChoices(draft.languages).map((value) => ({ value, text: languageName(value) }))}
        chosen={draft.languages}
        onChange={(languages) => set({ languages })}
      />
    </>
  );
}
