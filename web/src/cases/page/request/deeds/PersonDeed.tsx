import { useState } from "preact/hooks";
import { useResource } from "../../../../api";
import { t, tError } from "../../../../i18n";
import { EmptyState, Field, Select, Skeleton } from "../../../../ui";
import { useCasePage } from "../../state/context";
import type { CaseRequest } from "../../../detail";
import { specialtyName } from "../../../detail/facts";
import { DeedForm } from "./DeedForm";

interface Assignable {
  id: string;
  name: string;
  title: string | null;
  specialties: string[];
}

interface PersonDeedProps {
  action: "hand_over" | "reassign" | "accept_by_phone";
  request: CaseRequest;
}

/** To a colleague of the asked hospital, with the reason where one is owed. */
export function PersonDeed({ action, request }: PersonDeedProps) {
  const { me } = useCasePage();
  const found = useResource<{ items: Assignable[] }>(`/requests/${request.id}/assignable`);
  const [person, setPerson] = useState("");
  const [reason, setReason] = useState("");
  if (found.error !== undefined) return <p class="request-warning">{tError(found.error)}</p>;
  if (found.data === undefined) return <Skeleton rows={2} height={48} />;
  const others = found.data.items.filter((each) => each.id !== me);
  if (others.length === 0) return <EmptyState text={t("case.assign_none")} />;
  const withReason = action !== "accept_by_phone";
  const body = () => (withReason ? { person_id: person, reason: reason.trim() } : { person_id: person });
  return (
    <DeedForm action={action} ready={person !== "" && (!withReason || reason.trim() !== "")} body={body}>
      <Select
        label={t(`steps.person.${action}`)}
        value={person}
        empty={t("steps.choose_person")}
        onChange={setPerson}
        options={others.map((each) => ({
          value: each.id,
          text: [[each.name, each.title].filter(Boolean).join(" "), ...each.specialties.map(specialtyName)].join(" · "),
        }))}
        required
      />
      {withReason && <Field label={t(`case.why.${action}`)} value={reason} onInput={setReason} rows={2} maxLength={1000} required />}
    </DeedForm>
  );
}
