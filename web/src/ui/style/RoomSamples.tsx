import { signal } from "@preact/signals";
import { serverNow } from "../../api";
import { formatDate, t } from "../../i18n";
import { CastContext, foldThread, MentionList, RunOfMessages, runsOf, type Msg, type Reading } from "../../rooms";
import { Ladder } from "../../worklists/waiting/ladder/Ladder";
import type { LadderData } from "../../worklists/waiting/ladder/types";
import { Sample } from "./Sample";

const BEGUN = serverNow();
const at = (minute: number) => new Date(BEGUN + minute * 60_000).toISOString();

function said(seq: number, from: string | null, kind: Msg["kind"], body: object, more: Partial<Msg> = {}): Msg {
  return { t: "msg", room: "r", seq, from, cmid: null, kind, body: body as Msg["body"], at: at(seq), ...more };
}

const log = () => [
  said(1, null, "system", { code: "request.take", params: { by: "b" } }),
  said(2, "a", "text", { text: t("room.phrase.symptoms") }),
  said(3, "a", "edit", { text: t("room.phrase.pressure") }, { target: 2 }),
  said(4, "b", "text", { text: t("room.phrase.looking") }, { target: 2, anchor: { kind: "ecg", material: "m", lead: "V3", t: 3.42 } }),
  said(5, "b", "text", { text: t("room.phrase.dose"), urgent: true }),
  said(6, "b", "text", { text: t("room.phrase.call_me"), urgent: true }),
  said(7, "a", "ack", {}, { target: 6 }),
  said(8, "b", "card", { text: t("room.phrase.repeat_ecg"), due_at: at(30) }),
  said(9, "b", "card", { text: t("room.phrase.repeat_ecg") }),
  said(10, "a", "card_change", { state: "declined", note: t("room.phrase.redone") }, { target: 9 }),
  said(11, "a", "text", { text: "…" }),
  said(12, "a", "withdraw", {}, { target: 11 }),
];

function room(): Reading {
  return {
    thread: signal(foldThread(log())),
    member: signal(true),
    members: signal([]),
    replyTo: signal(null),
    sealedUpTo: signal(0),
    say: () => Promise.resolve(),
  };
}

function ladder(): LadderData {
  const step = (no: number, target: "line1" | "line2" | "head", minute: number, rung: boolean) => ({
    no,
    target,
    person: { id: String(no), name: t("style.expert") },
    title: "",
    phone: "000-0000-2001",
    due_at: at(minute),
    rung_at: rung ? at(minute) : null,
    passed_on: false,
    channels: rung ? [{ kind: "app", state: "delivered" as const, at: at(minute), error: "" }] : [],
  });
  return {
    state: "ringing",
    round: 1,
    started_at: at(0),
    answer_by: at(2),
    ends_at: at(8),
    acked: null,
    steps: [step(1, "line1", 0, true), step(2, "line2", 3, false), step(3, "head", 5, false)],
    passed_over: [],
    calls: [],
    call_now: { person_id: "1", name: t("style.expert"), phone: "000-0000-2001" },
    may_pass_on: false,
    may_call_again: false,
  };
}

const IDLE = { busy: false, failure: null, noAnswer: () => undefined, reached: () => undefined, again: () => undefined };

export function RoomSamples() {
  const reading = room();
  const people = { a: { name: t("style.county_doctor") }, b: { name: t("style.expert") } };
  return (
    <CastContext.Provider value={{ people, order: ["a", "b"], me: "a" }}>
      <h2>{t("style.room")}</h2>
      <Sample name="Message · UrgentMessage · RequestCard · AckMarks · AnchorChip" flush>
        <ol class="room-runs">
          {runsOf(reading.thread.value.shown, formatDate).map((run) => (
            <RunOfMessages key={run.key} room={reading} run={run} fresh={run.key === 4} />
          ))}
        </ol>
      </Sample>
      <Sample name="MentionList">
        <MentionList id="sample-mentions" choices={[{ name: people.a.name, mention: {} }, { name: people.b.name, mention: {} }]} current={1} onPick={() => undefined} />
      </Sample>
      <Sample name="Ladder">
        <Ladder use={{ data: ladder(), ...IDLE }} />
      </Sample>
    </CastContext.Provider>
  );
}
