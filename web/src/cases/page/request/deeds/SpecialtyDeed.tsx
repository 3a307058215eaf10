import { useState } from "preact/hooks";
import { api, useResource } from "../../../../api";
import { t, tError } from "../../../../i18n";
import { Button, Field, Select } from "../../../../ui";
import { useCasePage } from "../../context";
import type { CaseRequest } from "../../detail";
import { ended, specialtyName } from "../../facts";

/** One more specialty of the same hospital, into the same room, with the same questions unless others are written. */
export function SpecialtyDeed({ request, onDone }: { request: CaseRequest; onDone: () => void }) {
  const { detail, reload, go } = useCasePage();
  const known = useResource<{ specialties: string[] }>("/vocabulary");
  const [specialty, setSpecialty] = useState("");
  const [question, setQuestion] = useState("");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const asked = new Set(detail.requests.filter((each) => !ended(each) && each.to_org?.id === request.to_org?.id).map((each) => each.specialty));
  const add = async () => {
    setBusy(true);
    try {
      const questions = question.trim() === "" ? [] : [question.trim()];
      const made = await api.post<{ id: string }>(`/cases/${detail.id}/specialties`, { request_id: request.id, specialty, questions });
      reload();
      go({ request: made.id });
      onDone();
    } catch (error) {
      setFailure(tError(error));
      setBusy(false);
    }
  };
  return (
    <form
      class="deed-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (specialty !== "") void add();
      }}
    >
      <Select
        label={t("steps.specialty_which")}
        value={specialty}
        empty={t("steps.choose_specialty")}
        onChange={setSpecialty}
        error={failure}
        options={(known.data?.specialties ?? []).filter((each) => !asked.has(each)).map((each) => ({ value: each, text: specialtyName(each) }))}
        required
      />
      <Field label={t("steps.specialty_question")} value={question} onInput={setQuestion} rows={2} maxLength={500} hint={t("steps.specialty_same")} />
      <div class="deeds-row">
        <Button type="submit" disabled={specialty === ""} busy={busy}>
          {t("steps.specialty_ask")}
        </Button>
        <Button kind="text" onClick={onDone}>
          {t("common.cancel")}
        </Button>
      </div>
    </form>
  );
}
