import { useState } from "preact/hooks";
import { api, useResource } from "../../../api";
import { formatDateTime, t } from "../../../i18n";
import { Button, Choice, Field } from "../../../ui";
import { Failure } from "../../forms/Failure";
import { present } from "../../forms/faults";
import { dayText, today } from "../../forms/today";
import { fieldId, useDeed } from "../../forms/useDeed";
import { WorkSheet } from "../../forms/WorkSheet";
import type { Hospital, List } from "../../types";
import { HasWord } from "./CapabilityTable";
import { HAS, type Capability, type Has, type Statement } from "./types";

const FORM = "capability";
const FIELDS = ["has", "note", "since"];

interface CapabilitySheetProps {
  org: Hospital;
  item: Capability;
  begins: Has;
  onClose: () => void;
  onSaved: () => void;
}

/** One item: what is so, what limits it, since when; below, what was said before. */
export function CapabilitySheet({ org, item, begins, onClose, onSaved }: CapabilitySheetProps) {
  const path = `/hospitals/${org.id}/capabilities/${item.code}`;
  const before = useResource<List<Statement>>(item.stated === null ? null : path);
  const first = today(org.time_zone);
  const [has, setHas] = useState(begins);
  const [note, setNote] = useState(item.stated?.note ?? "");
  const [since, setSince] = useState(first);
  const deed = useDeed(FORM, FIELDS);
  const about = (field: string) => ({ id: fieldId(FORM, field), error: deed.faults[field] ?? null });
  const changed = has !== item.stated?.has || note.trim() !== item.stated.note || since !== first;
  const save = async (event: Event) => {
    event.preventDefault();
    const wrong = present({ note: has === "limited" && note.trim() === "" && t("capability.needs_note"), since: since === "" && t("duty.needs_date") });
    const send = () => api.put(path, { has, note: note.trim(), since }, { ifMatch: item.stated?.version ?? 0 });
    if (await deed.run(send, wrong)) onSaved();
  };
  return (
    <WorkSheet
      title={t(`capability.item.${item.code}`)}
      dirty={changed && item.stated !== null}
      onClose={onClose}
      actions={
        <Button kind="filled" type="submit" form={FORM} busy={deed.busy} disabled={!changed}>
          {t("capability.save")}
        </Button>
      }
    >
      <form id={FORM} class="admin-form" onSubmit={(event) => void save(event)} noValidate>
        <Choice
          {...about("has")}
          label={t("capability.at_hand")}
          value={has}
          options={HAS.map((value) => ({ value, text: t(`capability.has.${value}`) }))}
          onChange={(value) => setHas(value as Has)}
        />
        <Field {...about("note")} label={t("capability.note")} value={note} onInput={setNote} hint={t("capability.note_hint")} maxLength={500} />
        <div class="admin-fields">
          <Field {...about("since")} type="date" label={t("capability.since")} value={since} onInput={setSince} />
        </div>
        <Failure text={deed.general} />
      </form>
      {before.data !== undefined && (
        <section class="admin-part" aria-labelledby="capability-before">
          <h3 id="capability-before">{t("capability.before")}</h3>
          <ul class="admin-lines">
            {before.data.items.map((each) => (
              <li key={each.version} class="capability-version">
                <HasWord has={each.has} />
                <span>{each.note}</span>
                <span class="meta">{t("capability.said", { day: dayText(each.since), who: each.by, at: formatDateTime(each.at) })}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </WorkSheet>
  );
}
