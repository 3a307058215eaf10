import { LOCALE_NAMES, t } from "../../../i18n";
import { Field, Select } from "../../../ui";
import { managesNetwork } from "../../access";
import type { Faults } from "../../forms/faults";
import { fieldId } from "../../forms/useDeed";
import type { Hospital, OrgKind } from "../../types";
import { KINDS, type HospitalDraft } from "./hospitalForm";

interface HospitalFieldsProps {
  form: string;
  draft: HospitalDraft;
  onChange: (draft: HospitalDraft) => void;
  faults: Faults;
  /** What it can belong to. */
  others: readonly Hospital[];
  locales: readonly string[];
}

export function HospitalFields({ form, draft, onChange, faults, others, locales }: HospitalFieldsProps) {
  const set = (change: Partial<HospitalDraft>) => onChange({ ...draft, ...change });
  const about = (field: string) => ({ id: fieldId(form, field), error: faults[field] ?? null });
  return (
    <div class="admin-fields">
      <Field
        {...about("name")}
        label={t("admin.hospital.name")}
        value={draft.name}
        onInput={(name) => set({ name })}
        maxLength={200}
        required
      />
      <Field
        {...about("level")}
        label={t("admin.hospital.level")}
        value={draft.level}
        onInput={(level) => set({ level })}
        hint={t("admin.hospital.level_hint")}
        maxLength={100}
      />
      <Field
        {...about("phone")}
        type="tel"
        label={t("admin.hospital.phone")}
        value={draft.phone}
        onInput={(phone) => set({ phone })}
        hint={t("admin.hospital.phone_hint")}
        maxLength={60}
      />
      <Select
        {...about("locale")}
        label={t("admin.hospital.locale")}
        value={draft.locale}
        options={locales.map((value) => ({ value, text: LOCALE_NAMES[value] ?? value }))}
        onChange={(locale) => set({ locale })}
      />
      <Field
        {...about("time_zone")}
        label={t("admin.hospital.time_zone")}
        value={draft.time_zone}
        onInput={(time_zone) => set({ time_zone })}
        suggestions={ZONES}
        hint={t("admin.hospital.time_zone_hint")}
        required
      />
      {managesNetwork() && (
        <>
          <Select
            {...about("kind")}
            label={t("admin.hospital.kind")}
            value={draft.kind}
            options={KINDS.map((value) => ({ value, text: t(`admin.kind.${value}`) }))}
            onChange={(kind) => set({ kind: kind as OrgKind })}
          />
          <Select
            {...about("parent_id")}
            label={t("admin.hospital.parent")}
            empty={t("admin.hospital.no_parent")}
            value={draft.parent_id}
            options={others.map((each) => ({ value: each.id, text: each.name }))}
            onChange={(parent_id) => set({ parent_id })}
          />
        </>
      )}
    </div>
  );
}

const ZONES = Intl.supportedValuesOf("timeZone");
