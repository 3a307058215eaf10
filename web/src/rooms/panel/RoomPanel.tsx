import { useState } from "preact/hooks";
import { formatSpan, plural, t, tError } from "../../i18n";
import { now } from "../../api";
import { Button, GreyBar } from "../../ui";
import { clock, Icon, search } from "../../ui/icons";
import { live } from "../live";
import { Replay } from "../replay/Replay";
import type { RoomStore } from "../store/room";
import { Composer } from "./compose/Composer";
import { FloorLine } from "./head/FloorLine";
import { MessageList } from "./list/MessageList";
import { Presence } from "./head/Presence";
import { SearchLine } from "./head/SearchLine";
import { TypingLine } from "./list/TypingLine";
import "./room.css";

export interface RoomPanelProps {
  room: RoomStore;
  patient: string;
  phrases: readonly string[];
  /** Makes this person a member; absent: they may only read. */
  onEnter?: (() => Promise<void>) | undefined;
}

export function RoomPanel({ room, patient, phrases, onEnter }: RoomPanelProps) {
  const member = room.member.value;
  const [searching, setSearching] = useState(false);
  const [replaying, setReplaying] = useState(false);
  return (
    <section class="room" aria-label={t("room.of", { patient })}>
      <Presence room={room}>
        {member && (
          <button type="button" aria-pressed={searching} onClick={() => setSearching(!searching)}>
            <Icon of={search} size={16} label={t("room.search")} />
          </button>
        )}
        <button type="button" aria-pressed={replaying} onClick={() => setReplaying(!replaying)}>
          <Icon of={clock} size={16} label={t("room.replay")} />
        </button>
      </Presence>
      {searching && <SearchLine room={room} onClose={() => setSearching(false)} />}
      {member && <LineLost room={room} />}
      <Restored room={room} />
      <FloorLine room={room} />
      {replaying ? <Replay room={room} onClose={() => setReplaying(false)} /> : <MessageList room={room} />}
      {member && <TypingLine room={room} />}
      {member ? (
        <Composer room={room} patient={patient} phrases={phrases} />
      ) : (
        <Guest onEnter={onEnter} />
      )}
    </section>
  );
}

/** Said only once it lasts: most losses are over before anybody could read it. */
function LineLost({ room }: { room: RoomStore }) {
  const since = live.lostAt.value;
  const lost = since === null || room.joined.value ? 0 : now.value - since;
  if (lost < 3000) return null;
  return <GreyBar>{t("room.lost", { span: formatSpan(lost) })}</GreyBar>;
}

function Restored({ room }: { room: RoomStore }) {
  const n = room.restored.value;
  if (n === 0) return null;
  const close = () => {
    room.restored.value = 0;
  };
  return (
    <GreyBar
      icon={[]}
      action={
        <Button kind="text" size="small" onClick={close}>
          {t("common.close")}
        </Button>
      }
    >
      {plural("room.restored", n)}
    </GreyBar>
  );
}

function Guest({ onEnter }: { onEnter?: (() => Promise<void>) | undefined }) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(undefined);
  const enter = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      await onEnter?.();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div class="room-guest">
      <p>{t(onEnter ? "room.guest" : "room.guest_reads")}</p>
      {failure !== undefined && <p class="room-guest-failed">{tError(failure)}</p>}
      {onEnter && (
        <Button busy={busy} onClick={() => void enter()}>
          {t("room.enter")}
        </Button>
      )}
    </div>
  );
}
