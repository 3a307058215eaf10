import { useLocation } from "preact-iso";
import { useState } from "preact/hooks";
import { Failure } from "../../admin/forms/Failure";
import { useDeed } from "../../admin/forms/useDeed";
import { api, serverNow } from "../../api";
import { fromBox, toBox } from "../../i18n/zoned";
import { formatDateTime, parseNumber, t } from "../../i18n";
import { Button, Choice, Dialog, Field } from "../../ui";
import type { Board, Mode, SessionView } from "../types";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

interface MeetingSheetProps {
  board: Board;
  onClose: () => void;
  onDone: () => void;
}

/** A meeting at a time, or a window of days in which everybody answers when they can. */
export function MeetingSheet({ board, onClose, onDone }: MeetingSheetProps) {
  const { route } = useLocation();
  const [mode, setMode] = useState<Mode>("live");
  const [starts, setStarts] = useState(() => toBox(board.next_dates[0] ?? serverNow() + DAY));
  const [minutes, setMinutes] = useState(String(board.calendar.minutes));
  const [ends, setEnds] = useState(() => toBox(serverNow() + 3 * DAY));
  const [bridge, setBridge] = useState(board.bridge_phone);
  const [link, setLink] = useState("");
  const deed = useDeed("meeting-new", ["starts_at", "ends_at"]);
  const begin = fromBox(starts);
  const length = parseNumber(minutes);
  const end = mode === "async" ? fromBox(ends) : begin === null || length === null ? null : new Date(Date.parse(begin) + length * MINUTE).toISOString();
  const ready = begin !== null && end !== null;
  const send = async (event: Event) => {
    event.preventDefault();
    let made: SessionView | undefined;
    const body = { mode, starts_at: begin, ends_at: end, bridge_phone: bridge.trim(), link: link.trim() };
    const post = async () => {
      made = await api.post<SessionView>(`/mdt/boards/${board.id}/sessions`, body);
    };
    if (!ready || !(await deed.run(post))) return;
    onDone();
    if (made) route(`/mdt/${made.id}`);
  };
  return (
    <Dialog
      open
      title={t("mdt.meeting_new")}
      onClose={onClose}
      actions={
        <Button kind="filled" type="submit" form="mdt-meeting" busy={deed.busy} disabled={!ready}>
          {t("mdt.meeting_make")}
        </Button>
      }
    >
      <form id="mdt-meeting" class="mdt-sheet" onSubmit={(event) => void send(event)}>
        <Choice
          label={t("mdt.meeting_how")}
          value={mode}
          onChange={(chosen) => setMode(chosen as Mode)}
          options={(["live", "async"] as const).map((value) => ({ value, text: t(`mdt.mode.${value}`) }))}
        />
        <p class="meta">{t(`mdt.mode_about.${mode}`)}</p>
        {mode === "live" && board.next_dates.length > 0 && (
          <div class="mdt-row-deeds">
            {board.next_dates.slice(0, 3).map((each) => (
              <Button key={each} size="small" onClick={() => setStarts(toBox(each))}>
                {formatDateTime(each)}
              </Button>
            ))}
          </div>
        )}
        <Field type="datetime-local" label={t("mdt.starts_at")} value={starts} onInput={setStarts} required error={deed.faults["starts_at"] ?? null} />
        {mode === "live" ? (
          <Field type="number" label={t("mdt.length")} unit={t("mdt.minutes_unit")} value={minutes} onInput={setMinutes} error={deed.faults["ends_at"] ?? null} />
        ) : (
          <Field type="datetime-local" label={t("mdt.ends_at")} value={ends} onInput={setEnds} required error={deed.faults["ends_at"] ?? null} />
        )}
        {mode === "live" && <Field type="tel" label={t("mdt.bridge_phone")} value={bridge} maxLength={60} onInput={setBridge} />}
        {mode === "live" && <Field label={t("mdt.meeting_link")} value={link} maxLength={500} placeholder="https://" onInput={setLink} />}
        <Failure text={deed.general} />
      </form>
    </Dialog>
  );
}
