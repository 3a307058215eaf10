"""What a client may say. Everything is checked here; a frame that got through is well formed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from consult.ids import is_id
from consult.rooms.content import flaw_of, plain, storable
from consult.rooms.room import MAX_CMID, EventKind, Mark, Post

_PRINTABLE = re.compile("[!-~]+")
MAX_NUMBER = 2**53 - 1
MAX_REF = 64
MAX_TICKET = 128
MAX_VIEW = 4096
MAX_PLACE = 1e9
WHOLE = 100


class Malformed(Exception):
    """The text is no frame: the connection is closed with 4400."""


@dataclass(frozen=True, slots=True)
class Hello:
    """`ticket`: a device's one-time ticket, where neither cookie nor token could be sent."""

    v: int
    ticket: str | None = None


@dataclass(frozen=True, slots=True)
class Join:
    """`ref` is the client's own number for the answer; `after` the last sequence number it has."""

    ref: str | int | None
    room: str
    after: int
    epoch: str | None


@dataclass(frozen=True, slots=True)
class Leave:
    room: str


@dataclass(frozen=True, slots=True)
class Pub:
    """`flaw` is the code of why no room takes this message, if none does.

    A `plain` one may be committed together with others; any other goes by itself, so that its
    refusal is its own.
    """

    room: str
    cmid: str
    body: dict[str, object]
    kind: str = EventKind.TEXT
    target_seq: int | None = None
    anchor: dict[str, object] | None = None
    flaw: str | None = field(init=False)
    plain: bool = field(init=False)

    def __post_init__(self) -> None:
        flaw = flaw_of(self)
        object.__setattr__(self, "flaw", flaw)
        object.__setattr__(self, "plain", flaw is None and plain(self))

    def post(self, author_id: str) -> Post:
        """Only for a message without a flaw."""
        return Post(
            room_id=self.room,
            author_id=author_id,
            cmid=self.cmid,
            body=self.body,
            kind=EventKind(self.kind),
            target_seq=self.target_seq,
            anchor=self.anchor,
        )


@dataclass(frozen=True, slots=True)
class Drop:
    """The client gives up a message that was refused: those behind it may go on."""

    room: str
    cmid: str


@dataclass(frozen=True, slots=True)
class UpTo:
    """`got` or `read`: everything up to `seq`."""

    room: str
    mark: Mark
    seq: int


@dataclass(frozen=True, slots=True)
class Typing:
    room: str
    on: bool


@dataclass(frozen=True, slots=True)
class Loading:
    """How much of what is shown has arrived here."""

    room: str
    percent: int


@dataclass(frozen=True, slots=True)
class Present:
    """Take the showing of views in a room, or give it up."""

    room: str
    on: bool


@dataclass(frozen=True, slots=True)
class State:
    """A view that is shown; `clk` grows with each. `flaw`: why it cannot be passed on."""

    room: str
    clk: int
    v: dict[str, Any]
    flaw: str | None = None


@dataclass(frozen=True, slots=True)
class Ptr:
    """Where one points, in the picture `i`; without a place one points no more."""

    room: str
    i: str
    x: float | None
    y: float | None


@dataclass(frozen=True, slots=True)
class Pong:
    pass


@dataclass(frozen=True, slots=True)
class Unknown:
    """A word of a newer client: answered with `err`, not with a hang-up."""

    word: str


# Told to the others in the room and never stored as messages.
Passing = Typing | Loading | Present | State | Ptr
Inbound = Hello | Join | Leave | Pub | Drop | UpTo | Passing | Pong | Unknown


def parse(text: str) -> Inbound:
    """Raises Malformed for anything that is not one of our frames with fields of the right kind."""
    try:
        frame = _DECODER.decode(text)
    except (ValueError, RecursionError) as error:
        raise Malformed("not JSON") from error
    if not isinstance(frame, dict) or not isinstance(frame.get("t"), str):
        raise Malformed("no object with a t")
    reader = READERS.get(frame["t"])
    return Unknown(frame["t"][:40]) if reader is None else reader(frame)


def _no_constant(name: str) -> object:
    raise ValueError(name)


_DECODER = json.JSONDecoder(parse_constant=_no_constant)


def _hello(frame: dict[str, Any]) -> Hello:
    ticket = frame.get("ticket")
    if ticket is not None:
        ticket = _token(frame, "ticket", MAX_TICKET)
    return Hello(_number(frame, "v"), ticket)


def _join(frame: dict[str, Any]) -> Join:
    ref, epoch = frame.get("id"), frame.get("epoch")
    if ref is not None:
        ref = _short(frame, "id") if isinstance(ref, str) else _number(frame, "id")
    if epoch is not None and not isinstance(epoch, str):
        raise Malformed("epoch")
    after = _number(frame, "after") if "after" in frame else 0
    return Join(ref, _room(frame), after, epoch)


