import { useState } from "preact/hooks";
import { Failure } from "../../admin/forms/Failure";
import { useDeed } from "../../admin/forms/useDeed";
import { api } from "../../api";
import { t } from "../../i18n";
import { Button, Dialog, Field } from "../../ui";

interface ReasonSheetProps {
  /** `mdt.do.…` names the deed, `mdt.why.…` asks for the reason. */
  action: string;
  post: string;
  ifMatch?: number;
  onClose: () => void;
  onDone: () => void;
}

/** A step that is only taken with a reason. */
export function ReasonSheet({ action, post, ifMatch, onClose, onDone }: ReasonSheetProps) {
  const [reason, setReason] = useState("");
  const deed = useDeed("reason", []);
  const send = async (event: Event) => {
    event.preventDefault();
    if (reason.trim() === "") return;
    const options = ifMatch === undefined ? {} : { ifMatch };
    if (await deed.run(() => api.post(post, { reason: reason.trim() }, options))) onDone();
  };
  return (
    <Dialog
      open
      title={t(`mdt.do.${action}`)}
      onClose={onClose}
      actions={
        <Button kind="filled" type="submit" form="mdt-reason" busy={deed.busy} disabled={reason.trim() === ""}>
          {t(`mdt.do.${action}`)}
        </Button>
      }
    >
      <form id="mdt-reason" class="mdt-sheet" onSubmit={(event) => void send(event)}>
        <Field label={t(`mdt.why.${action}`)} value={reason} onInput={setReason} rows={3} maxLength={1000} required autoFocus />
        <Failure text={deed.general} />
      </form>
    </Dialog>
  );
}
