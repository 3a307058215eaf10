import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { me, serverNow, session } from "../../api";
import { t, timeZone } from "../../i18n";
import { newId } from "../../rooms";
import { useTitle } from "../../shell/useTitle";
import { PageError, PageState, Skeleton, type Urgency } from "../../ui";
import { emptyDraft, type Draft } from "./draft/draft";
import { draftFromServer } from "./draft/fromServer";
import { draftOf, dropServerDraft, readServerDraft, serverDrafts } from "./draft/serverCopy";
import { dropDraft, listDrafts, readDraft } from "./draft/store";
import { NewCase } from "./NewCase";
import { orgsFor } from "./orgs";
import { UnsentDrafts } from "./parts/UnsentDrafts";
import { dayIn } from "./typed/clockTime";
import "./new.css";

const URGENCIES = ["emergency", "urgent", "routine"];

/** `/cases/new?urgency=…` begins a case, `?draft=<id>` goes on with one from this device or the server. */
export default function NewCasePage() {
  const { query, route: go } = useLocation();
  const person = me.value?.id;
  const id = query.draft;
  const urgency = (URGENCIES.includes(query.urgency ?? "") ? query.urgency : "routine") as Urgency;
  useTitle(t("new.title"));

  useEffect(() => {
    // The address carries the draft, so that a reload returns to it and a second start does not.
    if (id === undefined) go(`/cases/new?urgency=${urgency}&draft=${newId()}${query.recording ? `&recording=${encodeURIComponent(query.recording)}` : ""}`, true);
  }, [id, urgency]);

  if (person === undefined || id === undefined) return <Skeleton />;
  return <Opened key={id} person={person} id={id} urgency={urgency} fresh={query.urgency !== undefined} />;
}

interface OpenedProps {
  person: string;
  id: string;
  urgency: Urgency;
  fresh: boolean;
}

function Opened({ person, id, urgency, fresh }: OpenedProps) {
  const { route: go } = useLocation();
  const [found, setFound] = useState<Draft | null>(null);
  const [failure, setFailure] = useState<unknown>();
  const [others, setOthers] = useState<Draft[]>([]);

  const load = async () => {
    setFailure(undefined);
    const kept = await readDraft(person, id);
    if (kept !== null) return setFound(kept);
    const elsewhere = fresh ? null : await readServerDraft(id);
    if (elsewhere !== null) return setFound({ ...draftOf(elsewhere), serverRevision: elsewhere.revision });
    if (fresh) return setFound(begin(id, urgency));
    const known = await draftFromServer(id, timeZone.peek());
    if (known === null) return go(`/cases/${id}`, true);
    return setFound(known);
  };
  useEffect(() => {
    load().catch(setFailure);
    void Promise.all([listDrafts(person), serverDrafts()]).then(([here, there]) => {
      const known = new Set([id, ...here.map((each) => each.id)]);
      setOthers([...here.filter((each) => each.id !== id), ...there.map(({ draft }) => draft).filter((each) => !known.has(each.id))]);
    });
  }, []);

  const discard = async (gone: string) => {
    await dropDraft(gone);
    await dropServerDraft(gone);
    setOthers((all) => all.filter((each) => each.id !== gone));
  };
  if (orgsFor(session.value).length === 0) return <PageState kind="forbidden" />;
  if (failure !== undefined) return <PageError error={failure} onRetry={() => void load().catch(setFailure)} />;
  if (found === null) return <Skeleton rows={6} />;
  return (
    <>
      <UnsentDrafts drafts={others} onDiscard={(gone) => void discard(gone)} />
      <NewCase person={person} initial={found} />
    </>
  );
}

function begin(id: string, urgency: Urgency): Draft {
  return emptyDraft({
    id,
    orgId: orgsFor(session.peek())[0]?.id ?? "",
    urgency,
    today: dayIn(timeZone.peek(), serverNow()),
    callbackPhone: me.peek()?.phone ?? "",
  });
}
