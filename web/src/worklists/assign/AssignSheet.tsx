import { useState } from "preact/hooks";
import { api, useResource } from "../../api";
import { t, tError } from "../../i18n";
import { specialtyName } from "../../i18n/vocabulary";
import { Button, Dialog, EmptyState, PersonChip, Skeleton } from "../../ui";
import type { Row } from "../board";
import { nameOf } from "../list/words";
import { refresh } from "../live";

interface Expert {
  id: string;
  name: string;
  title: string | null;
  phone: string | null;
  specialties: string[];
}

/** Who could answer, with their phones: one press hands the request out. */
export function AssignSheet({ row, onClose }: { row: Pick<Row, "request_id" | "patient" | "specialty" | "question" | "who">; onClose: () => void }) {
  const found = useResource<{ items: Expert[] }>(`/requests/${row.request_id}/assignable`);
  const [busy, setBusy] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const assign = async (person: string) => {
    setBusy(person);
    setFailure(null);
    try {
      await api.post(`/requests/${row.request_id}/assign`, { person_id: person });
      onClose();
    } catch (error) {
      setFailure(tError(error));
      setBusy(null);
    }
    void refresh();
  };
  return (
    <Dialog open title={t("today.assign_title", { who: nameOf(row) })} onClose={onClose}>
      <p class="assign-about">{[specialtyName(row.specialty), row.question].filter(Boolean).join(" · ")}</p>
      {failure !== null && (
        <p class="today-failure" role="alert">
          {failure}
        </p>
      )}
      {found.data === undefined && found.error === undefined && <Skeleton rows={3} />}
      {found.data === undefined && found.error !== undefined && <p role="alert">{tError(found.error)}</p>}
      {found.data?.items.length === 0 && <EmptyState text={t("today.assign_none")} />}
      <ul class="assign-list">
        {fitting(found.data?.items ?? [], row.specialty).map((each) => (
          <li key={each.id}>
            <PersonChip name={each.name} title={each.title} phone={each.phone} from={each.specialties.map(specialtyName).join(" · ")} />
            <Button size="small" busy={busy === each.id} disabled={row.who?.id === each.id} onClick={() => void assign(each.id)}>
              {row.who?.id === each.id ? t("today.assigned") : t("today.assign_to")}
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

/** Those of the asked specialty first. */
function fitting(experts: readonly Expert[], specialty: string): Expert[] {
  const rank = (each: Expert) => (each.specialties.includes(specialty) ? 0 : 1);
  return [...experts].sort((a, b) => rank(a) - rank(b));
}
