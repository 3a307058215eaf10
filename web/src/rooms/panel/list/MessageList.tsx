import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { formatDate, plural, t } from "../../../i18n";
import { Button, EmptyState, PageError, Skeleton } from "../../../ui";
import { lastOf } from "../../last";
import type { RoomStore } from "../../store/room";
import { RunOfMessages } from "./Message";
import { Unsent, UnsentFile } from "./Unsent";
import { useCast } from "../people";
import { runsOf } from "./runs";
import { useSeen } from "./useSeen";

const NEAR = 48;
/** How far up somebody was reading when they went to another patient. */
const left = new WeakMap<RoomStore, number>();

/** Keeps to the end while the reader is there, and leaves them alone while they read further up. */
export function MessageList({ room }: { room: RoomStore }) {
  const messages = room.thread.value.shown;
  const pending = room.pending.value;
  const enclosed = room.enclosed.value;
  const history = room.history.value;
  const { me, nameOf } = useCast();
  const box = useRef<HTMLDivElement>(null);
  const runsBox = useRef<HTMLOListElement>(null);
  const [follows, setFollows] = useState(!left.has(room));
  const [seenUpTo, setSeenUpTo] = useState(0);
  // Where the reader was when they came: what is below is new to them.
  const [cameAt] = useState(() => room.seen.peek());
  const last = room.messages.value.at(-1)?.seq ?? 0;

  const toEnd = useCallback(() => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  }, []);
  useLayoutEffect(() => {
    if (follows) toEnd();
  }, [messages, pending, enclosed, follows, toEnd]);
  useLayoutEffect(() => {
    if (box.current && !follows) box.current.scrollTop = left.get(room) ?? 0;
  }, [history]);
  useEffect(() => {
    if (follows) setSeenUpTo(last);
  }, [follows, last]);
  useEffect(() => {
    // The box changes its height with the composer and the phone's keyboard, what is said with its files.
    const grown = new ResizeObserver(() => follows && toEnd());
    if (box.current) grown.observe(box.current);
    if (runsBox.current) grown.observe(runsBox.current);
    return () => grown.disconnect();
  }, [follows, toEnd]);
  useSeen(room, box, follows, last);

  const scrolled = () => {
    const el = box.current;
    if (el === null) return;
    const atEnd = el.scrollHeight - el.scrollTop - el.clientHeight < NEAR;
    setFollows(atEnd);
    if (atEnd) left.delete(room);
    else left.set(room, el.scrollTop);
  };
  const fresh = messages.filter((message) => message.seq > seenUpTo && message.from !== me).length;
  const runs = runsOf(messages, formatDate);
  const firstNew = cameAt === 0 ? undefined : runs.find((run) => run.from !== null && run.from !== me && (run.messages.at(-1)?.seq ?? 0) > cameAt);
  const myLast = lastOf(runs, (run) => run.from === me);
  return (
    <div class="room-list-frame">
      <div class="room-list" ref={box} onScroll={scrolled} tabIndex={0} role="log" aria-label={t("room.messages")} aria-live="polite">
        {history === "loading" && messages.length === 0 && <Skeleton rows={3} height={40} />}
        {history === "failed" && messages.length === 0 && (
          <PageError error={room.failure.value} onRetry={() => room.retry()} />
        )}
        {history === "ready" && messages.length === 0 && pending.length === 0 && enclosed.length === 0 && <EmptyState text={t("room.empty")} />}
        {room.hasEarlier && (
          <Button kind="text" size="small" onClick={() => void room.earlier()}>
            {t("room.earlier")}
          </Button>
        )}
        <ol class="room-runs" ref={runsBox}>
          {runs.map((run) => (
            <RunOfMessages
              key={run.key}
              room={room}
              run={run}
              fresh={run === firstNew}
              state={run === myLast && pending.length === 0 ? reachedWords(room, run.messages.at(-1)?.seq ?? 0, me, nameOf) : undefined}
            />
          ))}
          {pending.map((each) => (
            <Unsent key={each.cmid} pending={each} onAgain={(id) => room.again(id)} onDiscard={(id) => room.discard(id)} />
          ))}
          {enclosed.map((each) => (
            <UnsentFile key={each.id} enclosed={each} />
          ))}
        </ol>
      </div>
      {!follows && (
        <button type="button" class="room-to-end" onClick={() => setFollows(true)}>
          {fresh > 0 ? plural("room.new", fresh) : t("room.to_end")}
        </button>
      )}
    </div>
  );
}

/** "seen by 县医生甲 · delivered to 县医生乙", or that the server has it. */
function reachedWords(room: RoomStore, seq: number, me: string, nameOf: (id: unknown) => string): string {
  const others = room.members.value.filter(({ id }) => id !== me);
  const seen = others.filter((each) => each.read_seq >= seq).map(({ id }) => nameOf(id));
  const got = others.filter((each) => each.got_seq >= seq && each.read_seq < seq).map(({ id }) => nameOf(id));
  const words = [seen.length > 0 && t("room.seen", { names: seen }), got.length > 0 && t("room.delivered", { names: got })];
  return words.filter(Boolean).join(" · ") || t("room.state.sent");
}
