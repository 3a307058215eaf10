import { useState } from "preact/hooks";
import { api } from "../../../api";
import { t } from "../../../i18n";
import { Button, Check, Field, Select } from "../../../ui";
import { serviceName } from "../../../i18n/vocabulary";
import { managesNetwork } from "../../access";
import { Checks } from "../../forms/Checks";
import { Failure } from "../../forms/Failure";
import { present } from "../../forms/faults";
import { today } from "../../forms/today";
import { fieldId, useDeed } from "../../forms/useDeed";
import { WorkSheet } from "../../forms/WorkSheet";
import type { Hospital, Partnership, Vocabulary } from "../../types";
import { AGREEMENT_FIELDS, agreementBody, type AgreementDraft } from "./agreementForm";
import { AgreementLine } from "./AgreementLine";

const FORM = "agreement";

interface AgreementSheetProps {
  /** Empty where the pair is still to be chosen. */
  from: string;
  to: string;
  hospitals: readonly Hospital[];
  /** All of this pair, ended ones too. */
  agreements: readonly Partnership[];
  vocabulary: Vocabulary;
  zoneOf: (org: string) => string;
  onClose: () => void;
  /** Made or ended: of this pair. */
  onChanged: (from: string, to: string) => void;
}

/** What one hospital may ask another, and until when. */
export function AgreementSheet(props: AgreementSheetProps) {
  const { from, to, hospitals, agreements, vocabulary, zoneOf, onClose, onChanged } = props;
  const empty: AgreementDraft = {
    requester_org: from,
    provider_org: to,
    services: [],
    first_day: today(zoneOf(from)),
    last_day: "",
    allows_referral: false,
  };
  const [draft, setDraft] = useState(empty);
  const [open, setOpen] = useState(false);
  const deed = useDeed(FORM, AGREEMENT_FIELDS);
  const adding = (open || agreements.length === 0) && managesNetwork();

  const make = async (event: Event) => {
    event.preventDefault();
    const zone = zoneOf(draft.requester_org);
    const wrong = present(agreementFaults(draft));
    const send = () => api.post("/partnerships", agreementBody(draft, zone, today(zone)));
    if (!(await deed.run(send, wrong))) return;
    setDraft(empty);
    setOpen(false);
    onChanged(draft.requester_org, draft.provider_org);
  };
  const nameOf = (id: string) => hospitals.find((each) => each.id === id)?.name ?? "";
  return (
    <WorkSheet
      title={from && to ? t("admin.partnership.title", { from: nameOf(from), to: nameOf(to) }) : t("admin.partnership.new")}
      dirty={adding && draft.services.length > 0}
      onClose={onClose}
      actions={
        adding && (
          <Button kind="filled" type="submit" form={FORM} busy={deed.busy}>
            {t("admin.partnership.add")}
          </Button>
        )
      }
    >
      {agreements.length > 0 && (
        <ul class="admin-lines">
          {agreements.map((each) => (
            <AgreementLine
              key={each.id}
              agreement={each}
              zone={zoneOf(each.requester_org)}
              onChanged={() => onChanged(each.requester_org, each.provider_org)}
            />
          ))}
        </ul>
      )}
      {!adding && managesNetwork() && (
        <Button size="small" onClick={() => setOpen(true)}>
          {t("admin.partnership.another")}
        </Button>
      )}
      {!managesNetwork() && <p class="meta admin-part">{t("admin.partnership.by_network")}</p>}
      {adding && (
        <form id={FORM} class="admin-form" onSubmit={(event) => void make(event)} noValidate>
          <AgreementFields draft={draft} onChange={setDraft} fixed={Boolean(from && to)} deed={deed} {...{ hospitals, vocabulary }} />
          <Failure text={deed.general} />
        </form>
      )}
    </WorkSheet>
  );
}

interface AgreementFieldsProps {
  draft: AgreementDraft;
  onChange: (draft: AgreementDraft) => void;
  /** The pair is given by the cell that was opened. */
  fixed: boolean;
  deed: { faults: Readonly<Record<string, string>> };
  hospitals: readonly Hospital[];
  vocabulary: Vocabulary;
}

function AgreementFields({ draft, onChange, fixed, deed, hospitals, vocabulary }: AgreementFieldsProps) {
  const set = (change: Partial<AgreementDraft>) => onChange({ ...draft, ...change });
  const about = (field: string) => ({ id: fieldId(FORM, field), error: deed.faults[field] ?? null });
  const options = hospitals.map((each) => ({ value: each.id, text: each.name }));
  return (
    <>
      {!fixed && (
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
        <Field
          {...about("valid_from")}
          type="date"
          label={t("admin.partnership.first_day")}
          value={draft.first_day}
          onInput={(first_day) => set({ first_day })}
        />
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
        id={fieldId(FORM, "allows_referral")}
        checked={draft.allows_referral}
        onChange={(allows_referral) => set({ allows_referral })}
      >
        {t("admin.partnership.allows_referral")}
      </Check>
    </>
  );
}

const agreementFaults = (draft: AgreementDraft) => ({
  requester_org: draft.requester_org === "" && t("admin.role.needs_hospital"),
  provider_org: draft.provider_org === "" && t("admin.role.needs_hospital"),
  services: draft.services.length === 0 && t("admin.partnership.needs_services"),
  valid_from: draft.first_day === "" && t("admin.partnership.needs_first_day"),
  valid_to: draft.last_day !== "" && draft.last_day < draft.first_day && t("admin.partnership.backwards"),
});