def _leave(frame: dict[str, Any]) -> Leave:
    return Leave(_room(frame))


def _pub(frame: dict[str, Any]) -> Pub:
    room, cmid, body = _room(frame), _cmid(frame), frame.get("body")
    kind, anchor = frame.get("kind", EventKind.TEXT), frame.get("anchor")
    if not isinstance(body, dict):
        raise Malformed("body")
    if not isinstance(kind, str):
        raise Malformed("kind")
    if anchor is not None and not isinstance(anchor, dict):
        raise Malformed("anchor")
    target = _number(frame, "target") if frame.get("target") is not None else None
    return Pub(room, cmid, _in_order(body), kind, target, anchor and _in_order(anchor))


def _in_order(given: dict[str, Any]) -> dict[str, Any]:
    """As PostgreSQL keeps it: what is told at once and what is read later are the same bytes."""
    if len(given) < 2:
        return given
    return dict(sorted(given.items(), key=lambda item: (len(item[0]), item[0])))


def _drop(frame: dict[str, Any]) -> Drop:
    return Drop(_room(frame), _cmid(frame))


def _up_to(frame: dict[str, Any]) -> UpTo:
    return UpTo(_room(frame), Mark(frame["t"]), _number(frame, "seq"))


def _typing(frame: dict[str, Any]) -> Typing:
    if not isinstance(frame.get("on"), bool):
        raise Malformed("on")
    return Typing(_room(frame), frame["on"])


def _loading(frame: dict[str, Any]) -> Loading:
    percent = _number(frame, "percent")
    if percent > WHOLE:
        raise Malformed("percent")
    return Loading(_room(frame), percent)


def _present(frame: dict[str, Any]) -> Present:
    if not isinstance(frame.get("on"), bool):
        raise Malformed("on")
    return Present(_room(frame), frame["on"])


def _state(frame: dict[str, Any]) -> State:
    if frame.get("k") != "view" or not isinstance(frame.get("v"), dict):
        raise Malformed("v")
    flaw = None if _showable(frame["v"]) else "room.bad_state"
    return State(_room(frame), _number(frame, "clk"), frame["v"], flaw)


def _showable(view: dict[str, Any]) -> bool:
    """Whether it can be told to the others as it is: 1e999 is JSON, and no number of ours."""
    try:
        written = json.dumps(view, ensure_ascii=False, allow_nan=False)
    except ValueError:
        return False
    return len(written) <= MAX_VIEW and storable(written) and "\\u0000" not in written


def _ptr(frame: dict[str, Any]) -> Ptr:
    picture = _short(frame, "i")
    x, y = frame.get("x"), frame.get("y")
    if x is None and y is None:
        return Ptr(_room(frame), picture, None, None)
    return Ptr(_room(frame), picture, _place(x), _place(y))


def _place(value: object) -> float:
    if type(value) not in (int, float) or not -MAX_PLACE <= value <= MAX_PLACE:  # type: ignore[operator]
        raise Malformed("place")
    return float(value)  # type: ignore[arg-type]


def _pong(frame: dict[str, Any]) -> Pong:
    return Pong()


def _room(frame: dict[str, Any]) -> str:
    room = frame.get("room")
    if not isinstance(room, str) or not is_id(room):
        raise Malformed("room")
    return room


def _cmid(frame: dict[str, Any]) -> str:
    return _token(frame, "cmid", MAX_CMID)


def _token(frame: dict[str, Any], name: str, limit: int) -> str:
    value = frame.get(name)
    if not isinstance(value, str) or len(value) > limit or _PRINTABLE.fullmatch(value) is None:
        raise Malformed(name)
    return value


def _short(frame: dict[str, Any], name: str) -> str:
    """A word of the client's own that others are told, or it hears again."""
    value = frame.get(name)
    if not isinstance(value, str) or len(value) > MAX_REF or not storable(value):
        raise Malformed(name)
    return value


def _number(frame: dict[str, Any], name: str) -> int:
    value = frame.get(name)
    if type(value) is not int or not 0 <= value <= MAX_NUMBER:
        raise Malformed(name)
    return value


READERS: dict[str, Callable[[dict[str, Any]], Inbound]] = {
    "hello": _hello,
    "join": _join,
    "leave": _leave,
    "pub": _pub,
    "drop": _drop,
    "got": _up_to,
    "read": _up_to,
    "typing": _typing,
    "loading": _loading,
    "present": _present,
    "state": _state,
    "ptr": _ptr,
    "pong": _pong,
}
