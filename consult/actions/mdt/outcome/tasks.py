"""What the team decided to be done: request cards of the room, looked at before it is closed."""

from __future__ import annotations

from dataclasses import dataclass

from consult.access.verbs import Verb
from consult.actions.mdt.door import call_about
from consult.actions.mdt.late import leaders_of
from consult.actions.mdt.session.clocks import ACTION
from consult.actions.rooms.discussion.say import say
from consult.actions.rooms.membership import EnterRoom, enter_room
from consult.actions.timers import drop_timers
from consult.actions.work import Work
from consult.cases.request import Request
from consult.errors import Conflict
from consult.rooms.cards import CardState
from consult.rooms.room import EventKind, Post

UNDONE = frozenset({CardState.OPEN, CardState.DOING})


def all_done(work: Work, request: Request) -> None:
    """Raises Conflict while an action is neither done nor declined."""
    numbers = work.store.mdt_details.get(request.id).cards
    cards = work.store.cards.list(room_id=request.room_id, seq=numbers) if numbers else ()
    left = [card.seq for card in cards if card.state in UNDONE]
    if left:
        raise Conflict("mdt.actions_open", count=len(left))
    drop_timers(work, request.id, ACTION)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportAction:
    """`seq` is the number of its card in the room; what is declined says why in `note`."""

    request_id: str
    seq: int
    state: CardState
    note: str = ""


def report_action(work: Work, cmd: ReportAction) -> Request:
    """From where the task stands, without the room: done, or why not; the team is told."""
    request = work.open_request(cmd.request_id, Verb.JOIN_ROOM).request
    detail = work.store.mdt_details.find(request_id=request.id)
    if detail is None or cmd.seq not in detail.cards:
        raise Conflict("mdt.no_such_action")
    enter_room(work, EnterRoom(request.room_id))
    note = {"note": cmd.note.strip()} if cmd.note.strip() else {}
    said = Post(
        room_id=request.room_id,
        author_id=work.actor.person_id,
        cmid=work.new_id(),
        kind=EventKind.CARD_CHANGE,
        body={"state": cmd.state.value, **note},
        target_seq=cmd.seq,
    )
    seq = say(work, said).seq
    if cmd.state not in UNDONE:
        people = {request.created_by, *leaders_of(work, request)}
        call_about(work, f"mdt_action_{cmd.state}", request, str(seq), people)
    return request
