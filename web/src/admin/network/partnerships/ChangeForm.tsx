import { useState } from "preact/hooks";
import { api } from "../../../api";
import { dayOf } from "../../../i18n/days";
import { t } from "../../../i18n";
import { FormFoot } from "../../../ui";
import { Failure } from "../../forms/Failure";
import { present } from "../../forms/faults";
import { today } from "../../forms/today";
import { useDeed } from "../../forms/useDeed";
import type { Partnership, Vocabulary } from "../../types";
import { AgreementFields, agreementFaults } from "./AgreementFields";
import { AGREEMENT_FIELDS, agreementBody, draftOf } from "./agreementForm";

interface ChangeFormProps {
  agreement: Partnership;
  zone: string;
  vocabulary: Vocabulary;
  onLeave: () => void;
  onDone: () => void;
}

const FORM = "change";

/** Other services or another last day, under the same agreement. */
export function ChangeForm({ agreement, zone, vocabulary, onLeave, onDone }: ChangeFormProps) {
  const [draft, setDraft] = useState(draftOf(agreement, dayOf(Date.parse(agreement.valid_from), zone), zone));
  const deed = useDeed(FORM, AGREEMENT_FIELDS);
  const change = async (event: Event) => {
    event.preventDefault();
    const { services, valid_to, allows_referral } = agreementBody(draft, zone, today(zone));
    const send = () => api.put(`/partnerships/${agreement.id}`, { services, valid_to, allows_referral });
    if (await deed.run(send, present(agreementFaults(draft)))) onDone();
  };
  return (
    <form class="admin-inline" onSubmit={(event) => void change(event)} noValidate>
      <p>{t("admin.partnership.change_about")}</p>
      <AgreementFields draft={draft} onChange={setDraft} form={FORM} faults={deed.faults} vocabulary={vocabulary} begun />
      <Failure text={deed.general} />
      <FormFoot deed={t("admin.save")} busy={deed.busy} onLeave={onLeave} />
    </form>
  );
}
