import { useState } from "preact/hooks";
import { api, useResource } from "../../api";
import { searchable, t, tError } from "../../i18n";
import { specialtyName } from "../../i18n/vocabulary";
import { Button, Dialog, EmptyState, Field, PersonChip, Skeleton } from "../../ui";
import type { Row } from "../board";
import { nameOf } from "../list/words";
import { refresh } from "../live";
import { AnswerBy, answerBy } from "./AnswerBy";
import "./assign.css";

/** `GET /requests/{id}/suggestions`: best first. */
interface Expert {
  id: string;
  name: string;
  title: string;
  phone: string;
  specialties: string[];
  reasons: { why: string; n: number }[];
  against: string[];
  suggested: boolean;
}

/** Longer lists are searched by name. */
const SEARCHED_FROM = 8;

type Asked = Pick<Row, "request_id" | "patient" | "specialty" | "question" | "who">;

/** Who could answer and why, with their phones: one press hands the request out. */
export function AssignSheet({ row, onClose }: { row: Asked; onClose: () => void }) {
  const found = useResource<{ items: Expert[] }>(`/requests/${row.request_id}/suggestions`);
  const [within, setWithin] = useState("");
  const [busy, setBusy] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [words, setWords] = useState("");
  const assign = async (person: string) => {
    setBusy(person);
    setFailure(null);
    try {
      await api.post(`/requests/${row.request_id}/assign`, { person_id: person, answer_by: answerBy(within) });
      onClose();
    } catch (error) {
      setFailure(tError(error));
      setBusy(null);
    }
    void refresh();
  };
  const all = found.data?.items ?? [];
  const shown = all.filter((each) => searchable(`${each.name} ${each.title}`).includes(searchable(words)));
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
      {all.length >= SEARCHED_FROM && <Field type="search" label={t("duty.find_expert")} value={words} onInput={setWords} />}
      <AnswerBy value={within} onChange={setWithin} />
      <ul class="assign-list">
        {shown.map((each) => (
          <li key={each.id}>
            <div class="assign-who">
              <PersonChip name={each.name} title={each.title} phone={each.phone} from={each.specialties.map(specialtyName).join(" · ")} />
              <p class="assign-why">
                {each.suggested && <strong class="assign-suggested">{t("duty.suggested")}</strong>}
                {each.against.length > 0 && (
                  <span class="assign-against">{each.against.map((code) => t(`duty.against.${code}`)).join(" · ")}</span>
                )}
                <span>{each.reasons.map(({ why, n }) => t(`duty.why.${why}`, { n })).join(" · ")}</span>
              </p>
            </div>
            <Button size="small" busy={busy === each.id} disabled={row.who?.id === each.id} onClick={() => void assign(each.id)}>
              {row.who?.id === each.id ? t("today.assigned") : t("today.assign_to")}
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
