import { useState } from "preact/hooks";
import { Failure } from "../../admin/forms/Failure";
import { present } from "../../admin/forms/faults";
import { fieldId, useDeed } from "../../admin/forms/useDeed";
import { WorkSheet } from "../../admin/forms/WorkSheet";
import { api, useResource } from "../../api";
import { t } from "../../i18n";
import { specialtyName } from "../../i18n/vocabulary";
import { Button, Check, Field, Select } from "../../ui";
import type { Roster, Week } from "../types";
import { PersonSelect } from "./People";

const FORM = "roster";
const FIELDS = ["specialty", "lines", "head_id", "phone"];

interface RosterSheetProps {
  week: Week;
  /** Absent: a new one. */
  roster?: Roster;
  onClose: () => void;
  onDone: () => void;
}

/** How many lines a specialty holds, who heads it, and the number that always answers. */
export function RosterSheet({ week, roster, onClose, onDone }: RosterSheetProps) {
  const known = useResource<{ specialties: string[] }>(roster ? null : "/vocabulary").data?.specialties ?? [];
  const taken = new Set(week.rosters.map((each) => each.specialty));
  const [specialty, setSpecialty] = useState(roster?.specialty ?? "");
  const [lines, setLines] = useState(String(roster?.lines ?? 2));
  const [head, setHead] = useState(roster?.head_id ?? "");
  const [phone, setPhone] = useState(roster?.phone ?? "");
  const [retired, setRetired] = useState(roster?.retired ?? false);
  const deed = useDeed(FORM, FIELDS);
  const about = (field: string) => ({ id: fieldId(FORM, field), error: deed.faults[field] ?? null });

  const save = async (event: Event) => {
    event.preventDefault();
    const body = { org_id: week.org_id, specialty, lines: Number(lines), head_id: head || null, phone, retired };
    const options = roster ? { ifMatch: roster.version } : {};
    const wrong = present({ specialty: specialty === "" && t("duty.needs_specialty") });
    if (await deed.run(() => api.put("/duty/rosters", body, options), wrong)) onDone();
  };
  return (
    <WorkSheet
      title={roster ? specialtyName(roster.specialty) : t("duty.new_roster")}
      dirty={phone !== (roster?.phone ?? "")}
      onClose={onClose}
      actions={
        <Button kind="filled" type="submit" form={FORM} busy={deed.busy}>
          {t("duty.save_roster")}
        </Button>
      }
    >
      <form id={FORM} class="duty-form" onSubmit={(event) => void save(event)} noValidate>
        {!roster && (
          <Select
            {...about("specialty")}
            label={t("duty.specialty")}
            value={specialty}
            empty={t("duty.choose_specialty")}
            options={known.filter((each) => !taken.has(each)).map((value) => ({ value, text: specialtyName(value) }))}
            onChange={setSpecialty}
          />
        )}
        <Select
          {...about("lines")}
          label={t("duty.lines")}
          value={lines}
          options={["1", "2", "3"].map((value) => ({ value, text: value }))}
          onChange={setLines}
          hint={t("duty.lines_hint")}
        />
        <PersonSelect
          {...about("head_id")}
          label={t("duty.head")}
          people={week.people}
          specialty={specialty}
          value={head}
          onChange={setHead}
          empty={t("duty.no_head")}
        />
        <Field {...about("phone")} type="tel" label={t("duty.centre_phone")} value={phone} onInput={setPhone} maxLength={60} hint={t("duty.centre_hint")} />
        {roster && (
          <Check checked={retired} onChange={setRetired}>
            {t("duty.retire")}
          </Check>
        )}
        <Failure text={deed.general} />
      </form>
    </WorkSheet>
  );
}
