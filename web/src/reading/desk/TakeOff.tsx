import { useState } from "preact/hooks";
import { api, useAttempt } from "../../api";
import { t } from "../../i18n";
import { Button, Dialog, Field } from "../../ui";
import type { Recorded } from "../parts/model";

interface TakeOffProps {
  why: "other_patient" | "again";
  on: NonNullable<Recorded["case"]>;
  name: string;
  onClose: () => void;
  onDone: () => void;
}

/** A recording comes off its case with a reason; it stays with the hospital, and its place is marked. */
export function TakeOff({ why, on, name, onClose, onDone }: TakeOffProps) {
  const [reason, setReason] = useState(t(`desk.reason.${why}`));
  const { busy, failure, attempt } = useAttempt();
  const take = async () => {
    const path = `/cases/${on.case_id}/materials/${on.material_id}/withdraw`;
    if (!(await attempt(() => api.post(path, { reason }, { ifMatch: on.material_version })))) return;
    onClose();
    onDone();
  };
  return (
    <Dialog
      open
      title={t(`desk.${why}`)}
      onClose={onClose}
      actions={
        <Button kind="filled" busy={busy !== null} disabled={reason.trim() === ""} onClick={() => void take()}>
          {t("desk.take_off", { name })}
        </Button>
      }
    >
      <p>{t(`desk.about.${why}`, { name })}</p>
      <Field label={t("desk.reason")} value={reason} onInput={setReason} rows={2} maxLength={500} error={failure} />
    </Dialog>
  );
}
