import { useState } from "preact/hooks";
import { Checks } from "../../admin/forms/Checks";
import { Failure } from "../../admin/forms/Failure";
import { present } from "../../admin/forms/faults";
import { fieldId, useDeed } from "../../admin/forms/useDeed";
import { WorkSheet } from "../../admin/forms/WorkSheet";
import { api, useResource } from "../../api";
import { parseNumber, t } from "../../i18n";
import { specialtyName } from "../../i18n/vocabulary";
import { Button, Check, Field, Select } from "../../ui";
import type { Board } from "../types";
import { bodyOf, draftOf, newBoard, unseated, type BoardDraft } from "./seats";
import { SeatFields, type Seatable } from "./SeatFields";
import { dayName } from "./words";

const FORM = "board";
const WEEKS = [1, 2, 3, 4, 5] as const;

interface BoardSheetProps {
  /** null: a new one of hospital `org`. */
  board: Board | null;
  org: string;
  onClose: () => void;
  onDone: () => void;
}

/** A standing MDT: its name, its days, whom it needs, who sits in it. */
export function BoardSheet({ board, org, onClose, onDone }: BoardSheetProps) {
  const [draft, setDraft] = useState<BoardDraft>(() => (board === null ? newBoard(org) : draftOf(board)));
  const [saved] = useState(() => JSON.stringify(draft));
  const [minutes, setMinutes] = useState(String(draft.calendar.minutes));
  const known = useResource<{ specialties: string[] }>("/vocabulary");
  const people = useResource<{ items: Seatable[] }>(`/mdt/seatable/${draft.org_id}`);
  const deed = useDeed(FORM, ["name", "required_specialties", "calendar", "seats"]);
  const put = (part: Partial<BoardDraft>) => setDraft({ ...draft, ...part });
  const length = parseNumber(minutes);
  const specialties = (known.data?.specialties ?? []).map((value) => ({ value, text: specialtyName(value) }));
  const wanting = unseated(draft).map(specialtyName);
  const save = async (event: Event) => {
    event.preventDefault();
    const body = bodyOf({ ...draft, calendar: { ...draft.calendar, minutes: length ?? 0 } });
    const wrong = present({
      name: draft.name.trim() === "" && t("mdt.needs_name"),
      required_specialties: draft.required_specialties.length === 0 && t("mdt.needs_specialties"),
      calendar: (length === null || length <= 0 || !/^\d\d:\d\d$/.test(draft.calendar.at)) && t("mdt.needs_time"),
    });
    const send = () => (board === null ? api.post("/mdt/boards", body) : api.put(`/mdt/boards/${board.id}`, body, { ifMatch: board.version }));
    if (await deed.run(send, wrong)) onDone();
  };
  const weekday = draft.calendar.weekday;
  return (
    <WorkSheet
      title={board === null ? t("mdt.board_new") : board.name}
      dirty={JSON.stringify(draft) !== saved}
      onClose={onClose}
      actions={
        <Button kind="filled" type="submit" form={FORM} busy={deed.busy}>
          {t("mdt.save")}
        </Button>
      }
    >
      <form id={FORM} class="mdt-sheet" onSubmit={(event) => void save(event)} noValidate>
        <Field
          id={fieldId(FORM, "name")}
          label={t("mdt.board_name")}
          value={draft.name}
          maxLength={120}
          required
          onInput={(name) => put({ name })}
          error={deed.faults["name"] ?? null}
        />
        <Field label={t("mdt.bridge_phone")} type="tel" value={draft.bridge_phone} maxLength={60} hint={t("mdt.bridge_hint")} onInput={(bridge_phone) => put({ bridge_phone })} />
        <div class="mdt-fields">
          <Select
            label={t("mdt.calendar_day")}
            value={weekday === null ? "" : String(weekday)}
            empty={t("mdt.calendar_called")}
            options={[0, 1, 2, 3, 4, 5, 6].map((each) => ({ value: String(each), text: dayName(each) }))}
            onChange={(value) => put({ calendar: { ...draft.calendar, weekday: value === "" ? null : Number(value) } })}
          />
          <Field
            id={fieldId(FORM, "calendar")}
            label={t("mdt.calendar_at")}
            value={draft.calendar.at}
            placeholder="14:00"
            maxLength={5}
            onInput={(at) => put({ calendar: { ...draft.calendar, at } })}
            error={deed.faults["calendar"] ?? null}
          />
          <Field type="number" label={t("mdt.length")} unit={t("mdt.minutes_unit")} value={minutes} onInput={setMinutes} />
        </div>
        {weekday !== null && (
          <Checks
            id={fieldId(FORM, "weeks")}
            label={t("mdt.calendar_which")}
            options={WEEKS.map((each) => ({ value: String(each), text: String(each) }))}
            chosen={draft.calendar.weeks.map(String)}
            onChange={(weeks) => put({ calendar: { ...draft.calendar, weeks: weeks.map(Number) } })}
          />
        )}
        <Checks
          id={fieldId(FORM, "required_specialties")}
          label={t("mdt.form.required_specialties")}
          options={specialties}
          chosen={draft.required_specialties}
          onChange={(required_specialties) => put({ required_specialties })}
          error={deed.faults["required_specialties"] ?? null}
          required
        />
        <SeatFields
          id={fieldId(FORM, "seats")}
          seats={draft.seats}
          people={people.data?.items ?? []}
          specialties={specialties}
          onChange={(seats) => put({ seats })}
          error={deed.faults["seats"] ?? null}
        />
        {wanting.length > 0 && <p class="meta">{t("mdt.seats_wanting", { who: wanting })}</p>}
        {board !== null && (
          <Check checked={draft.active} onChange={(active) => put({ active })}>
            {t("mdt.board_active")}
          </Check>
        )}
        <Failure text={deed.general} />
      </form>
    </WorkSheet>
  );
}
