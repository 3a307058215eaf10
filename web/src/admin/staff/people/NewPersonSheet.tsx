import { useRef, useState } from "preact/hooks";
import { api, type RoleName } from "../../../api";
import { locale, t } from "../../../i18n";
import { Button, Check } from "../../../ui";
import { Failure } from "../../forms/Failure";
import { present } from "../../forms/faults";
import { useDeed } from "../../forms/useDeed";
import { WorkSheet } from "../../forms/WorkSheet";
import type { Hospital, Vocabulary } from "../../types";
import { enrol, type Progress } from "./enrol";
import type { HandedLogin } from "./login/Handed";
import { LoginFields, LOGIN_FIELDS, loginFaults } from "./login/LoginFields";
import { PersonFields } from "./PersonFields";
import { newPerson, PERSON_FIELDS, personBody, sameDraft } from "./personForm";
import { RoleFields, ROLE_FIELDS, roleFaults, type RoleDraft } from "./roles/RoleFields";

const FORM = "new-person";
const FIELDS = [...PERSON_FIELDS, ...ROLE_FIELDS, ...LOGIN_FIELDS];

interface NewPersonSheetProps {
  hospitals: readonly Hospital[];
  /** The hospital chosen in the list, if any. */
  hospital: string | undefined;
  vocabulary: Vocabulary;
  onClose: () => void;
  onMade: (id: string, login: HandedLogin | null) => void;
}

/** A new person with their first role and, if wanted, a login: one press, three steps on the server. */
export function NewPersonSheet({ hospitals, hospital, vocabulary, onClose, onMade }: NewPersonSheetProps) {
  const empty = newPerson(locale.peek());
  const [person, setPerson] = useState(empty);
  const [role, setRole] = useState<RoleDraft>({
    org_id: hospital ?? (hospitals.length === 1 ? (hospitals[0]?.id ?? "") : ""),
    role: "",
    department_id: "",
  });
  const [withLogin, setWithLogin] = useState(true);
  const [login, setLogin] = useState({ username: "", password: "" });
  const progress = useRef<Progress>({});
  const deed = useDeed(FORM, FIELDS);

  const save = async (event: Event) => {
    event.preventDefault();
    const given = withLogin ? { username: login.username.trim(), password: login.password } : null;
    const plan = {
      org_id: role.org_id,
      person: personBody(person),
      role: { role: role.role as RoleName, department_id: role.department_id || null },
      login: given,
    };
    const wrong = present({
      name: person.name.trim() === "" && t("admin.person.needs_name"),
      ...roleFaults(role),
      ...(withLogin ? loginFaults(login) : {}),
    });
    if (await deed.run(() => enrol(plan, progress.current, api), wrong)) onMade(progress.current.id ?? "", given);
  };
  const dirty = !sameDraft(person, empty) || login.username !== "" || role.role !== "";
  return (
    <WorkSheet
      title={t("admin.person.new")}
      dirty={dirty}
      onClose={onClose}
      actions={
        <Button kind="filled" type="submit" form={FORM} busy={deed.busy}>
          {t("admin.person.add")}
        </Button>
      }
    >
      <form id={FORM} class="admin-form" onSubmit={(event) => void save(event)} noValidate>
        <PersonFields form={FORM} draft={person} onChange={setPerson} faults={deed.faults} vocabulary={vocabulary} />
        <section class="admin-part">
          <h3>{t("admin.role.first")}</h3>
          <RoleFields
            form={FORM}
            draft={role}
            onChange={setRole}
            faults={deed.faults}
            hospitals={hospitals}
            vocabulary={vocabulary}
          />
        </section>
        <section class="admin-part">
          <h3>{t("admin.login.title")}</h3>
          <Check checked={withLogin} onChange={setWithLogin}>
            {t("admin.login.with")}
          </Check>
          {withLogin && <LoginFields form={FORM} draft={login} onChange={setLogin} faults={deed.faults} />}
        </section>
        {progress.current.id !== undefined && Object.keys(deed.faults).length > 0 && (
          <p class="meta">{t("admin.person.half_made")}</p>
        )}
        <Failure text={deed.general} />
      </form>
    </WorkSheet>
  );
}
