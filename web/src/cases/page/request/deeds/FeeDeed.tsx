import { useState } from "preact/hooks";
import { api, useAttempt } from "../../../../api";
import { locale, t } from "../../../../i18n";
import { Button, Field, FormFoot, Select } from "../../../../ui";
import { useCasePage } from "../../state/context";
import type { CaseRequest } from "../../../detail";
import { feeWords } from "./feeWords";

const PAYERS = ["patient", "county", "insurance", "nobody"] as const;

/** What it costs and who bears it, where the hospital wants it recorded. */
export function FeeDeed({ request }: { request: CaseRequest }) {
  const { reload } = useCasePage();
  const { fee, may_record_fee: may } = request.course;
  const [open, setOpen] = useState(false);
  const [amount, setAmount] = useState("");
  const [payer, setPayer] = useState<string>("county");
  const { failure, attempt } = useAttempt();
  if (fee === null && !may) return null;
  const currency = locale.value === "vi" ? "VND" : "CNY";
  const minor = Math.round(Number(amount.replace(",", ".")) * (currency === "CNY" ? 100 : 1));
  const save = async () => {
    if (!(await attempt(() => api.post(`/requests/${request.id}/fee`, { amount: minor, currency, payer })))) return;
    setOpen(false);
    reload();
  };
  return (
    <section>
      <div class="request-head">
        <h2>{t("steps.fee")}</h2>
        {may && !open && (
          <Button size="small" onClick={() => setOpen(true)}>
            {t(fee === null ? "steps.fee_record" : "steps.fee_change")}
          </Button>
        )}
      </div>
      {fee !== null && <p>{feeWords(fee)}</p>}
      {open && (
        <form
          class="deed-form"
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <Field type="number" label={t("steps.fee_amount")} unit={currency} value={amount} onInput={setAmount} error={failure} required autoFocus />
          <Select label={t("steps.fee_payer")} value={payer} onChange={setPayer} options={PAYERS.map((each) => ({ value: each, text: t(`steps.payer.${each}`) }))} />
          <FormFoot deed={t("steps.fee_record")} disabled={amount.trim() === "" || Number.isNaN(minor)} onLeave={() => setOpen(false)} />
        </form>
      )}
    </section>
  );
}
