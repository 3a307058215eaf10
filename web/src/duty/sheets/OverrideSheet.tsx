import { useState } from "preact/hooks";
import { Failure } from "../../admin/forms/Failure";
import { present } from "../../admin/forms/faults";
import { fieldId, useDeed } from "../../admin/forms/useDeed";
import { WorkSheet } from "../../admin/forms/WorkSheet";
import { api } from "../../api";
import { t } from "../../i18n";
import { specialtyName } from "../../i18n/vocabulary";
import { Button, Field, Select } from "../../ui";
import type { Span } from "../grid/geometry";
import { instantOf, wallOf } from "../times";
import type { Bar, Roster, Week } from "../types";
import { PersonSelect } from "./People";

const FORM = "override";
const FIELDS = ["person_id", "instead_of", "starts_at", "ends_at", "reason"];

interface OverrideSheetProps {
  week: Week;
  roster: Roster;
  bar: Bar;
  part: Span;
  /** Who takes it, when a bar was dropped here. */
  person?: string;
  onClose: () => void;
  onDone: () => void;
}

/** For once somebody else has the line. */
export function OverrideSheet({ week, roster, bar, part, person: given, onClose, onDone }: OverrideSheetProps) {
  const zone = week.time_zone;
  const [person, setPerson] = useState(given ?? "");
  const [instead, setInstead] = useState(bar.people.length === 1 ? (bar.people[0]?.id ?? "") : "");
  const [from, setFrom] = useState(wallOf(part.from, zone));
  const [to, setTo] = useState(wallOf(part.to, zone));
  const [reason, setReason] = useState("");
  const deed = useDeed(FORM, FIELDS);
  const about = (field: string) => ({ id: fieldId(FORM, field), error: deed.faults[field] ?? null });
  const names = new Map(week.people.map((each) => [each.id, each.name]));

  const save = async (event: Event) => {
    event.preventDefault();
    const [starts, ends] = [instantOf(from, zone), instantOf(to, zone)];
    const wrong = present({
      person_id: person === "" && t("duty.needs_person"),
      starts_at: starts === null && t("duty.needs_time"),
      ends_at: ends === null && t("duty.needs_time"),
    });
    const body = { line: bar.line, person_id: person, instead_of: instead || null, starts_at: starts, ends_at: ends, reason };
    if (await deed.run(() => api.post(`/duty/rosters/${roster.id}/overrides`, body), wrong)) onDone();
  };
  return (
    <WorkSheet
      title={`${t("duty.once")} · ${specialtyName(roster.specialty)} · ${t("duty.line_n", { n: bar.line })}`}
      dirty={reason !== ""}
      onClose={onClose}
      actions={
        <Button kind="filled" type="submit" form={FORM} busy={deed.busy}>
          {t("duty.save_once")}
        </Button>
      }
    >
      <form id={FORM} class="duty-form" onSubmit={(event) => void save(event)} noValidate>
        <PersonSelect
          {...about("person_id")}
          label={t("duty.who_takes")}
          people={week.people}
          specialty={roster.specialty}
          value={person}
          onChange={setPerson}
          except={instead}
        />
        {bar.people.length > 0 && (
          <Select
            {...about("instead_of")}
            label={t("duty.instead_of")}
            value={instead}
            empty={t("duty.instead_of_all")}
            options={bar.people.map((each) => ({ value: each.id, text: names.get(each.id) ?? "" }))}
            onChange={setInstead}
          />
        )}
        <div class="duty-fields">
          <Field {...about("starts_at")} type="datetime-local" label={t("duty.from")} value={from} onInput={setFrom} />
          <Field {...about("ends_at")} type="datetime-local" label={t("duty.to")} value={to} onInput={setTo} />
        </div>
        <Field {...about("reason")} label={t("duty.reason")} value={reason} onInput={setReason} maxLength={500} />
        <Failure text={deed.general} />
      </form>
    </WorkSheet>
  );
}
