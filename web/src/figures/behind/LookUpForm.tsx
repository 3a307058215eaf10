import { useState } from "preact/hooks";
import { api } from "../../api";
import { t, tError } from "../../i18n";
import { Field, FormFoot, sexAge, type Sex } from "../../ui";

interface LookUpFormProps {
  requestId: string;
  figure: string;
  onLeave: () => void;
}

interface Shown {
  number: string;
  name: string;
  sex: Sex;
  age: number | null;
}

/** Asks why; then says who it is, as long as the sheet is open. */
export function LookUpForm({ requestId, figure, onLeave }: LookUpFormProps) {
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [shown, setShown] = useState<Shown | null>(null);
  if (shown !== null) {
    return (
      <p class="figure-shown" role="status">
        <strong>{shown.number}</strong> {shown.name || t("today.unidentified")} {sexAge(shown.sex, shown.age)}
        <span class="meta"> {t("figures.told")}</span>
      </p>
    );
  }
  const ask = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    setFailure(null);
    try {
      setShown(await api.post<Shown>("/figures/look_ups", { request_id: requestId, figure, reason: reason.trim() }));
    } catch (error) {
      setFailure(tError(error));
    }
    setBusy(false);
  };
  return (
    <form class="figure-ask" onSubmit={(event) => void ask(event)}>
      <Field label={t("figures.reason")} hint={t("figures.reason_hint")} value={reason} onInput={setReason} maxLength={500} required error={failure} autoFocus />
      <FormFoot deed={t("figures.look_up_now")} kind="filled" busy={busy} disabled={reason.trim() === ""} onLeave={onLeave} />
    </form>
  );
}
