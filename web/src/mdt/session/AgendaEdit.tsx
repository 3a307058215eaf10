import { useState } from "preact/hooks";
import { Failure } from "../../admin/forms/Failure";
import { useDeed } from "../../admin/forms/useDeed";
import { api } from "../../api";
import { parseNumber, t } from "../../i18n";
import { Button, Field, Sheet } from "../../ui";
import { arrowUp } from "../../ui/icons";
import type { SessionView } from "../types";

interface AgendaEditProps {
  session: SessionView;
  onClose: () => void;
  onDone: () => void;
}

/** Order and minutes; once the list is locked only with a reason that everybody reads. */
export function AgendaEdit({ session, onClose, onDone }: AgendaEditProps) {
  const [items, setItems] = useState(() => session.agenda.map((each) => ({ ...each, text: String(each.minutes) })));
  const [reason, setReason] = useState("");
  const deed = useDeed("agenda", []);
  const minutes = items.map((each) => parseNumber(each.text));
  const fits = minutes.every((each) => each !== null && Number.isInteger(each) && each > 0);
  const ready = fits && (!session.locked || reason.trim() !== "");
  const up = (index: number) => {
    const moved = [...items];
    moved.splice(index - 1, 0, ...moved.splice(index, 1));
    setItems(moved);
  };
  const send = async (event: Event) => {
    event.preventDefault();
    const body = { items: items.map(({ request_id }, index) => ({ request_id, minutes: minutes[index] })), reason: reason.trim() };
    if (ready && (await deed.run(() => api.put(`/mdt/sessions/${session.id}/agenda`, body)))) onDone();
  };
  return (
    <Sheet
      open
      title={t("mdt.agenda_edit_title")}
      onClose={onClose}
      actions={
        <Button kind="filled" type="submit" form="mdt-agenda-form" busy={deed.busy} disabled={!ready}>
          {t("mdt.save")}
        </Button>
      }
    >
      <form id="mdt-agenda-form" class="mdt-sheet" onSubmit={(event) => void send(event)}>
        <ol class="mdt-agenda-edit">
          {items.map((each, index) => (
            <li key={each.request_id}>
              <span>
                <strong>{each.patient.name || t("today.unidentified")}</strong>
                <br />
                <span class="meta">{each.question}</span>
              </span>
              <Field
                type="number"
                label={t("mdt.minutes_for")}
                value={each.text}
                onInput={(text) => setItems(items.map((other) => (other.request_id === each.request_id ? { ...other, text } : other)))}
              />
              <Button
                size="small"
                icon={arrowUp}
                disabled={index === 0}
                label={t("mdt.earlier", { who: each.patient.name || t("today.unidentified") })}
                onClick={() => up(index)}
              />
            </li>
          ))}
        </ol>
        {session.locked && <Field label={t("mdt.why_late")} value={reason} onInput={setReason} rows={2} maxLength={500} required />}
        <Failure text={deed.general} />
      </form>
    </Sheet>
  );
}
