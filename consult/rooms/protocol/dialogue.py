"""One connection's side of `consult.v1`: frames and the passing of time in, effects out."""

from __future__ import annotations

from collections.abc import Sequence

from consult.rooms.protocol import frames, replies
from consult.rooms.protocol.effects import Commit, Effect, Greet, HangUp, Send
from consult.rooms.protocol.frames import (
    Drop,
    Hello,
    Inbound,
    Join,
    Leave,
    Loading,
    Malformed,
    Present,
    Ptr,
    Pub,
    State,
    Typing,
    Unknown,
    UpTo,
)
from consult.rooms.protocol.limits import LIMITS, VERSION, Bucket, Close, Limits
from consult.rooms.protocol.pipeline import Pipeline
from consult.rooms.protocol.replies import Frame
from consult.rooms.room import Posted


class Dialogue:
    """Times are seconds of any steady clock, given by the caller.

    After `HangUp` nothing more comes out. `rooms` are those joined or being joined.
    """

    def __init__(self, now: float, limits: Limits = LIMITS) -> None:
        self.limits = limits
        self.rooms: dict[str, Pipeline] = {}
        self._greeted = False
        self._over = False
        self._frames = Bucket.full(limits.frame_rate, limits.frame_burst, now)
        self._pubs = Bucket.full(limits.pub_rate, limits.pub_burst, now)
        self._views = Bucket.full(limits.view_rate, limits.view_rate, now)
        self._pinged: float | None = None
        self.deadline = now + limits.hello_within

    # ---- the client speaks

    def receive(self, text: str, now: float) -> list[Effect]:
        if self._over:
            return []
        if (
            len(text) > self.limits.frame
            or len(text.encode("utf-8", "replace")) > self.limits.frame
        ):
            return self._hang_up(Close.TOO_BIG)
        if not self._frames.take(now):
            return self._hang_up(Close.RATE)
        try:
            frame = frames.parse(text)
        except Malformed:
            return self._hang_up(Close.PROTOCOL)
        self._alive(now)
        return self._answer(frame, now)

    def _answer(self, frame: Inbound, now: float) -> list[Effect]:
        if not self._greeted or isinstance(frame, Hello):
            return self._greet(frame, now)
        match frame:
            case Join():
                return self._join(frame)
            case Pub():
                return self._pub(frame, now)
            case Unknown():
                return [Send(replies.err("protocol.unknown_frame"))]
            case Drop():
                self._pipeline(frame.room).drop(frame.cmid)
            case Leave():
                return self._leave(frame)
            case State() if self._pipeline(frame.room).entered:
                return self._state(frame, now)
            case UpTo() | Typing() | Loading() | Present() | Ptr():
                return [frame] if self._pipeline(frame.room).entered else []
        return []

    def _state(self, state: State, now: float) -> list[Effect]:
        flaw = state.flaw if self._views.take(now) else "room.too_fast"
        return [state] if flaw is None else [Send(replies.err(flaw, room=state.room))]

    def _greet(self, frame: Inbound, now: float) -> list[Effect]:
        if self._greeted or not isinstance(frame, Hello):
            return self._hang_up(Close.PROTOCOL)
        if frame.v != VERSION:
            return self._hang_up(Close.VERSION)
        self._greeted = True
        self.deadline = now + self.limits.heartbeat
        return [Greet()]

    def _join(self, join: Join) -> list[Effect]:
        known = self.rooms.get(join.room)
        if known is not None and not known.entered:
            return [Send(replies.err("room.joining", ref=join.ref, room=join.room))]
        if known is None and len(self.rooms) >= self.limits.rooms:
            return [Send(replies.err("room.too_many", ref=join.ref, room=join.room))]
        if known is None:
            self.rooms[join.room] = Pipeline(join.room)
        return [join]

    def _leave(self, leave: Leave) -> list[Effect]:
        pipeline = self.rooms.pop(leave.room, None)
        if pipeline is None:
            return []
        return [leave, *_sends(pipeline.abandoned("room.left", retry=True))]

    def _pub(self, pub: Pub, now: float) -> list[Effect]:
        pipeline = self.rooms.get(pub.room)
        if pipeline is None:
            return [Send(replies.nack(pub.room, pub.cmid, "room.not_joined", retry=False))]
        if self._pubs.take(now):
            refusal = pipeline.offer(pub, pub.flaw, retry=False)
        else:
            refusal = pipeline.offer(pub, "room.too_fast", retry=True)
        return [Send(refusal)] if refusal is not None else self._next(pipeline)

    # ---- what became of an effect

    def entered(self, room: str) -> list[Effect]:
        """The server let the connection into the room: what was written meanwhile goes out."""
        pipeline = self.rooms.get(room)
        if pipeline is None:
            return []
        pipeline.entered = True
        return self._next(pipeline)

    def turned_away(
        self, room: str, code: str, *, ref: str | int | None = None, status: int | None = None
    ) -> list[Effect]:
        """Not let in, or put out: nothing of this room goes either way any more."""
        pipeline = self.rooms.pop(room, None)
        if pipeline is None:
            return []
        told = [replies.err(code, ref=ref, room=room, status=status)]
        return _sends(told + pipeline.abandoned(code, retry=False))

    def committed(self, commit: Commit, results: Sequence[Posted]) -> list[Effect]:
        acks = _sends([replies.ack(posted) for posted in results])
        pipeline = self.rooms.get(commit.room)
        if pipeline is None or pipeline.flying is not commit.pubs:  # left, perhaps joined again
            return acks
        pipeline.committed()
        return acks + self._next(pipeline)

    def refused(self, commit: Commit, code: str, *, retry: bool) -> list[Effect]:
        pipeline = self.rooms.get(commit.room)
        if pipeline is None or pipeline.flying is not commit.pubs:
            return _sends(
                [replies.nack(commit.room, pub.cmid, code, retry=retry) for pub in commit.pubs]
            )
        return _sends(pipeline.refused(code, retry=retry))

    # ---- time goes by

    def tick(self, now: float) -> list[Effect]:
        """Call it when `deadline` has come."""
        if self._over or now < self.deadline:
            return []
        if not self._greeted:
            return self._hang_up(Close.PROTOCOL)
        if self._pinged is not None:
            return self._hang_up(Close.NO_PONG)
        self._pinged = now
        self.deadline = now + self.limits.pong_within
        return [Send(replies.ping())]

    def _alive(self, now: float) -> None:
        """Any frame shows that the other end lives."""
        if self._pinged is not None:
            self._pinged = None
            self.deadline = now + self.limits.heartbeat

    def _next(self, pipeline: Pipeline) -> list[Effect]:
        pubs = pipeline.take(self.limits.batch)
        return [Commit(pipeline.room, pubs)] if pubs else []

    def _pipeline(self, room: str) -> Pipeline:
        return self.rooms.get(room) or Pipeline(room)

    def _hang_up(self, code: Close) -> list[Effect]:
        self._over = True
        return [HangUp(code)]


def _sends(told: Sequence[Frame]) -> list[Effect]:
    return [Send(frame) for frame in told]
