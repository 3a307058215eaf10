import { useState } from "preact/hooks";
import { api } from "../../../api";
import { t } from "../../../i18n";
import { Button, Field, Select } from "../../../ui";
import { Failure } from "../../forms/Failure";
import { present } from "../../forms/faults";
import { today } from "../../forms/today";
import { fieldId, useDeed } from "../../forms/useDeed";
import { WorkSheet } from "../../forms/WorkSheet";
import type { ExpertFile } from "./types";

const FORM = "term";
const FIELDS = ["starts", "ends", "successor_id"];

interface TermSheetProps {
  org: string;
  expert: ExpertFile;
  experts: readonly ExpertFile[];
  onClose: () => void;
  onDone: () => void;
}

/** From when to when somebody helps here, and who comes after. */
export function TermSheet({ org, expert, experts, onClose, onDone }: TermSheetProps) {
  const before = expert.term;
  const [starts, setStarts] = useState(before?.starts ?? today());
  const [ends, setEnds] = useState(before?.ends ?? "");
  const [successor, setSuccessor] = useState(before?.successor_id ?? "");
  const deed = useDeed(FORM, FIELDS);
  const about = (field: string) => ({ id: fieldId(FORM, field), error: deed.faults[field] ?? null });
  const save = async (event: Event) => {
    event.preventDefault();
    const body = { org_id: org, starts, ends: ends || null, successor_id: successor || null };
    const options = before ? { ifMatch: before.version } : {};
    const wrong = present({ starts: starts === "" && t("duty.needs_date") });
    if (await deed.run(() => api.put(`/people/${expert.id}/term`, body, options), wrong)) onDone();
  };
  return (
    <WorkSheet
      title={`${expert.name} · ${t("duty.paper.term")}`}
      dirty={starts !== (before?.starts ?? today()) || ends !== (before?.ends ?? "")}
      onClose={onClose}
      actions={
        <Button kind="filled" type="submit" form={FORM} busy={deed.busy}>
          {t("duty.save_term")}
        </Button>
      }
    >
      <form id={FORM} class="admin-form" onSubmit={(event) => void save(event)} noValidate>
        <div class="admin-fields">
          <Field {...about("starts")} type="date" label={t("duty.valid_from")} value={starts} onInput={setStarts} />
          <Field {...about("ends")} type="date" label={t("duty.valid_to")} value={ends} onInput={setEnds} hint={t("duty.valid_open")} />
        </div>
        <Select
          {...about("successor_id")}
          label={t("duty.successor")}
          value={successor}
          empty={t("duty.no_head")}
          options={experts.filter((each) => each.id !== expert.id).map((each) => ({ value: each.id, text: each.name }))}
          onChange={setSuccessor}
          hint={t("duty.term_hint")}
        />
        <Failure text={deed.general} />
      </form>
    </WorkSheet>
  );
}
