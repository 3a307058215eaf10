"""An urgent message asks for an acknowledgement, and asks again until it is given."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from consult.actions.timers import drop_timers, set_timer
from consult.actions.work import Work
from consult.cases.workflow.workflows import workflow
from consult.events import Delivery
from consult.rooms.room import Notify, Room, RoomEvent
from consult.rooms.thread import fold
from consult.timers import Timer

REPEAT_AFTER = timedelta(minutes=5)
REPEAT = "urgent_message"


def ask(work: Work, room: Room, event: RoomEvent) -> None:
    """Call the people it is for now, and again in five minutes."""
    call(work, room, "urgent", event, asked(work, room, event), step=f"{event.seq}.0")
    _again(work, room.id, event.seq, 1)


def asked(work: Work, room: Room, event: RoomEvent) -> list[str]:
    """Those mentioned; with nobody mentioned the people of the other hospitals, else everyone."""
    if mentioned := people_of(event):
        return mentioned
    members = [m for m in work.store.members.list(room_id=room.id) if m.active(work.now)]
    home = next((m.org_id for m in members if m.person_id == event.author_id), None)
    others = [m.person_id for m in members if m.org_id != home]
    return others or [m.person_id for m in members if m.person_id != event.author_id]


def people_of(event: RoomEvent) -> list[str]:
    """Everybody an event mentions, each once; whoever wrote it need not be told."""
    mentions = event.body.get("mentions")
    found: dict[str, None] = {}
    for each in mentions if isinstance(mentions, list) else []:
        found |= dict.fromkeys(each["people"])
    return [person for person in found if person != event.author_id]


def silent(work: Work, room: Room, event: RoomEvent) -> list[str]:
    """Who is still to acknowledge: each one mentioned; of a whole hospital one is enough."""
    told = fold(event, work.store.room_log.about(room.id, event.seq))
    if told.withdrawn:
        return []
    people = asked(work, room, event)
    if not people_of(event) and told.acks:
        return []
    return [person for person in people if person not in told.acks]


def repeat(work: Work, timer: Timer) -> None:
    """Called five minutes later, as often as needed while somebody works on the case."""
    room = work.store.rooms.find(id=timer.payload["room_id"])
    if room is None:
        return
    seq = int(str(timer.payload["seq"]))
    event = work.store.room_log.read(room.id, after=seq - 1, limit=1)[0]
    people = silent(work, room, event)
    if not people or not _open(work, room):
        return
    count = int(str(timer.payload["count"]))
    call(work, room, "urgent", event, people, step=f"{seq}.{count}")
    _again(work, room.id, seq, count + 1)


def settle(work: Work, room: Room, event: RoomEvent) -> None:
    """After an acknowledgement or a withdrawal: nobody left to ask, no more calls."""
    if silent(work, room, event):
        return
    drop_timers(work, _subject(room.id, event.seq), REPEAT)
    for call_ in work.store.outbox.list(subject=f"room:{room.id}", kind="urgent", done_at=None):
        if call_.step.startswith(f"{event.seq}."):
            work.store.outbox.save(replace(call_, done_at=work.now))


def call(
    work: Work, room: Room, kind: str, event: RoomEvent, people: list[str], *, step: str
) -> None:
    """Into the outbox, so that it survives a crash; carries ids only."""
    if kind != "urgent":
        people = _who_want_it(work, room, people)
    if not people:
        return
    work.store.outbox.add(
        Delivery(
            id=work.new_id(),
            subject=f"room:{room.id}",
            kind=kind,
            step=step,
            payload={
                "people": people,
                "case_id": room.case_id,
                "room_id": room.id,
                "seq": event.seq,
                "urgency": "urgent" if kind == "urgent" else "routine",
            },
            due_at=work.now,
        )
    )
    work.tell(*(f"person:{person}" for person in people))


def _who_want_it(work: Work, room: Room, people: list[str]) -> list[str]:
    silent_ones = work.store.members.list(room_id=room.id, person_id=people, notify=Notify.NOTHING)
    left_alone = {member.person_id for member in silent_ones}
    return [person for person in people if person not in left_alone]


def _again(work: Work, room_id: str, seq: int, count: int) -> None:
    set_timer(
        work,
        REPEAT,
        _subject(room_id, seq),
        work.now + REPEAT_AFTER,
        step=str(count),
        payload={"room_id": room_id, "seq": seq, "count": count},
    )


def _subject(room_id: str, seq: int) -> str:
    return f"room:{room_id}:{seq}"


def _open(work: Work, room: Room) -> bool:
    requests = work.store.requests.list(room_id=room.id)
    return any(not workflow(each.kind).final(each.state) for each in requests)
