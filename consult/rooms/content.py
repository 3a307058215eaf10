"""What may be said in a room: the shape of each kind of event, checked before anything is stored.

Some kinds are about an earlier event (`target`): an edit, a withdrawal, an acknowledgement, the
change of a request card. Nothing is ever changed in place; readers fold the log (`thread.fold`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from consult.ids import is_id
from consult.instants import instant_of
from consult.rooms.anchors import anchor_flaw
from consult.rooms.cards import CardState
from consult.rooms.room import MAX_CMID, MAX_TEXT, EventKind

MAX_MENTIONS = 20
MAX_SUMMARY = 1_000
MAX_VOICE_S = 60
MAX_ROLE = 40

Body = Mapping[str, object]
EMPTY, TOO_LONG, BAD_TEXT = "room.empty_message", "room.message_too_long", "room.bad_text"


@dataclass(frozen=True, slots=True)
class Shape:
    """`flaw` gives the code of what is wrong with a body, None when nothing is.

    `target`: about an earlier event (True), never (False), or as it comes (None: a reply).
    """

    flaw: Callable[[Body], str | None]
    target: bool | None = False


def _text(value: object, limit: int = MAX_TEXT) -> str | None:
    if not isinstance(value, str) or not value.strip():
        return EMPTY
    if len(value) > limit:
        return TOO_LONG
    return None if storable(value) else BAD_TEXT


def storable(text: str) -> bool:
    """Half a surrogate pair is no text, and PostgreSQL keeps no NUL."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def _message(body: Body) -> str | None:
    if not set(body) <= {"text", "urgent", "mentions"}:
        return EMPTY
    if not isinstance(body.get("urgent", False), bool):
        return BAD_TEXT
    return _text(body.get("text")) or _mentions(body.get("mentions", []))


def _mentions(value: object) -> str | None:
    """`[{"person": id}, {"role": "coordinator"}]`; who a role is at that moment is added later."""
    if not isinstance(value, list) or len(value) > MAX_MENTIONS:
        return BAD_TEXT
    for each in value:
        if not isinstance(each, dict) or len(each) != 1:
            return BAD_TEXT
        [(kind, name)] = each.items()
        if not isinstance(name, str):
            return BAD_TEXT
        known = is_id(name) if kind == "person" else kind == "role" and _word(name)
        if not known:
            return BAD_TEXT
    return None


def _word(text: str) -> bool:
    return 0 < len(text) <= MAX_ROLE and text.replace("_", "").isascii() and text.isprintable()


def _edit(body: Body) -> str | None:
    return _text(body.get("text")) if set(body) == {"text"} else EMPTY


def _withdraw(body: Body) -> str | None:
    return None if not body else BAD_TEXT


def _ack(body: Body) -> str | None:
    """`read_back`: a critical value in the words of whoever heard it."""
    if not set(body) <= {"read_back"}:
        return BAD_TEXT
    return _text(body["read_back"], MAX_SUMMARY) if body else None


def _card(body: Body) -> str | None:
    if not {"text"} <= set(body) <= {"text", "owner", "due_at"}:
        return BAD_TEXT
    owner, due = body.get("owner"), body.get("due_at")
    if owner is not None and not (isinstance(owner, str) and is_id(owner)):
        return BAD_TEXT
    if due is not None and not (isinstance(due, str) and instant_of(due)):
        return BAD_TEXT
    return _text(body["text"], MAX_SUMMARY)


def _card_change(body: Body) -> str | None:
    if not {"state"} <= set(body) <= {"state", "note"} or body["state"] not in list(CardState):
        return BAD_TEXT
    return _text(body["note"], MAX_SUMMARY) if "note" in body else None


def _file(body: Body) -> str | None:
    """A material of this case, perhaps with a word to it."""
    if not {"material"} <= set(body) <= {"material", "text"}:
        return BAD_TEXT
    if not isinstance(body["material"], str) or not is_id(body["material"]):
        return BAD_TEXT
    return _text(body["text"], MAX_SUMMARY) if "text" in body else None


def _voice(body: Body) -> str | None:
    """A recording kept as a material, with what it says typed by whoever spoke."""
    if set(body) != {"material", "seconds", "text"}:
        return BAD_TEXT
    seconds = body["seconds"]
    if not isinstance(body["material"], str) or not is_id(body["material"]):
        return BAD_TEXT
    if type(seconds) not in (int, float) or not 0 < float(str(seconds)) <= MAX_VOICE_S:
        return "room.voice_too_long"
    return _text(body["text"], MAX_SUMMARY)


def _hand(body: Body) -> str | None:
    return None if set(body) == {"up"} and isinstance(body["up"], bool) else BAD_TEXT


def _floor(body: Body) -> str | None:
    """Whose turn it is in a moderated round; None gives the floor back to everyone."""
    if set(body) != {"person"}:
        return BAD_TEXT
    person = body["person"]
    return None if person is None or (isinstance(person, str) and is_id(person)) else BAD_TEXT


SHAPES: Mapping[str, Shape] = {
    EventKind.TEXT: Shape(_message, target=None),
    EventKind.FILE: Shape(_file, target=None),
    EventKind.VOICE: Shape(_voice, target=None),
    EventKind.CARD: Shape(_card),
    EventKind.CARD_CHANGE: Shape(_card_change, target=True),
    EventKind.EDIT: Shape(_edit, target=True),
    EventKind.WITHDRAW: Shape(_withdraw, target=True),
    EventKind.ACK: Shape(_ack, target=True),
    EventKind.HAND: Shape(_hand),
    EventKind.FLOOR: Shape(_floor),
}


class Said(Protocol):
    """A message as it is judged, stored or still to be."""

    @property
    def kind(self) -> str: ...
    @property
    def cmid(self) -> str: ...
    @property
    def body(self) -> Body: ...
    @property
    def target_seq(self) -> int | None: ...
    @property
    def anchor(self) -> Body | None: ...


def flaw_of(post: Said) -> str | None:
    """The code of why no room takes this message; None when any might."""
    shape = SHAPES.get(post.kind)
    if shape is None:
        return "room.bad_kind"
    if not 0 < len(post.cmid) <= MAX_CMID:
        return "room.bad_cmid"
    if shape.target is not None and shape.target is (post.target_seq is None):
        return "room.bad_target"
    return shape.flaw(post.body) or anchor_flaw(post.anchor)


def plain(post: Said) -> bool:
    """Whether nothing but membership has to be looked up before it is stored."""
    return (
        post.kind == EventKind.TEXT
        and post.target_seq is None
        and not post.body.get("mentions")
        and not post.body.get("urgent")
    )
