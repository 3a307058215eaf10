import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { now, session, useResource } from "../../api";
import { t, timeZone } from "../../i18n";
import { onStored, UploadPanel, uploads } from "../../upload";
import { Button, Choice, SaveChip, Select, SendBar, wordOf, type Urgency } from "../../ui";
import { check, FIELD_OF, type Range } from "./draft/checks";
import type { Draft, Measure } from "./draft/draft";
import { Usually } from "../../duty/usual/Usually";
import { useTemplates, versionOf } from "../forms/templates";
import { useDraft } from "./draft/useDraft";
import { gapWords, type Form } from "./form";
import { More } from "./parts/More";
import { Recordings, useStartable } from "./parts/Recordings";
import { Specialty } from "./parts/Specialty";
import { OtherDesk } from "./parts/OtherDesk";
import { ToWhom } from "./parts/ToWhom";
import { What } from "./parts/What";
import { Who } from "./parts/Who";
import { orgsFor } from "./orgs";
import { useSending } from "./useSending";

const URGENCIES: readonly Urgency[] = ["emergency", "urgent", "routine"];

/** The page's form: who, what, to whom, and the bar that sends. */
export function NewCase({ person, initial }: { person: string; initial: Draft }) {
  const { query, route: go } = useLocation();
  const state = useDraft(person, initial);
  const { draft, change } = state;
  const [tried, setTried] = useState(false);
  const vocabulary = useResource<{ vitals: Partial<Record<Measure, Range>> }>("/vocabulary");
  const templates = useTemplates(draft.orgId);
  const template = versionOf(templates, draft.template, draft.templateVersion);
  const sending = useSending(state, template, (id) => go(`/cases/${id}`));
  const ranges = vocabulary.data?.vitals ?? {};
  const { missing, later } = check(draft, timeZone.value, now.value, ranges, template);
  const form: Form = { draft, change, missing, tried, ranges };
  useFileNames(draft, change);
  const recorded = useStartable(form, query.recording);

  const press = () => {
    setTried(true);
    if (missing.length === 0) void sending.send();
    else document.getElementById(FIELD_OF[missing[0] ?? "name"])?.focus();
  };
  const asked = [...new Set([...missing, ...sending.asked])];
  return (
    <form class={`new-case new-case-${draft.urgency}`} onSubmit={(event) => event.preventDefault()}>
      <header class="new-head">
        <h1>{t("new.title")}</h1>
        <Choice
          label={t("new.urgency")}
          value={draft.urgency}
          options={URGENCIES.map((each) => ({ value: each, text: wordOf(each) }))}
          onChange={(urgency) => change((old) => ({ ...old, urgency: urgency as Urgency }))}
        />
        <OrgChoice form={form} />
      </header>
      {state.conflict !== null && <OtherDesk at={state.conflict.at} onTake={state.takeOther} onKeep={state.keepMine} />}
      <div class={recorded.length > 0 ? "new-columns new-columns-recorded" : "new-columns"}>
        {recorded.length > 0 && <Recordings form={form} items={recorded} />}
        <Who form={form} />
        <What form={form} templates={templates} template={template} />
        <div class="new-last">
          <ToWhom form={form} template={template} />
          <section class="new-part" aria-labelledby="new-files">
            <h2 id="new-files">{t("new.files")}</h2>
            <Again draft={draft} />
            <UploadPanel caseId={draft.id} held={draft.requestId === null} />
          </section>
        </div>
      </div>
      <Specialty form={form} template={template} />
      <More form={form} />
      <div class="new-bar">
        {sending.failure !== null && (
          <p class="new-failure" role="alert">
            {sending.failure}
          </p>
        )}
        <SendBar
          missing={asked.map((gap) => ({ text: gapWords(gap), field: FIELD_OF[gap] }))}
          later={later.map(gapWords)}
          note={
            draft.destination && (
              <Usually partnership={draft.destination.partnership_id} specialty={draft.destination.specialty} urgency={draft.urgency} />
            )
          }
          saved={state.saved.state !== "untouched" && <SaveChip state={state.saved.state} at={state.saved.at} />}
        >
          <Button busy={sending.busy === "save"} onClick={() => void sending.save()}>
            {t("new.save")}
          </Button>
          <Button kind="filled" busy={sending.busy === "send"} onClick={press}>
            {sending.offline ? t("new.send_again") : t(`new.send.${draft.urgency}`)}
          </Button>
        </SendBar>
      </div>
    </form>
  );
}

function OrgChoice({ form }: { form: Form }) {
  const orgs = orgsFor(session.value);
  if (orgs.length < 2 || form.draft.requestId !== null) return null;
  return (
    <Select
      label={t("new.org")}
      value={form.draft.orgId}
      options={orgs.map((each) => ({ value: each.id, text: each.name }))}
      onChange={(orgId) => form.change((old) => ({ ...old, orgId, destination: null, destinationChosen: false }))}
    />
  );
}

/** Remembers which files were chosen, to ask for them again after a reload. */
function useFileNames(draft: Draft, change: Form["change"]): void {
  // A batch is remembered by this device itself.
  const names = uploads.value.filter((each) => each.caseId === draft.id && each.batch === null && each.phase !== "stored").map((each) => each.name);
  const key = names.join("\n");
  useEffect(() => {
    if (key !== "") change((old) => ({ ...old, files: [...new Set([...old.files, ...names])] }));
  }, [key]);
  useEffect(
    () => onStored((item) => item.caseId === draft.id && item.batch === null && change((old) => ({ ...old, files: old.files.filter((each) => each !== item.name) }))),
    [draft.id],
  );
}

function Again({ draft }: { draft: Draft }) {
  const here = new Set(uploads.value.filter((each) => each.caseId === draft.id).map((each) => each.name));
  const gone = draft.files.filter((name) => !here.has(name));
  return gone.length === 0 ? null : <p class="new-none">{t("new.choose_again", { names: gone })}</p>;
}
