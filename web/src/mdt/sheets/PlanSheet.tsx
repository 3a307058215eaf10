import { useState } from "preact/hooks";
import { Failure } from "../../admin/forms/Failure";
import { useDeed } from "../../admin/forms/useDeed";
import { api, useResource } from "../../api";
import { parseNumber, t } from "../../i18n";
import { Button, Dialog, EmptyState, Field, Select } from "../../ui";
import { whenWords } from "../session/Head";
import type { Line, Place } from "../types";

interface PlanSheetProps {
  line: Line;
  onClose: () => void;
  onDone: () => void;
}

/** Onto the list of a coming meeting, with its minutes; after the list was locked only with a reason. */
export function PlanSheet({ line, onClose, onDone }: PlanSheetProps) {
  const place = useResource<Place>("/mdt");
  const sessions = (place.data?.sessions ?? []).filter((each) => each.board.id === line.board.id && each.state === "planned");
  const [wanted, setWanted] = useState("");
  const [minutes, setMinutes] = useState("15");
  const [reason, setReason] = useState("");
  const deed = useDeed("plan", ["session_id", "minutes", "reason"]);
  const session = sessions.find((each) => each.id === wanted) ?? sessions[0];
  const length = parseNumber(minutes);
  const ready = session !== undefined && length !== null && length > 0 && (!session.locked || reason.trim() !== "");
  const send = async (event: Event) => {
    event.preventDefault();
    if (!ready) return;
    const body = { session_id: session.id, minutes: length, reason: reason.trim() };
    if (await deed.run(() => api.post(`/requests/${line.request_id}/plan`, body, { ifMatch: line.version }))) onDone();
  };
  return (
    <Dialog
      open
      title={t("mdt.do.plan")}
      onClose={onClose}
      actions={
        <Button kind="filled" type="submit" form="mdt-plan" busy={deed.busy} disabled={!ready}>
          {t("mdt.do.plan")}
        </Button>
      }
    >
      <form id="mdt-plan" class="mdt-sheet" onSubmit={(event) => void send(event)}>
        {place.data !== undefined && sessions.length === 0 && (
          <EmptyState text={t("mdt.plan_none")}>
            <Button href="/mdt/boards">{t("mdt.boards")}</Button>
          </EmptyState>
        )}
        {sessions.length > 0 && (
          <Select
            label={t("mdt.plan_session")}
            value={session?.id ?? ""}
            onChange={setWanted}
            options={sessions.map((each) => ({ value: each.id, text: [whenWords(each), t(`mdt.mode.${each.mode}`)].join(" · ") }))}
          />
        )}
        <Field type="number" label={t("mdt.minutes_for")} value={minutes} onInput={setMinutes} error={deed.faults["minutes"] ?? null} />
        {session?.locked && <Field label={t("mdt.why_late")} value={reason} onInput={setReason} rows={2} maxLength={500} required />}
        <Failure text={deed.general ?? deed.faults["session_id"] ?? null} />
      </form>
    </Dialog>
  );
}
