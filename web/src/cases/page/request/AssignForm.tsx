import { useState } from "preact/hooks";
import { useResource } from "../../../api";
import { t, tError } from "../../../i18n";
import { Button, EmptyState, PersonChip, Skeleton } from "../../../ui";
import { AnswerBy, answerBy } from "../../../worklists/assign/AnswerBy";
import { useCasePage } from "../state/context";
import type { CaseRequest } from "../../detail";
import { specialtyName } from "../../detail/facts";

interface Assignable {
  id: string;
  name: string;
  title: string | null;
  phone: string | null;
  specialties: string[];
}

/** Experts of the asked hospital, those of the asked specialty first. */
export function AssignForm({ request, onDone }: { request: CaseRequest; onDone: () => void }) {
  const { act, acting } = useCasePage();
  const [within, setWithin] = useState("");
  const found = useResource<{ items: Assignable[] }>(`/requests/${request.id}/assignable`);
  if (found.error !== undefined) return <p class="request-warning">{tError(found.error)}</p>;
  if (found.data === undefined) return <Skeleton rows={3} height={48} />;
  if (found.data.items.length === 0) return <EmptyState text={t("case.assign_none")} />;
  const fits = (each: Assignable) => each.specialties.includes(request.specialty);
  const sorted = [...found.data.items].sort((a, b) => Number(fits(b)) - Number(fits(a)));
  const asked = new Set(request.assignments.filter((each) => each.state === "offered").map((each) => each.person.id));
  const give = async (person: string) => {
    if (await act("assign", { person_id: person, answer_by: answerBy(within) })) onDone();
  };
  return (
    <ul class="assignable">
      <li>
        <AnswerBy value={within} onChange={setWithin} />
      </li>
      {sorted.map((each) => (
        <li key={each.id}>
          <PersonChip name={each.name} title={each.title} phone={each.phone} from={each.specialties.map(specialtyName).join(" · ")} />
          <Button size="small" busy={acting === "assign"} disabled={asked.has(each.id)} onClick={() => void give(each.id)}>
            {asked.has(each.id) ? t("case.assign_asked") : t("case.assign_to")}
          </Button>
        </li>
      ))}
    </ul>
  );
}
