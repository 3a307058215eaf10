import { useState } from "preact/hooks";
import { t } from "../../i18n";
import { LineRow, SessionRow } from "../place/rows";
import { AnswerSheet } from "../sheets/AnswerSheet";
import { ScreenSheet } from "../sheets/ScreenSheet";
import type { Line, SessionBrief } from "../types";
import { ActionRow } from "./ActionRow";
import { running, type Waiting } from "./useWaiting";
import "../mdt.css";
import "../outcome/papers.css";
import "../place/place.css";
import "../sheets/sheets.css";

type Open = { kind: "screen"; line: Line } | { kind: "answer"; session: SessionBrief };

/** What teams want of me, on Today: the tasks they gave me, then what I owe them. */
export function MdtToday({ waiting: { place, count, reload } }: { waiting: Waiting }) {
  const [open, setOpen] = useState<Open | null>(null);
  if (place === undefined || count === 0) return null;
  const done = () => {
    setOpen(null);
    reload();
  };
  const polls = place.polls.filter((each) => each.mine === null);
  return (
    <section aria-labelledby="group-mdt">
      <h2 class="today-group" id="group-mdt">
        {t("mdt.title")} <span class="meta">{count}</span>
      </h2>
      <ul class="today-list">
        {running(place).map((each) => (
          <SessionRow key={each.id} session={each} enters />
        ))}
        {place.actions.map((each) => (
          <ActionRow key={`${each.request_id} ${each.seq ?? each.text}`} action={each} onDone={reload} />
        ))}
        {place.to_screen.map((line) => (
          <LineRow key={line.request_id} line={line} deed="screen" onDeed={() => setOpen({ kind: "screen", line })} />
        ))}
        {place.invitations.map((session) => (
          <SessionRow key={session.id} session={session} onAnswer={() => setOpen({ kind: "answer", session })} />
        ))}
        {[...place.to_sign, ...place.to_finalise, ...place.opinions_due, ...place.to_conclude].map((line) => (
          <LineRow key={line.request_id} line={line} wants={t(`mdt.group.${groupOf(line, place)}`)} />
        ))}
        {polls.map((poll) => (
          <li key={poll.id} class="mdt-row">
            <a href="/mdt">{[t("mdt.group.polls"), poll.board.name].join(" · ")}</a>
          </li>
        ))}
      </ul>
      {open?.kind === "screen" && <ScreenSheet line={open.line} onClose={() => setOpen(null)} onDone={done} />}
      {open?.kind === "answer" && <AnswerSheet session={open.session} onClose={() => setOpen(null)} onDone={done} />}
    </section>
  );
}

const GROUPS = ["to_sign", "to_finalise", "opinions_due", "to_conclude"] as const;

const groupOf = (line: Line, place: NonNullable<Waiting["place"]>) => GROUPS.find((name) => place[name].includes(line)) ?? "to_conclude";
