import { useEffect, useMemo, useState } from "preact/hooks";
import { formatDate, formatTime, t } from "../../i18n";
import { Button, PageError, Select, Skeleton } from "../../ui";
import { usePlaces } from "../panel/places";
import { RunOfMessages } from "../panel/list/Message";
import { runsOf } from "../panel/list/runs";
import { readingOf } from "../panel/reading";
import type { RoomStore } from "../store/room";
import { useCast } from "../panel/people";
import { fetchShowings } from "./showings";
import { Player, SPEEDS, type Showing, type Speed } from "./player";
import "./replay.css";

const SECOND = 1000;

/** The discussion as it went, from its first line: scrubbed, or played at up to sixteen times its pace. */
export function Replay({ room, onClose }: { room: RoomStore; onClose: () => void }) {
  const [failure, setFailure] = useState<unknown>(undefined);
  const [showings, setShowings] = useState<readonly Showing[] | null>(null);
  useEffect(() => {
    Promise.all([fetchShowings(room.id), room.reach(1)])
      .then(([found]) => setShowings(found))
      .catch(setFailure);
  }, [room]);
  return (
    <div class="replay">
      <div class="replay-head">
        <strong>{t("room.replay")}</strong>
        <Button kind="text" size="small" onClick={onClose}>
          {t("room.replay_close")}
        </Button>
      </div>
      {failure !== undefined && <PageError error={failure} />}
      {showings ? <Playing room={room} showings={showings} /> : failure === undefined && <Skeleton rows={3} height={40} />}
    </div>
  );
}

function Playing({ room, showings }: { room: RoomStore; showings: readonly Showing[] }) {
  const { nameOf } = useCast();
  const { goTo } = usePlaces();
  // What is said while one watches is not part of it.
  const player = useMemo(() => new Player(room.messages.peek(), ({ anchor }) => anchor && goTo(anchor), showings), [room, showings]);
  const playing = player.playing.value;
  useEffect(() => {
    if (!playing) return undefined;
    let frame = requestAnimationFrame(function draw(now) {
      player.tick(now);
      frame = requestAnimationFrame(draw);
    });
    return () => cancelAnimationFrame(frame);
  }, [player, playing]);

  const showing = player.showing.value;
  useEffect(() => {
    room.viewing.replayed.value = showing?.view ?? null;
  }, [room, showing]);
  const pointers = player.pointers.value;
  useEffect(() => {
    room.viewing.pointedThen.value = pointers;
  }, [room, pointers]);
  useEffect(
    () => () => {
      room.viewing.replayed.value = null;
      room.viewing.pointedThen.value = null;
    },
    [room],
  );

  const reading = readingOf(room, player.thread);
  const at = player.at.value;
  return (
    <>
      <div class="replay-bar">
        <Button size="small" kind="outline" onClick={() => player.toggle()}>
          {t(playing ? "room.replay_pause" : "room.replay_play")}
        </Button>
        <Button size="small" kind="text" onClick={() => player.step(-1)}>
          {t("room.replay_back")}
        </Button>
        <Button size="small" kind="text" onClick={() => player.step(1)}>
          {t("room.replay_next")}
        </Button>
        <Select
          label={t("room.replay_speed")}
          value={String(player.speed.value)}
          options={SPEEDS.map((speed) => ({ value: String(speed), text: `${speed}×` }))}
          onChange={(value) => {
            player.speed.value = Number(value) as Speed;
          }}
        />
        <input
          type="range"
          min={player.from}
          max={player.to}
          step={SECOND}
          value={at}
          aria-label={t("room.replay_at")}
          aria-valuetext={`${formatDate(at)} ${formatTime(at)}`}
          onInput={(event) => {
            const to = Number(event.currentTarget.value);
            // The slider stops at whole seconds, the last of them before the end.
            player.scrub(player.to - to < SECOND ? player.to : to);
          }}
        />
        <time dateTime={new Date(at).toISOString()}>
          {formatDate(at)} {formatTime(at)}
        </time>
      </div>
      {showing !== null && <p class="replay-showing">{t("room.view.shown_then", { name: nameOf(showing.by) })}</p>}
      <ol class="room-runs replay-runs">
        {runsOf(player.thread.value.shown, formatDate).map((run) => (
          <RunOfMessages key={run.key} room={reading} run={run} fresh={false} />
        ))}
      </ol>
    </>
  );
}
