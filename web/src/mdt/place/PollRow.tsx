import { useState } from "preact/hooks";
import { Failure } from "../../admin/forms/Failure";
import { useDeed } from "../../admin/forms/useDeed";
import { api } from "../../api";
import { formatDateTime, formatTime, t } from "../../i18n";
import { Button, Choice } from "../../ui";
import type { Poll, Vote } from "../types";

const VOTES: readonly Vote[] = ["yes", "maybe", "no"];

/** When could everybody: each says yes, maybe or no to each time; whoever asked takes one. */
export function PollRow({ poll, onDone }: { poll: Poll; onDone: () => void }) {
  const [votes, setVotes] = useState<readonly (Vote | "")[]>(poll.mine ?? poll.slots.map(() => ""));
  const deed = useDeed(`poll-${poll.id}`, []);
  const complete = votes.every((each) => each !== "");
  const run = async (work: () => Promise<unknown>) => {
    if (await deed.run(work)) onDone();
  };
  return (
    <li class="mdt-poll">
      <p>
        <strong>{poll.board.name}</strong> {poll.note}
      </p>
      <ul>
        {poll.slots.map((slot, index) => (
          <li key={slot.starts_at}>
            <Choice
              label={`${formatDateTime(slot.starts_at)} – ${formatTime(slot.ends_at)}`}
              value={votes[index] ?? ""}
              options={VOTES.map((each) => ({ value: each, text: t(`mdt.vote.${each}`) }))}
              onChange={(vote) => setVotes(votes.map((each, at) => (at === index ? (vote as Vote) : each)))}
            />
            <span class="meta">{t("mdt.votes", { yes: slot.yes, maybe: slot.maybe, no: slot.no })}</span>
            <Doubts poll={poll} index={index} />
            {poll.settle && (
              <Button size="small" busy={deed.busy} onClick={() => void run(() => api.post(`/mdt/polls/${poll.id}/settle`, { slot: index }))}>
                {t("mdt.poll_take")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Failure text={deed.general} />
      <p class="mdt-row-deeds">
        <Button size="small" busy={deed.busy} disabled={!complete} onClick={() => void run(() => api.put(`/mdt/polls/${poll.id}/vote`, { votes }))}>
          {t(poll.mine === null ? "mdt.poll_vote" : "mdt.poll_vote_again")}
        </Button>
        {poll.settle && (
          <Button size="small" kind="text" onClick={() => void run(() => api.post(`/mdt/polls/${poll.id}/settle`, { slot: null }))}>
            {t("mdt.poll_drop")}
          </Button>
        )}
      </p>
    </li>
  );
}

/** Whom a time would leave out, by name: it may be the one who must be there. */
function Doubts({ poll, index }: { poll: Poll; index: number }) {
  const said = (vote: Vote) => poll.votes.filter((each) => each.votes[index] === vote).map((each) => each.person.name);
  const words = (["maybe", "no"] as const).flatMap((vote) => {
    const who = said(vote);
    return who.length === 0 ? [] : [t(`mdt.vote_of.${vote}`, { who })];
  });
  return words.length === 0 ? null : <span class="meta mdt-poll-doubts">{words.join(" · ")}</span>;
}
