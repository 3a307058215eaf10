import { useEffect, useState } from "preact/hooks";
import { me } from "../../api";
import { formatSeconds, t } from "../../i18n";
import { Button, SaveChip } from "../../ui";
import { Conflict } from "../../reports";
import type { MdtView, SessionView } from "../types";
import { EMPTY } from "./content";
import { outcomeDraft } from "./drafts";
import { OutcomeForm } from "./OutcomeForm";
import { isEmpty, OutcomeRead } from "./OutcomeRead";

interface OutcomePaperProps {
  view: MdtView;
  session: SessionView;
  reload: () => void;
}

/** The outcome: typed by the secretary, seen by everybody while it is typed. */
export function OutcomePaper({ view, session, reload }: OutcomePaperProps) {
  const part = view.me?.part;
  const [own, setOwn] = useState(false);
  const may = view.can_write_outcome;
  const writes = may && (part === "secretary" || own);
  const content = view.outcome?.content ?? EMPTY;
  const names = new Map([...session.attendees.map(({ person }) => person), view.created_by].map(({ id, name }) => [id, name]));
  return (
    <section class="mdt-part" aria-labelledby="mdt-outcome">
      <header class="mdt-part-head">
        <h2 id="mdt-outcome">{t("mdt.outcome")}</h2>
        {view.outcome && !writes && (
          <span class="meta" role="status">
            {t(`mdt.outcome_is.${view.outcome.status}`, { who: view.outcome.by?.name ?? "", time: formatSeconds(view.outcome.updated_at) })}
          </span>
        )}
        {may && part === "chair" && !own && (
          <Button size="small" kind="text" onClick={() => setOwn(true)}>
            {t("mdt.outcome_write")}
          </Button>
        )}
      </header>
      {view.outcome?.mdt_conclusion === false && <p class="mdt-no-conclusion">{t("mdt.not_a_conclusion")}</p>}
      {writes ? (
        <Writing view={view} people={[...names].map(([value, text]) => ({ value, text }))} reload={reload} />
      ) : isEmpty(content) ? (
        <p class="meta">{t("mdt.outcome_empty")}</p>
      ) : (
        <OutcomeRead content={{ ...EMPTY, ...content }} nameOf={(id) => names.get(id) ?? ""} />
      )}
    </section>
  );
}

interface WritingProps {
  view: MdtView;
  people: readonly { value: string; text: string }[];
  reload: () => void;
}

function Writing({ view, people, reload }: WritingProps) {
  const drafting = outcomeDraft(me.value?.id ?? "", view.request_id);
  useEffect(() => void drafting.open(view.outcome), [drafting, view.outcome]);
  const conflict = drafting.conflict.value;
  useEffect(() => {
    if (conflict === true) reload();
  }, [conflict, reload]);
  const { state, at } = drafting.save.value;
  return (
    <>
      {conflict !== null && <Conflict drafting={drafting} />}
      {state !== "none" && <SaveChip state={state} at={at} />}
      <OutcomeForm content={drafting.writing.value} people={people} onChange={(next) => drafting.change(next)} />
    </>
  );
}
