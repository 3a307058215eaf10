import { useState } from "preact/hooks";
import { api, useAttempt } from "../../api";
import { t } from "../../i18n";
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
  const { busy, failure, attempt } = useAttempt();
  const [shown, setShown] = useState<Shown | null>(null);
  if (shown !== null) {
    return (
      <p class="figure-shown" role="status">
        <strong>{shown.number}</strong> {shown.name || t("today.unidentified")} {sexAge(shown.sex, shown.age)}
        <span class="meta"> {t("figures.told")}</span>
      </p>
    );
  }
  const ask = (event: Event) => {
    event.preventDefault();
    const body = { request_id: requestId, figure, reason: reason.trim() };
    void attempt(async () => setShown(await api.post<Shown>("/figures/look_ups", body)));
  };
  return (
    <form class="figure-ask" onSubmit={ask}>
      <Field label={t("figures.reason")} hint={t("figures.reason_hint")} value={reason} onInput={setReason} maxLength={500} required error={failure} autoFocus />
      <FormFoot deed={t("figures.look_up_now")} kind="filled" busy={busy !== null} disabled={reason.trim() === ""} onLeave={onLeave} />
    </form>
  );
}
