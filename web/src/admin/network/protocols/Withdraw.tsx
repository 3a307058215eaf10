import { useState } from "preact/hooks";
import { api } from "../../../api";
import { t } from "../../../i18n";
import { Button, Field } from "../../../ui";
import { Failure } from "../../forms/Failure";
import { present } from "../../forms/faults";
import { fieldId, useDeed } from "../../forms/useDeed";

const FORM = "withdraw-protocol";

interface WithdrawProps {
  /** Of the hospital's protocol beside one template. */
  path: string;
  version: number;
  onDone: () => void;
}

/** Nothing is in force any more; the reason is read by the partners. */
export function Withdraw({ path, version, onDone }: WithdrawProps) {
  const [reason, setReason] = useState("");
  const deed = useDeed(FORM, ["reason"]);
  const withdraw = async (event: Event) => {
    event.preventDefault();
    const wrong = present({ reason: reason.trim() === "" && t("protocol.needs_reason") });
    const send = () => api.post(`${path}/withdraw`, { reason: reason.trim() }, { ifMatch: version });
    if (await deed.run(send, wrong)) onDone();
  };
  return (
    <section class="admin-part" aria-labelledby="protocol-withdraw">
      <h3 id="protocol-withdraw">{t("protocol.withdraw")}</h3>
      <form onSubmit={(event) => void withdraw(event)} noValidate>
        <Field
          id={fieldId(FORM, "reason")}
          error={deed.faults.reason ?? null}
          label={t("protocol.reason")}
          hint={t("protocol.withdraw_about")}
          value={reason}
          onInput={setReason}
          maxLength={400}
        />
        <Failure text={deed.general} />
        <div class="admin-row">
          <Button tone="emergency" size="small" type="submit" busy={deed.busy}>
            {t("protocol.withdraw")}
          </Button>
        </div>
      </form>
    </section>
  );
}
