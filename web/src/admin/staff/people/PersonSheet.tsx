import { useState } from "preact/hooks";
import { api } from "../../../api";
import { t } from "../../../i18n";
import { languageName, specialtyName } from "../../../i18n/vocabulary";
import { Button } from "../../../ui";
import { managesNetwork } from "../../access";
import { Failure } from "../../forms/Failure";
import { present } from "../../forms/faults";
import { useDeed } from "../../forms/useDeed";
import { WorkSheet } from "../../forms/WorkSheet";
import type { Hospital, Member, Vocabulary } from "../../types";
import { ContactSection } from "./ContactSection";
import type { HandedLogin } from "./login/Handed";
import { LoginSection } from "./login/LoginSection";
import { PersonFields } from "./PersonFields";
import { draftOf, PERSON_FIELDS, personBody, sameDraft } from "./personForm";
import { hospitalFor } from "./roles/held";
import { RolesSection } from "./roles/RolesSection";

const FORM = "person";

interface PersonSheetProps {
  person: Member;
  /** Those the reader administers. */
  hospitals: readonly Hospital[];
  vocabulary: Vocabulary;
  handed: HandedLogin | null;
  onHanded: (login: HandedLogin | null) => void;
  onClose: () => void;
  onChanged: () => void;
}

/** One person: who they are, what they may do, how they log in. */
export function PersonSheet(props: PersonSheetProps) {
  const { person, hospitals, vocabulary, onChanged } = props;
  const [draft, setDraft] = useState(() => draftOf(person));
  const [saved, setSaved] = useState(() => draftOf(person));
  const deed = useDeed(FORM, PERSON_FIELDS);
  const org = hospitalFor(
    person.roles,
    managesNetwork(),
    hospitals.map((each) => each.id),
  );
  const mayChange = org !== null;
  const changed = !sameDraft(draft, saved);

  const save = async (event: Event) => {
    event.preventDefault();
    const wrong = present({ name: draft.name.trim() === "" && t("admin.person.needs_name") });
    const send = () => api.patch(`/people/${person.id}`, { org_id: org, ...personBody(draft) });
    if (!(await deed.run(send, wrong))) return;
    setSaved(draft);
    onChanged();
  };
  return (
    <WorkSheet
      title={[person.name, person.title].filter(Boolean).join(" · ")}
      dirty={changed}
      onClose={props.onClose}
      actions={
        mayChange && (
          <Button kind="filled" type="submit" form={FORM} busy={deed.busy} disabled={!changed}>
            {t("admin.save")}
          </Button>
        )
      }
    >
      {mayChange ? (
        <form id={FORM} class="admin-form" onSubmit={(event) => void save(event)} noValidate>
          <PersonFields form={FORM} draft={draft} onChange={setDraft} faults={deed.faults} vocabulary={vocabulary} />
          <Failure text={deed.general} />
        </form>
      ) : (
        <Known person={person} />
      )}
      <RolesSection
        person={person}
        hospitals={hospitals}
        vocabulary={vocabulary}
        mayChange={mayChange}
        onChanged={onChanged}
      />
      {org !== null && <ContactSection person={person.id} org={org} />}
      <LoginSection
        person={person}
        org={org}
        handed={props.handed}
        onHanded={props.onHanded}
        onChanged={onChanged}
      />
    </WorkSheet>
  );
}

/** Somebody who also works elsewhere, to read only. */
function Known({ person }: { person: Member }) {
  const facts = [
    person.phone,
    person.specialties.map(specialtyName).join(", "),
    person.languages.map(languageName).join(", "),
  ].filter(Boolean);
  return (
    <div class="admin-form">
      <p>{t("admin.person.elsewhere")}</p>
      <p class="meta">{facts.join(" · ")}</p>
    </div>
  );
}
