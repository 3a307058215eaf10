import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { hasRole, useResource } from "../../api";
import { t } from "../../i18n";
import { useTitle } from "../../shell/useTitle";
import { AsOf, Button, EmptyState, PageError, Skeleton } from "../../ui";
import { useNews } from "../session/useSession";
import { AnswerSheet } from "../sheets/AnswerSheet";
import { PlanSheet } from "../sheets/PlanSheet";
import { ScreenSheet } from "../sheets/ScreenSheet";
import type { Line, Place, SessionBrief } from "../types";
import { ActionRow } from "../tasks/ActionRow";
import { LineRow, SessionRow } from "./rows";
import { PollRow } from "./PollRow";
import { Next } from "./Next";
import { withinReach } from "./order";
import "../../admin/frame/admin.css";
import "../../worklists/today.css";
import "../mdt.css";
import "../outcome/papers.css";
import "../sheets/sheets.css";
import "./place.css";

type Open = { kind: "screen" | "plan"; line: Line } | { kind: "answer"; session: SessionBrief };

/** What of the MDTs waits for this person; the next meeting first. */
export default function MdtPage() {
  useTitle(t("mdt.title"));
  const { data, error, loading, loadedAt, reload } = useResource<Place>("/mdt");
  const [open, setOpen] = useState<Open | null>(null);
  useNews(["person:*", "org:*", "reconnected"], reload);
  if (data === undefined) return error === undefined || loading ? <Skeleton rows={6} /> : <PageError error={error} onRetry={reload} />;
  const done = () => {
    setOpen(null);
    reload();
  };
  const { next, later } = withinReach(data.sessions);
  const steers = hasRole(["chair", "secretary", "coordinator", "hospital_admin"]);
  return (
    <div class="mdt-place">
      <header class="today-head">
        <h1>{t("mdt.title")}</h1>
        <Button href="/mdt/boards">{t(steers ? "mdt.boards" : "mdt.boards_read")}</Button>
      </header>
      <AsOf loadedAt={loadedAt} />
      {next && <Next session={next} />}
      {isEmpty(data) && <EmptyState text={t("mdt.place_empty")} />}
      <Lines title="to_screen" lines={data.to_screen} deed="screen" onDeed={(line) => setOpen({ kind: "screen", line })} />
      <Lines title="to_plan" lines={data.to_plan} deed="plan" onDeed={(line) => setOpen({ kind: "plan", line })} />
      <Group title="invitations" n={data.invitations.length}>
        {data.invitations.map((each) => (
          <SessionRow key={each.id} session={each} onAnswer={() => setOpen({ kind: "answer", session: each })} />
        ))}
      </Group>
      <Lines title="opinions_due" lines={data.opinions_due} deed="write" />
      <Lines title="to_conclude" lines={data.to_conclude} />
      <Lines title="to_sign" lines={data.to_sign} deed="sign" />
      <Lines title="to_finalise" lines={data.to_finalise} deed="finalise" />
      <Group title="polls" n={data.polls.length}>
        {data.polls.map((each) => (
          <PollRow key={each.id} poll={each} onDone={reload} />
        ))}
      </Group>
      <Group title="sessions" n={later.length}>
        {later.map((each) => (
          <SessionRow key={each.id} session={each} />
        ))}
      </Group>
      <Group title="actions" n={data.actions.length}>
        {data.actions.map((each) => (
          <ActionRow key={`${each.request_id} ${each.seq ?? each.text}`} action={each} onDone={reload} />
        ))}
      </Group>
      <Lines title="proposed_by_us" lines={data.proposed_by_us} />
      {open?.kind === "screen" && <ScreenSheet line={open.line} onClose={() => setOpen(null)} onDone={done} />}
      {open?.kind === "plan" && <PlanSheet line={open.line} onClose={() => setOpen(null)} onDone={done} />}
      {open?.kind === "answer" && <AnswerSheet session={open.session} onClose={() => setOpen(null)} onDone={done} />}
    </div>
  );
}

interface GroupProps {
  title: string;
  n: number;
  children: ComponentChildren;
}

/** A heading with its count; nothing when there is nothing under it. */
function Group({ title, n, children }: GroupProps) {
  if (n === 0) return null;
  return (
    <section aria-labelledby={`mdt-${title}`}>
      <h2 class="today-group" id={`mdt-${title}`}>
        {t(`mdt.group.${title}`)} <span class="meta">{n}</span>
      </h2>
      <ul class="today-list">{children}</ul>
    </section>
  );
}

interface LinesProps {
  title: string;
  lines: readonly Line[];
  deed?: "screen" | "plan" | "write" | "sign" | "finalise";
  onDeed?: (line: Line) => void;
}

function Lines({ title, lines, deed, onDeed }: LinesProps) {
  return (
    <Group title={title} n={lines.length}>
      {lines.map((line) => (
        <LineRow key={line.request_id} line={line} deed={deed} onDeed={onDeed} />
      ))}
    </Group>
  );
}

const isEmpty = (place: Place) => Object.values(place).every((each) => (each as unknown[]).length === 0);
