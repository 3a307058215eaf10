import { t } from "../../../i18n";
import { serviceName } from "../../../i18n/vocabulary";
import { Check, Field, Select } from "../../../ui";
import { Checks } from "../../forms/Checks";
import type { Faults } from "../../forms/faults";
import { fieldId } from "../../forms/useDeed";
import type { Hospital, Vocabulary } from "../../types";
import type { AgreementDraft } from "./agreementForm";

interface AgreementFieldsProps {
  draft: AgreementDraft;
  onChange: (draft: AgreementDraft) => void;
  /** Of the form these belong to. */
  form: string;
  faults: Faults;
  /** To choose a pair from; without them it is given by the cell that was opened. */
  hospitals?: readonly Hospital[];
  /** One that is in force has begun. */
  begun?: boolean;
  vocabulary: Vocabulary;
}

/** What is agreed: services, days, whether a referral may follow. */
export function AgreementFields({ draft, onChange, form, faults, hospitals, begun = false, vocabulary }: AgreementFieldsProps) {
  const set = (change: Partial<AgreementDraft>) => onChange({ ...draft, ...change });
  const about = (field: string) => ({ id: fieldId(form, field), error: faults[field] ?? null });
  const options = hospitals?.map((each) => ({ value: each.id, text: each.name }));
  return (
    <>
      {options && (
        <div class="admin-fields">
          <Select
            {...about("requester_org")}
            label={t("admin.partnership.requester")}
            empty={t("admin.role.choose_hospital")}
            value={draft.requester_org}
            options={options}
            onChange={(requester_org) => set({ requester_org })}
            required
          />
          <Select
            {...about("provider_org")}
            label={t("admin.partnership.provider")}
            empty={t("admin.role.choose_hospital")}
            value={draft.provider_org}
            options={options.filter((each) => each.value !== draft.requester_org)}
            onChange={(provider_org) => set({ provider_org })}
            required
          />
        </div>
      )}
      <Checks
        {...about("services")}
        label={t("admin.partnership.services")}
        options={vocabulary.services.map((value) => ({ value, text: serviceName(value) }))}
        chosen={draft.services}
        onChange={(services) => set({ services })}
        required
      />
      <div class="admin-fields">
        {!begun && (
          <Field
            {...about("valid_from")}
            type="date"
            label={t("admin.partnership.first_day")}
            value={draft.first_day}
            onInput={(first_day) => set({ first_day })}
          />
        )}
        <Field
          {...about("valid_to")}
          type="date"
          label={t("admin.partnership.last_day")}
          value={draft.last_day}
          onInput={(last_day) => set({ last_day })}
          hint={t("admin.partnership.last_day_hint")}
        />
      </div>
      <Check
        id={fieldId(form, "allows_referral")}
        checked={draft.allows_referral}
        onChange={(allows_referral) => set({ allows_referral })}
      >
        {t("admin.partnership.allows_referral")}
      </Check>
    </>
  );
}

/** What is wrong before it is sent. */
export const agreementFaults = (draft: AgreementDraft) => ({
  requester_org: draft.requester_org === "" && t("admin.role.needs_hospital"),
  provider_org: draft.provider_org === "" && t("admin.role.needs_hospital"),
  services: draft.services.length === 0 && t("admin.partnership.needs_services"),
  valid_from: draft.first_day === "" && t("admin.partnership.needs_first_day"),
  valid_to: draft.last_day !== "" && draft.last_day < draft.first_day && t("admin.partnership.backwards"),
});
