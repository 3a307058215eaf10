import { useState } from "preact/hooks";
import { Failure } from "../../admin/forms/Failure";
import { useDeed } from "../../admin/forms/useDeed";
import { api, me, useResource } from "../../api";
import { t } from "../../i18n";
import { Button, Check, Choice, Dialog, Field } from "../../ui";
import type { Board } from "../types";

interface AnswerSheetProps {
  session: { id: string; board: { id: string } };
  onClose: () => void;
  onDone: () => void;
}

/** Coming or not; whoever does not come says why, and may send the deputy of their seat. */
export function AnswerSheet({ session, onClose, onDone }: AnswerSheetProps) {
  const [coming, setComing] = useState("");
  const [reason, setReason] = useState("");
  const [sends, setSends] = useState(false);
  const boards = useResource<{ items: Board[] }>("/mdt/boards");
  const seat = boards.data?.items.find((each) => each.id === session.board.id)?.seats.find((each) => each.person.id === me.value?.id);
  const deputy = seat?.deputy ?? null;
  const deed = useDeed("answer", []);
  const ready = coming === "yes" || (coming === "no" && reason.trim() !== "");
  const send = async (event: Event) => {
    event.preventDefault();
    if (!ready) return;
    const away = coming === "no";
    const body = { coming: !away, deputy: away && sends && deputy !== null, reason: away ? reason.trim() : "" };
    if (await deed.run(() => api.post(`/mdt/sessions/${session.id}/answer`, body))) onDone();
  };
  return (
    <Dialog
      open
      title={t("mdt.do.answer")}
      onClose={onClose}
      actions={
        <Button kind="filled" type="submit" form="mdt-answer" busy={deed.busy} disabled={!ready}>
          {t("mdt.answer_send")}
        </Button>
      }
    >
      <form id="mdt-answer" class="mdt-sheet" onSubmit={(event) => void send(event)}>
        <Choice
          label={t("mdt.answer_question")}
          value={coming}
          onChange={setComing}
          options={[
            { value: "yes", text: t("mdt.answer.coming") },
            { value: "no", text: t("mdt.answer.declined") },
          ]}
        />
        {coming === "no" && <Field label={t("mdt.answer_why")} value={reason} onInput={setReason} maxLength={500} required autoFocus />}
        {coming === "no" && deputy !== null && (
          <Check checked={sends} onChange={setSends}>
            {t("mdt.answer_deputy", { who: deputy.name })}
          </Check>
        )}
        <Failure text={deed.general} />
      </form>
    </Dialog>
  );
}
