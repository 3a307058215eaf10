import { useState } from "preact/hooks";
import { api, session, useAttempt, useResource } from "../../../../api";
import { t } from "../../../../i18n";
import { Field, FormFoot, Select } from "../../../../ui";
import type { DestinationItem } from "../../../new/parts/preset";
import { useCasePage } from "../../state/context";
import type { CaseRequest } from "../../../detail";
import { ended, specialtyName } from "../../../detail/facts";

/** One more specialty, into the same room, with the same questions unless others are written; the asking side may choose another partner. */
export function SpecialtyDeed({ request, onDone }: { request: CaseRequest; onDone: () => void }) {
  const { detail, reload, go } = useCasePage();
  const known = useResource<{ specialties: string[] }>("/vocabulary");
  const asking = (session.value?.roles ?? []).some((each) => each.org_id === request.from_org?.id);
  const offered = useResource<{ items: DestinationItem[] }>(asking ? `/destinations?org=${request.from_org?.id ?? ""}&service=consultation` : null).data?.items ?? [];
  const partners = [...new Map(offered.map((each) => [each.org_id, each.org_name]))].map(([value, text]) => ({ value, text }));
  const own = request.to_org?.id ?? "";
  const [org, setOrg] = useState(own);
  const [specialty, setSpecialty] = useState("");
  const [question, setQuestion] = useState("");
  const { busy, failure, attempt } = useAttempt();
  const asked = new Set(detail.requests.filter((each) => !ended(each) && each.to_org?.id === org).map((each) => each.specialty));
  const elsewhere = offered.filter((each) => each.org_id === org);
  const choices = org === own ? (known.data?.specialties ?? []) : [...new Set(elsewhere.map((each) => each.specialty))];
  const partnership = org === own ? "" : (elsewhere.find((each) => each.specialty === specialty)?.partnership_id ?? "");
  const add = () =>
    attempt(async () => {
      const questions = question.trim() === "" ? [] : [question.trim()];
      const made = await api.post<{ id: string }>(`/cases/${detail.id}/specialties`, { request_id: request.id, specialty, questions, partnership_id: partnership });
      reload();
      go({ request: made.id });
      onDone();
    });
  return (
    <form
      class="deed-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (specialty !== "") void add();
      }}
    >
      {partners.length > 1 && (
        <Select
          label={t("steps.specialty_hospital")}
          value={org}
          onChange={(chosen) => {
            setOrg(chosen);
            setSpecialty("");
          }}
          options={partners}
        />
      )}
      <Select
        label={t("steps.specialty_which")}
        value={specialty}
        empty={t("steps.choose_specialty")}
        onChange={setSpecialty}
        error={failure}
        options={choices.filter((each) => !asked.has(each)).map((each) => ({ value: each, text: specialtyName(each) }))}
        required
      />
      <Field label={t("steps.specialty_question")} value={question} onInput={setQuestion} rows={2} maxLength={500} hint={t("steps.specialty_same")} />
      <FormFoot deed={t("steps.specialty_ask")} disabled={specialty === ""} busy={busy !== null} onLeave={onDone} />
    </form>
  );
}
