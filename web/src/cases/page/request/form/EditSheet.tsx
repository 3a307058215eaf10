import { useState } from "preact/hooks";
import { api, ApiError, useResource } from "../../../../api";
import { versionOf, type Template, type TemplateVersion } from "../../../forms/templates";
import { t, tError } from "../../../../i18n";
import { Button, Sheet } from "../../../../ui";
import { useCasePage } from "../../state/context";
import { FormFields } from "./FormFields";
import { formOf, patientOf, personOf, valuesOf, wrongVitals } from "./formValues";
import { PersonFields } from "./PersonFields";

/** Form and person of the case, corrected or completed; each saved as a new version. */
export function EditSheet({ onClose }: { onClose: () => void }) {
  const { detail } = useCasePage();
  const { template: code, template_version: version } = detail.form;
  const all = useResource<{ items: TemplateVersion[] }>(`/templates?org=${detail.owner_org.id}`);
  const template = versionOf(all.data?.items, code, version);
  if (template === undefined && all.error === undefined) return null;
  return <Editing onClose={onClose} template={template} />;
}

function Editing({ onClose, template }: { onClose: () => void; template: Template | undefined }) {
  const { detail, reload } = useCasePage();
  const [before] = useState(() => ({ form: valuesOf(detail.form.data, template), person: personOf(detail), detail }));
  const [form, setForm] = useState(before.form);
  const [person, setPerson] = useState(before.person);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(undefined);
  const [tried, setTried] = useState(false);
  const wrong = wrongVitals(form);
  const papers = detail.materials.flatMap((each) => (each.kind === "attachment" && each.removed === null ? [each.label] : []));

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
        await api.put(`/cases/${detail.id}/form`, { template: old.template, template_version: old.template_version, form: formOf(form, template) }, { ifMatch: old.version });
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
        <FormFields values={form} onChange={setForm} wrong={tried ? wrong : []} template={template} papers={papers} />
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
