import { useState } from "preact/hooks";
import { t } from "../../../i18n";
import { Field, FormFoot } from "../../../ui";
import { useCasePage } from "../state/context";

/** A deed that is only done with a reason; the reason goes into the room and the timeline. */
export function ReasonForm({ action, onDone }: { action: string; onDone: () => void }) {
  const { act, acting } = useCasePage();
  const [reason, setReason] = useState("");
  const submit = async () => {
    if (await act(action, { reason: reason.trim() })) onDone();
  };
  return (
    <form
      class="deed-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() !== "") void submit();
      }}
    >
      <Field label={t(`case.why.${action}`)} value={reason} onInput={setReason} rows={2} maxLength={1000} required autoFocus />
      <FormFoot deed={t(`case.action.${action}`)} disabled={reason.trim() === ""} busy={acting === action} onLeave={onDone} />
    </form>
  );
}
