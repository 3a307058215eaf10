import { useState } from "preact/hooks";
import { api, useResource } from "../../../api";
import { t, tError } from "../../../i18n";
import { specialtyName } from "../../../i18n/vocabulary";
import { Button, Field, FormFoot, Select, Skeleton } from "../../../ui";
import { Failure } from "../../forms/Failure";
import { present } from "../../forms/faults";
import { fieldId, useDeed } from "../../forms/useDeed";
import type { Department, List, Vocabulary } from "../../types";

const FIELDS = ["name", "specialty", "phone"] as const;
const FORM = "department";
type Draft = Pick<Department, "name" | "specialty" | "phone">;

/** Departments of a hospital; a question sent to a specialty reaches its department here. */
export function DepartmentsSection({ org, vocabulary }: { org: string; vocabulary: Vocabulary }) {
  const list = useResource<List<Department>>(`/hospitals/${org}/departments`);
  const [open, setOpen] = useState<string | null>(null);
  const done = () => {
    setOpen(null);
    list.reload();
  };
  const form = (department: Department | null) => (
    <DepartmentForm
      path={department === null ? `/hospitals/${org}/departments` : `/departments/${department.id}`}
      department={department}
      vocabulary={vocabulary}
      onLeave={() => setOpen(null)}
      onDone={done}
    />
  );
  return (
    <section class="admin-part">
      <h3>{t("admin.departments")}</h3>
      {list.data === undefined && list.error === undefined && <Skeleton rows={2} height={40} />}
      {list.error !== undefined && <Failure text={tError(list.error)} />}
      {list.data?.items.length === 0 && <p class="meta">{t("admin.department.empty")}</p>}
      <ul class="admin-lines">
        {list.data?.items.map((each) => (
          <li key={each.id}>
            {open === each.id ? (
              form(each)
            ) : (
              <div class="admin-line">
                <span>
                  <strong>{each.name}</strong> {specialtyName(each.specialty)} <span class="meta">{each.phone}</span>
                </span>
                <Button
                  kind="text"
                  size="small"
                  label={`${t("admin.change")}: ${each.name}`}
                  onClick={() => setOpen(each.id)}
                >
                  {t("admin.change")}
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
      {open === "new"
        ? form(null)
        : list.data && (
            <Button size="small" onClick={() => setOpen("new")}>
              {t("admin.department.add")}
            </Button>
          )}
    </section>
  );
}

interface DepartmentFormProps {
  path: string;
  department: Department | null;
  vocabulary: Vocabulary;
  onLeave: () => void;
  onDone: () => void;
}

function DepartmentForm({ path, department, vocabulary, onLeave, onDone }: DepartmentFormProps) {
  const [draft, setDraft] = useState<Draft>({
    name: department?.name ?? "",
    specialty: department?.specialty ?? "",
    phone: department?.phone ?? "",
  });
  const deed = useDeed(FORM, FIELDS);
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  const about = (field: string) => ({ id: fieldId(FORM, field), error: deed.faults[field] ?? null });
  const save = async (event: Event) => {
    event.preventDefault();
    const body = { ...draft, name: draft.name.trim(), phone: draft.phone.trim() };
    const wrong = present({
      name: body.name === "" && t("admin.department.needs_name"),
      specialty: body.specialty === "" && t("admin.department.needs_specialty"),
    });
    const send = () => (department === null ? api.post(path, body) : api.patch(path, body));
    if (await deed.run(send, wrong)) onDone();
  };
  return (
    <form class="admin-inline" onSubmit={(event) => void save(event)} noValidate>
      <div class="admin-fields">
        <Field
          {...about("name")}
          label={t("admin.department.name")}
          value={draft.name}
          onInput={(name) => set({ name })}
          maxLength={200}
          required
          autoFocus
        />
        <Select
          {...about("specialty")}
          label={t("admin.department.specialty")}
          empty={t("admin.department.choose")}
          value={draft.specialty}
          options={vocabulary.specialties.map((value) => ({ value, text: specialtyName(value) }))}
          onChange={(specialty) => set({ specialty })}
          required
        />
        <Field
          {...about("phone")}
          type="tel"
          label={t("admin.department.phone")}
          value={draft.phone}
          onInput={(phone) => set({ phone })}
          maxLength={60}
        />
      </div>
      <Failure text={deed.general} />
      <FormFoot deed={department === null ? t("admin.department.add") : t("admin.department.save")} busy={deed.busy} onLeave={onLeave} />
    </form>
  );
}
