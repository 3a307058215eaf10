import { useState } from "preact/hooks";
import { Failure } from "../../admin/forms/Failure";
import { useDeed } from "../../admin/forms/useDeed";
import { api } from "../../api";
import { t } from "../../i18n";
import { Button, Clock, Dialog, Field } from "../../ui";
import type { ActionLine } from "../types";

type State = "doing" | "done" | "declined";

/** What was decided that I do: done here, or said why not; the team is told. */
export function ActionRow({ action, onDone }: { action: ActionLine; onDone: () => void }) {
  const [asking, setAsking] = useState(false);
  const deed = useDeed(`action-${action.seq}`, []);
  const report = async (state: State, note = "") => {
    const body = { seq: action.seq, state, note };
    if (await deed.run(() => api.post(`/requests/${action.request_id}/report_action`, body))) {
      setAsking(false);
      onDone();
    }
  };
  return (
    <li class="mdt-row">
      <div>
        <a href={`/cases/${action.case_id}`}>
          <strong>{action.text}</strong>
        </a>
        <p class="meta">
          {[action.patient.name || t("today.unidentified"), action.number, action.state === "doing" ? t("room.card.doing") : ""].filter(Boolean).join(" · ")}
        </p>
        {!asking && <Failure text={deed.general} />}
      </div>
      {action.due_at !== null && <Clock label={t("mdt.due")} due={action.due_at} />}
      <span class="mdt-row-deeds">
        <Button size="small" busy={deed.busy} onClick={() => void report("done")}>
          {t("room.card.finish")}
        </Button>
        {action.state === "open" && (
          <Button size="small" kind="text" onClick={() => void report("doing")}>
            {t("room.card.begin")}
          </Button>
        )}
        <Button size="small" kind="text" onClick={() => setAsking(true)}>
          {t("room.card.decline")}
        </Button>
      </span>
      {asking && <Why text={action.text} busy={deed.busy} failure={deed.general} onClose={() => setAsking(false)} onSend={(why) => void report("declined", why)} />}
    </li>
  );
}

interface WhyProps {
  text: string;
  busy: boolean;
  failure: string | null;
  onClose: () => void;
  onSend: (why: string) => void;
}

function Why({ text, busy, failure, onClose, onSend }: WhyProps) {
  const [why, setWhy] = useState("");
  const send = (event: Event) => {
    event.preventDefault();
    if (why.trim() !== "") onSend(why.trim());
  };
  return (
    <Dialog
      open
      title={t("room.card.decline")}
      onClose={onClose}
      actions={
        <Button kind="filled" type="submit" form="mdt-action-why" busy={busy} disabled={why.trim() === ""}>
          {t("room.card.decline")}
        </Button>
      }
    >
      <form id="mdt-action-why" class="mdt-sheet" onSubmit={send}>
        <p>{text}</p>
        <Field label={t("room.card.why")} value={why} onInput={setWhy} rows={2} maxLength={500} required autoFocus />
        <Failure text={failure} />
      </form>
    </Dialog>
  );
}
