import { useState } from "preact/hooks";
import { api } from "../../../../api";
import { formatDate, t } from "../../../../i18n";
import { roleName } from "../../../../i18n/vocabulary";
import { Button, FormFoot } from "../../../../ui";
import { manages } from "../../../access";
import { Ask } from "../../../forms/Ask";
import { Failure } from "../../../forms/Failure";
import { present } from "../../../forms/faults";
import { thisMinute } from "../../../forms/today";
import { useDeed } from "../../../forms/useDeed";
import type { HeldRole, Hospital, Member, Vocabulary } from "../../../types";
import { RoleFields, ROLE_FIELDS, roleFaults, type RoleDraft } from "./RoleFields";
import { heldAt } from "./held";
import { useDepartments } from "./useDepartments";

interface RolesSectionProps {
  person: Member;
  hospitals: readonly Hospital[];
  vocabulary: Vocabulary;
  mayChange: boolean;
  onChanged: () => void;
}

/** What somebody may do, hospital by hospital. */
export function RolesSection({ person, hospitals, vocabulary, mayChange, onChanged }: RolesSectionProps) {
  const roles = heldAt(person.roles, thisMinute.value);
  const [draft, setDraft] = useState<RoleDraft | null>(null);
  const deed = useDeed("role", ROLE_FIELDS);
  const first = hospitals.find((each) => roles.some((role) => role.org_id === each.id)) ?? hospitals[0];

  const give = async (event: Event) => {
    event.preventDefault();
    if (draft === null) return;
    const body = { org_id: draft.org_id, role: draft.role, department_id: draft.department_id || null };
    if (!(await deed.run(() => api.post(`/people/${person.id}/roles`, body), present(roleFaults(draft))))) return;
    setDraft(null);
    onChanged();
  };
  return (
    <section class="admin-part">
      <h3>{t("admin.roles")}</h3>
      {roles.length === 0 && <p class="meta">{t("admin.role.nobody")}</p>}
      <ul class="admin-lines">
        {roles.map((role) => (
          <RoleLine key={role.id} role={role} mayChange={mayChange && manages(role.org_id)} onChanged={onChanged} />
        ))}
      </ul>
      {draft === null && mayChange && (
        <Button size="small" onClick={() => setDraft({ org_id: first?.id ?? "", role: "", department_id: "" })}>
          {t("admin.role.add")}
        </Button>
      )}
      {draft !== null && (
        <form onSubmit={(event) => void give(event)} noValidate>
          <RoleFields
            form="role"
            draft={draft}
            onChange={setDraft}
            faults={deed.faults}
            hospitals={hospitals}
            vocabulary={vocabulary}
          />
          <Failure text={deed.general} />
          <FormFoot
            deed={t("admin.role.give")}
            busy={deed.busy}
            onLeave={() => {
              deed.clear();
              setDraft(null);
            }}
          />
        </form>
      )}
    </section>
  );
}

function RoleLine({ role, mayChange, onChanged }: { role: HeldRole; mayChange: boolean; onChanged: () => void }) {
  const departments = useDepartments(role.department_id === null ? null : role.org_id);
  const department = departments.find((each) => each.id === role.department_id);
  return (
    <li class="admin-line">
      <span>
        <strong>{roleName(role.role)}</strong> {role.org_name}
        {department && ` · ${department.name}`}
        <span class="meta">
          {" "}
          {role.valid_to === null
            ? t("admin.role.since", { date: formatDate(role.valid_from) })
            : t("admin.role.until", { date: formatDate(Date.parse(role.valid_to) - 1) })}
        </span>
      </span>
      {mayChange && (
        <Ask
          deed={t("admin.role.remove")}
          about={t("admin.role.remove_about", { role: roleName(role.role), hospital: role.org_name })}
          work={() => api.delete(`/roles/${role.id}`)}
          onDone={onChanged}
        />
      )}
    </li>
  );
}
