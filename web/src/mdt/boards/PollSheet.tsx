import { useState } from "preact/hooks";
import { Failure } from "../../admin/forms/Failure";
import { useDeed } from "../../admin/forms/useDeed";
import { api, serverNow } from "../../api";
import { fromBox, toBox } from "../../i18n/zoned";
import { t } from "../../i18n";
import { Button, Dialog, Field } from "../../ui";
import { plus } from "../../ui/icons";
import type { Board } from "../types";

const MINUTE = 60_000;
const MOST = 8;

interface PollSheetProps {
  board: Board;
  onClose: () => void;
  onDone: () => void;
}

/** Several times of the usual length, for the members to say when they can. */
export function PollSheet({ board, onClose, onDone }: PollSheetProps) {
  const [slots, setSlots] = useState<readonly string[]>(() => {
    const dates = board.next_dates.slice(0, 3).map((each) => toBox(each));
    return dates.length > 0 ? dates : [toBox(serverNow() + 24 * 60 * MINUTE)];
  });
  const [note, setNote] = useState("");
  const deed = useDeed("poll-new", []);
  const starts = slots.flatMap((each) => fromBox(each) ?? []);
  const send = async (event: Event) => {
    event.preventDefault();
    const body = {
      note: note.trim(),
      slots: starts.map((at) => ({ starts_at: at, ends_at: new Date(Date.parse(at) + board.calendar.minutes * MINUTE).toISOString() })),
    };
    if (starts.length > 0 && (await deed.run(() => api.post(`/mdt/boards/${board.id}/polls`, body)))) onDone();
  };
  return (
    <Dialog
      open
      title={t("mdt.poll_new")}
      onClose={onClose}
      actions={
        <Button kind="filled" type="submit" form="mdt-poll" busy={deed.busy} disabled={starts.length === 0}>
          {t("mdt.poll_ask")}
        </Button>
      }
    >
      <form id="mdt-poll" class="mdt-sheet" onSubmit={(event) => void send(event)}>
        {slots.map((each, index) => (
          <Field
            key={index}
            type="datetime-local"
            label={t("mdt.poll_slot", { n: String(index + 1) })}
            value={each}
            onInput={(text) => setSlots(slots.map((other, at) => (at === index ? text : other)))}
          />
        ))}
        {slots.length < MOST && (
          <Button size="small" icon={plus} onClick={() => setSlots([...slots, ""])}>
            {t("mdt.poll_more")}
          </Button>
        )}
        <Field label={t("mdt.poll_note")} value={note} maxLength={300} onInput={setNote} />
        <Failure text={deed.general} />
      </form>
    </Dialog>
  );
}
