import { useState } from "preact/hooks";
import { Failure } from "../../admin/forms/Failure";
import { present } from "../../admin/forms/faults";
import { fieldId, useDeed } from "../../admin/forms/useDeed";
import { WorkSheet } from "../../admin/forms/WorkSheet";
import { api, me, now } from "../../api";
import { t } from "../../i18n";
import { Button, Field, Select } from "../../ui";
import { dayOf, instantOf, plusDays } from "../times";
import type { LeaveKind, Week } from "../types";
import { PersonSelect } from "./People";

const FORM = "leave";
const FIELDS = ["person_id", "kind", "starts_at", "ends_at", "note"];
const KINDS: readonly LeaveKind[] = ["leave", "sick", "training", "other"];

/** Days on which somebody is not there, whatever the roster says. */
export function LeaveSheet({ week, onClose, onDone }: { week: Week; onClose: () => void; onDone: () => void }) {
  const zone = week.time_zone;
  const tomorrow = plusDays(dayOf(now.value, zone), 1);
  const mine = me.value?.id ?? "";
  const [person, setPerson] = useState(week.people.some((each) => each.id === mine) ? mine : "");
  const [kind, setKind] = useState<LeaveKind>("leave");
  const [from, setFrom] = useState(`${tomorrow}T00:00`);
  const [to, setTo] = useState(`${plusDays(tomorrow, 1)}T00:00`);
  const [note, setNote] = useState("");
  const deed = useDeed(FORM, FIELDS);
  const about = (field: string) => ({ id: fieldId(FORM, field), error: deed.faults[field] ?? null });

  const save = async (event: Event) => {
    event.preventDefault();
    const [starts, ends] = [instantOf(from, zone), instantOf(to, zone)];
    const wrong = present({
      person_id: person === "" && t("duty.needs_person"),
      starts_at: starts === null && t("duty.needs_time"),
      ends_at: ends === null && t("duty.needs_time"),
    });
    const body = { org_id: week.org_id, person_id: person, kind, starts_at: starts, ends_at: ends, note };
    if (await deed.run(() => api.post("/duty/leaves", body), wrong)) onDone();
  };
  return (
    <WorkSheet
      title={t("duty.leave")}
      dirty={note !== ""}
      onClose={onClose}
      actions={
        <Button kind="filled" type="submit" form={FORM} busy={deed.busy}>
          {t("duty.save_leave")}
        </Button>
      }
    >
      <form id={FORM} class="duty-form" onSubmit={(event) => void save(event)} noValidate>
        <PersonSelect
          {...about("person_id")}
          label={t("duty.person")}
          people={week.can_plan ? week.people : week.people.filter((each) => each.id === mine)}
          specialty=""
          value={person}
          onChange={setPerson}
        />
        <Select
          {...about("kind")}
          label={t("duty.leave_kind")}
          value={kind}
          options={KINDS.map((value) => ({ value, text: t(`duty.leave.${value}`) }))}
          onChange={(value) => setKind(value as LeaveKind)}
        />
        <div class="duty-fields">
          <Field {...about("starts_at")} type="datetime-local" label={t("duty.from")} value={from} onInput={setFrom} />
          <Field {...about("ends_at")} type="datetime-local" label={t("duty.to")} value={to} onInput={setTo} />
        </div>
        <Field {...about("note")} label={t("duty.note")} value={note} onInput={setNote} maxLength={500} hint={t("duty.note_hint")} />
        <Failure text={deed.general} />
      </form>
    </WorkSheet>
  );
}
