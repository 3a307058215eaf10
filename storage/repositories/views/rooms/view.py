"""A room as the case page shows it, and its messages page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from consult.access.policy import Actor
from consult.access.verbs import Verb
from consult.cases.case import Case
from consult.errors import NotFound
from consult.network.people import Person
from consult.rooms.room import Room, RoomDraft, RoomEvent, RoomMember, RoomTrack
from storage.database.unit_of_work import Shown
from storage.repositories.rooms.track import views_after
from storage.repositories.store import SqlStore
from storage.repositories.views.opening import open_for
from storage.repositories.views.values import Named, View, named

MAX_PAGE = 500


class Colleague(View, frozen=True):
    id: str
    name: str
    title: str
    phone: str


class MemberView(View, frozen=True):
    person: Colleague
    org: Named | None
    part: str
    since: datetime
    until: datetime | None
    got_seq: int
    read_seq: int
    notify: str


class RoomView(View, frozen=True):
    """`draft` is the reader's own unsent text; `epoch` changes when the log was restored."""

    id: str
    head_seq: int
    epoch: str
    member: bool
    members: tuple[MemberView, ...]
    draft: str | None


@dataclass(frozen=True, slots=True)
class Messages:
    """Events after the number asked for; `head` is the newest there is."""

    events: Sequence[RoomEvent]
    head: int
    epoch: str


def room_view(
    room: Room,
    members: Sequence[RoomMember],
    draft: RoomDraft | None,
    people: Mapping[str, Person],
    orgs: Mapping[str, str],
    *,
    inside: bool,
) -> RoomView:
    return RoomView(
        id=room.id,
        head_seq=room.head_seq,
        epoch=room.epoch,
        member=inside,
        members=tuple(
            MemberView(
                person=_colleague(people[row.person_id]),
                org=named(orgs, row.org_id),
                part=row.part,
                since=row.since,
                until=row.until,
                got_seq=row.got_seq,
                read_seq=row.read_seq,
                notify=row.notify,
            )
            for row in members
        ),
        draft=draft.text if draft else None,
    )


def _colleague(person: Person) -> Colleague:
    return Colleague(id=person.id, name=person.name, title=person.title, phone=person.phone)


def messages(
    store: SqlStore, actor: Actor, room_id: str, now: datetime, *, after: int, limit: int
) -> Shown[Messages]:
    """What was said, to whoever may read the case; raises NotFound("room") otherwise."""
    room, case, for_org = opened_room(store, actor, room_id, now)
    page = max(1, min(limit, MAX_PAGE))
    return Shown(
        Messages(store.room_log.read(room.id, after=after, limit=page), room.head_seq, room.epoch),
        action=Verb.READ_CASE,
        subject=f"room:{room.id}",
        case_id=case.id,
        patient_id=case.patient_id,
        for_org=for_org,
    )


def shown_views(
    store: SqlStore, actor: Actor, room_id: str, now: datetime, *, after: str, limit: int
) -> Shown[Sequence[RoomTrack]]:
    """What was shown to one another, oldest first, to whoever may read the case."""
    room, case, for_org = opened_room(store, actor, room_id, now)
    page = max(1, min(limit, MAX_PAGE))
    return Shown(
        views_after(store.conn, room.id, after, page),
        action=Verb.READ_CASE,
        subject=f"room:{room.id}",
        case_id=case.id,
        patient_id=case.patient_id,
        for_org=for_org,
    )


def opened_room(
    store: SqlStore, actor: Actor, room_id: str, now: datetime
) -> tuple[Room, Case, str | None]:
    """The room of a case this person may read; NotFound("room") otherwise."""
    room = store.rooms.find(id=room_id)
    if room is None:
        raise NotFound("room")
    case, decision = open_for(store, actor, room.case_id, now, named="room")
    return room, case, decision.for_org
