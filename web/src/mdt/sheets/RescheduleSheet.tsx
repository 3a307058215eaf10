import { useState } from "preact/hooks";
import { Failure } from "../../admin/forms/Failure";
import { useDeed } from "../../admin/forms/useDeed";
import { api } from "../../api";
import { fromBox, toBox } from "../../i18n/zoned";
import { t } from "../../i18n";
import { Button, Dialog, Field } from "../../ui";
import type { SessionView } from "../types";

interface RescheduleSheetProps {
  session: SessionView;
  onClose: () => void;
  onDone: () => void;
}

/** Another time, of the same length, with the reason everybody reads. */
export function RescheduleSheet({ session, onClose, onDone }: RescheduleSheetProps) {
  const [text, setText] = useState(() => toBox(session.starts_at));
  const [reason, setReason] = useState("");
  const deed = useDeed("reschedule", []);
  const starts = fromBox(text);
  const ready = starts !== null && reason.trim() !== "";
  const send = async (event: Event) => {
    event.preventDefault();
    if (starts === null || !ready) return;
    const length = Date.parse(session.ends_at) - Date.parse(session.starts_at);
    const body = { starts_at: starts, ends_at: new Date(Date.parse(starts) + length).toISOString(), reason: reason.trim() };
    if (await deed.run(() => api.post(`/mdt/sessions/${session.id}/reschedule`, body))) onDone();
  };
  return (
    <Dialog
      open
      title={t("mdt.do.reschedule")}
      onClose={onClose}
      actions={
        <Button kind="filled" type="submit" form="mdt-reschedule" busy={deed.busy} disabled={!ready}>
          {t("mdt.do.reschedule")}
        </Button>
      }
    >
      <form id="mdt-reschedule" class="mdt-sheet" onSubmit={(event) => void send(event)}>
        <Field type="datetime-local" label={t("mdt.starts_at")} value={text} onInput={setText} required />
        <Field label={t("mdt.why.reschedule")} value={reason} onInput={setReason} rows={2} maxLength={1000} required />
        <Failure text={deed.general} />
      </form>
    </Dialog>
  );
}
