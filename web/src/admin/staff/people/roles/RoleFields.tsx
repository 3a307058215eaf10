import type { RoleName } from "../../../../api";
import { t } from "../../../../i18n";
import { roleName } from "../../../../i18n/vocabulary";
import { Select } from "../../../../ui";
import { managesNetwork } from "../../../access";
import type { Faults } from "../../../forms/faults";
import { fieldId } from "../../../forms/useDeed";
import type { Hospital, Vocabulary } from "../../../types";
import { useDepartments } from "./useDepartments";

export interface RoleDraft {
  org_id: string;
  role: RoleName | "";
  department_id: string;
}

export const ROLE_FIELDS = ["org_id", "role", "department_id"] as const;
const NETWORK_WIDE: readonly string[] = ["admin", "supervisor"];

interface RoleFieldsProps {
  form: string;
  draft: RoleDraft;
  onChange: (draft: RoleDraft) => void;
  faults: Faults;
  /** Those the reader administers. */
  hospitals: readonly Hospital[];
  vocabulary: Vocabulary;
}

/** A role at a hospital and, where it is narrower, in one of its departments. */
export function RoleFields({ form, draft, onChange, faults, hospitals, vocabulary }: RoleFieldsProps) {
  const departments = useDepartments(draft.org_id);
  const roles = vocabulary.roles.filter((each) => managesNetwork() || !NETWORK_WIDE.includes(each));
  const about = (field: string) => ({ id: fieldId(form, field), error: faults[field] ?? null });
  return (
    <div class="admin-fields">
      {hospitals.length > 1 && (
        <Select
          {...about("org_id")}
          label={t("admin.role.hospital")}
          empty={t("admin.role.choose_hospital")}
          value={draft.org_id}
          options={hospitals.map((each) => ({ value: each.id, text: each.name }))}
          onChange={(org_id) => onChange({ ...draft, org_id, department_id: "" })}
          required
        />
      )}
      <Select
        {...about("role")}
        label={t("admin.role.role")}
        empty={t("admin.role.choose")}
        value={draft.role}
        options={roles.map((value) => ({ value, text: roleName(value) }))}
        onChange={(role) => onChange({ ...draft, role: role as RoleName })}
        required
      />
      <Select
        {...about("department_id")}
        label={t("admin.role.department")}
        empty={t("admin.role.whole_hospital")}
        value={draft.department_id}
        options={departments.map((each) => ({ value: each.id, text: each.name }))}
        onChange={(department_id) => onChange({ ...draft, department_id })}
        disabled={departments.length === 0}
      />
    </div>
  );
}

/** Local words before anything is sent. */
export const roleFaults = (draft: RoleDraft) => ({
  org_id: draft.org_id === "" && t("admin.role.needs_hospital"),
  role: draft.role === "" && t("admin.role.needs_role"),
});
