import { useState } from "preact/hooks";
import { api } from "../../../api";
import { t } from "../../../i18n";
import { Button } from "../../../ui";
import { managesNetwork } from "../../access";
import { Failure } from "../../forms/Failure";
import { present } from "../../forms/faults";
import { today } from "../../forms/today";
import { useDeed } from "../../forms/useDeed";
import { WorkSheet } from "../../forms/WorkSheet";
import type { Hospital, Partnership, Vocabulary } from "../../types";
import { AGREEMENT_FIELDS, agreementBody, type AgreementDraft } from "./agreementForm";
import { AgreementFields, agreementFaults } from "./AgreementFields";
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
              vocabulary={vocabulary}
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
          <AgreementFields
            draft={draft}
            onChange={setDraft}
            form={FORM}
            faults={deed.faults}
            vocabulary={vocabulary}
            {...(from && to ? {} : { hospitals })}
          />
          <Failure text={deed.general} />
        </form>
      )}
    </WorkSheet>
  );
}
