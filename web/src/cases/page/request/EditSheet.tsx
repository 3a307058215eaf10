import { useState } from "preact/hooks";
import { api, ApiError } from "../../../api";
import { t, tError } from "../../../i18n";
import { Button, Sheet } from "../../../ui";
import { useCasePage } from "../context";
import { FormFields } from "./FormFields";
import { formOf, patientOf, personOf, valuesOf, wrongVitals } from "./formValues";
import { PersonFields } from "./PersonFields";

/** Form and person of the case, corrected or completed; each saved as a new version. */
export function EditSheet({ onClose }: { onClose: () => void }) {
  const { detail, reload } = useCasePage();
  const [before] = useState(() => ({ form: valuesOf(detail.form.data), person: personOf(detail), detail }));
  const [form, setForm] = useState(before.form);
  const [person, setPerson] = useState(before.person);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(undefined);
  const [tried, setTried] = useState(false);
  const wrong = wrongVitals(form);

  const save = async () => {
    setTried(true);
    if (wrong.length > 0) return;
    setBusy(true);
    setFailure(undefined);
    const { form: old, patient } = before.detail;
    try {
      if (JSON.stringify(person) !== JSON.stringify(before.person)) {
        await api.put(`/cases/${detail.id}/patient`, patientOf(person), { ifMatch: patient.version });
      }
      if (JSON.stringify(form) !== JSON.stringify(before.form)) {
        await api.put(`/cases/${detail.id}/form`, { template: old.template, form: formOf(form) }, { ifMatch: old.version });
      }
      reload();
      onClose();
    } catch (error) {
      setFailure(error);
      setBusy(false);
      reload();
    }
  };
  const field = failure instanceof ApiError && typeof failure.params.field === "string" ? failure.params.field : null;
  return (
    <Sheet
      open
      title={t("case.edit.title")}
      onClose={onClose}
      actions={
        <>
          {failure !== undefined && <p class="edit-failed">{[fieldWord(field), tError(failure)].filter(Boolean).join(": ")}</p>}
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button kind="filled" busy={busy} onClick={() => void save()}>
            {t("case.edit.save")}
          </Button>
        </>
      }
    >
      <div class="sheet-form">
        <PersonFields values={person} onChange={setPerson} />
        <FormFields values={form} onChange={setForm} wrong={tried ? wrong : []} />
      </div>
    </Sheet>
  );
}

/** "vitals.pulse" → pulse, "patient.birth_date" → date of birth. */
function fieldWord(field: string | null): string {
  if (field === null) return "";
  const [group, name] = field.split(".");
  const key = group === "vitals" && name ? `case.vital.${name}` : `case.field.${name ?? group}`;
  const word = t(key);
  return word === key ? "" : word;
}
