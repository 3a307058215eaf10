import { useState } from "preact/hooks";
import { Failure } from "../../admin/forms/Failure";
import { present } from "../../admin/forms/faults";
import { fieldId, useDeed } from "../../admin/forms/useDeed";
import { WorkSheet } from "../../admin/forms/WorkSheet";
import { api } from "../../api";
import { t } from "../../i18n";
import { specialtyName } from "../../i18n/vocabulary";
import { Button, Check, Field, Select } from "../../ui";
import { clockOf, lengthOf, minutesOf, weekdayName } from "../times";
import type { Roster, Week } from "../types";
import { PersonSelect } from "./People";

const FORM = "shift";
const FIELDS = ["roster", "line", "person_id", "weekdays", "starts", "ends", "valid_from", "valid_to"];
/** Any Monday: the words of the week come from it. */
const MONDAY = 5;

export interface ShiftBegin {
  roster: Roster;
  line: number;
  weekdays: number[];
  starts_min: number;
  ends_min: number;
  from: string;
}

interface ShiftSheetProps {
  week: Week;
  begin: ShiftBegin;
  onClose: () => void;
  onDone: () => void;
}

/** Weekly hours of somebody on a line, on as many days as are ticked. */
export function ShiftSheet({ week, begin, onClose, onDone }: ShiftSheetProps) {
  const managed = week.rosters.filter((each) => each.can_manage && !each.retired);
  const [rosterId, setRoster] = useState(begin.roster.id);
  const roster = managed.find((each) => each.id === rosterId) ?? begin.roster;
  const [line, setLine] = useState(String(begin.line));
  const [person, setPerson] = useState("");
  const [days, setDays] = useState(begin.weekdays);
  const [starts, setStarts] = useState(clockOf(begin.starts_min));
  const [ends, setEnds] = useState(clockOf(begin.ends_min));
  const [from, setFrom] = useState(begin.from);
  const [to, setTo] = useState("");
  const deed = useDeed(FORM, FIELDS, { starts_min: "starts", length_min: "ends" });
  const about = (field: string) => ({ id: fieldId(FORM, field), error: deed.faults[field] ?? null });

  const save = async (event: Event) => {
    event.preventDefault();
    const [begins, stops] = [minutesOf(starts), minutesOf(ends)];
    const wrong = present({
      person_id: person === "" && t("duty.needs_person"),
      weekdays: days.length === 0 && t("duty.needs_day"),
      starts: begins === null && t("duty.needs_time"),
      ends: stops === null && t("duty.needs_time"),
      valid_from: from === "" && t("duty.needs_date"),
    });
    const body = () => ({
      line: Number(line),
      person_id: person,
      weekdays: [...days].sort(),
      starts_min: begins ?? 0,
      length_min: lengthOf(begins ?? 0, stops ?? 0),
      valid_from: from,
      valid_to: to || null,
    });
    if (await deed.run(() => api.post(`/duty/rosters/${roster.id}/shifts`, body()), wrong)) onDone();
  };
  return (
    <WorkSheet
      title={t("duty.add_shift")}
      dirty={person !== ""}
      onClose={onClose}
      actions={
        <Button kind="filled" type="submit" form={FORM} busy={deed.busy}>
          {t("duty.save_shift")}
        </Button>
      }
    >
      <form id={FORM} class="duty-form" onSubmit={(event) => void save(event)} noValidate>
        <div class="duty-fields">
          <Select
            {...about("roster")}
            label={t("duty.specialty")}
            value={roster.id}
            options={managed.map((each) => ({ value: each.id, text: specialtyName(each.specialty) }))}
            onChange={(id) => {
              setRoster(id);
              setLine("1");
            }}
          />
          <Select {...about("line")} label={t("duty.line")} value={line} options={linesOf(roster)} onChange={setLine} />
        </div>
        <PersonSelect
          {...about("person_id")}
          label={t("duty.person")}
          people={week.people}
          specialty={roster.specialty}
          value={person}
          onChange={setPerson}
        />
        <Weekdays id={fieldId(FORM, "weekdays")} chosen={days} onChange={setDays} error={deed.faults["weekdays"] ?? null} />
        <div class="duty-fields">
          <Field {...about("starts")} label={t("duty.from_time")} value={starts} onInput={setStarts} placeholder="08:00" />
          <Field {...about("ends")} label={t("duty.to_time")} value={ends} onInput={setEnds} placeholder="20:00" hint={t("duty.over_midnight")} />
          <Field {...about("valid_from")} type="date" label={t("duty.valid_from")} value={from} onInput={setFrom} />
          <Field {...about("valid_to")} type="date" label={t("duty.valid_to")} value={to} onInput={setTo} hint={t("duty.valid_open")} />
        </div>
        <Failure text={deed.general} />
      </form>
    </WorkSheet>
  );
}

export const linesOf = (roster: Roster) =>
  Array.from({ length: roster.lines }, (_, n) => ({ value: String(n + 1), text: t("duty.line_n", { n: n + 1 }) }));

/** Which days of the week, as ticks in the order of the week. */
function Weekdays(props: { id: string; chosen: number[]; onChange: (days: number[]) => void; error: string | null }) {
  const flip = (day: number) =>
    props.onChange(props.chosen.includes(day) ? props.chosen.filter((each) => each !== day) : [...props.chosen, day]);
  return (
    <fieldset class="field" id={props.id} tabIndex={-1}>
      <legend class="field-label">{t("duty.weekdays")}</legend>
      <div class="duty-days-choice">
        {Array.from({ length: 7 }, (_, day) => (
          <Check key={day} checked={props.chosen.includes(day)} onChange={() => flip(day)}>
            {weekdayName(`2026-01-${String(MONDAY + day).padStart(2, "0")}`)}
          </Check>
        ))}
      </div>
      {props.error && <p class="field-error">{props.error}</p>}
    </fieldset>
  );
}
