"""Who is there: signs of life of an open page, the roll call, who sits at the telephone bridge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from consult.actions.mdt.door import attendees_of, begin_step, keep, tell_invited
from consult.actions.requests.limits import limits_of
from consult.actions.work import Work
from consult.errors import Denied, Invalid
from consult.mdt.session import (
    SILENT_AFTER,
    THERE,
    Attendee,
    How,
    Place,
    Presence,
    Quorum,
    Session,
    place_of,
    quorum_of,
)
from consult.ports import Store


def grace_of(store: Store, session: Session) -> timedelta:
    return limits_of(store, session.org_id).minutes("mdt_grace_minutes")


def places_of(
    store: Store, session: Session, attendees: Sequence[Attendee], now: datetime
) -> dict[str, Place]:
    """Where each of them is now."""
    rows, grace = store.mdt_presences.list(session_id=session.id), grace_of(store, session)
    return {row.person_id: place_of(row, rows, now, grace) for row in attendees}


def quorum_now(store: Store, session: Session, required: Iterable[str], now: datetime) -> Quorum:
    """Counted from who is there; a link lost within the grace still counts."""
    attendees = attendees_of(store, session.id)
    places = places_of(store, session, attendees, now)
    there = [who for who, place in places.items() if place.standing in THERE]
    return quorum_of(attendees, there, required)


@dataclass(frozen=True, slots=True, kw_only=True)
class BeHere:
    session_id: str
    here: bool


def be_here(work: Work, cmd: BeHere) -> bool:
    """An open page says so every half minute; a link that comes back within the grace never left.

    Rows, so that a restart of the server loses nobody.
    """
    session, _ = begin_step(work, cmd.session_id, "presence")
    me = work.actor.person_id
    if work.store.mdt_attendees.find(session_id=session.id, person_id=me) is None:
        raise Denied("mdt.not_invited")
    changed = _seen(work, session, me) if cmd.here else _left(work, session, me, How.LINK)
    if changed:
        tell_invited(work, session)
    return cmd.here


def _going(work: Work, session: Session, person_id: str, how: How) -> Presence | None:
    rows = work.store.mdt_presences.list(
        session_id=session.id, person_id=person_id, how=how, left_at=None
    )
    return rows[-1] if rows else None


def _seen(work: Work, session: Session, person_id: str) -> bool:
    going = _going(work, session, person_id, How.LINK)
    if going is not None:
        ended = going.until(work.now, grace_of(work.store, session))
        if ended is None:
            work.store.mdt_presences.save(replace(going, seen_at=work.now))
            return work.now - going.seen_at > SILENT_AFTER
        work.store.mdt_presences.save(replace(going, left_at=ended))
    _enter(work, session, person_id, How.LINK)
    return True


def _enter(work: Work, session: Session, person_id: str, how: How) -> None:
    work.store.mdt_presences.add(
        Presence(
            id=work.new_id(),
            session_id=session.id,
            person_id=person_id,
            how=how,
            joined_at=work.now,
            seen_at=work.now,
        )
    )


def _left(work: Work, session: Session, person_id: str, *how: How) -> bool:
    grace, found = grace_of(work.store, session), False
    for kind in how:
        going = _going(work, session, person_id, kind)
        if going is not None:
            left = going.until(work.now, grace) or work.now
            work.store.mdt_presences.save(replace(going, left_at=left))
            found = True
    return found


class Called(StrEnum):
    """`phone`: heard on the bridge; `clear`: left the bridge, or called by mistake."""

    PHONE = "phone"
    ABSENT = "absent"
    CLEAR = "clear"


@dataclass(frozen=True, slots=True, kw_only=True)
class RollCall:
    session_id: str
    calls: tuple[tuple[str, Called], ...]


def roll_call(work: Work, cmd: RollCall) -> Session:
    """What the chair or the secretary heard when calling the names (点名)."""
    session, _ = begin_step(work, cmd.session_id, "roll_call")
    invited = {row.person_id: row for row in attendees_of(work.store, session.id)}
    for person_id, how in cmd.calls:
        if person_id not in invited:
            raise Invalid("mdt.not_on_the_list", field="calls")
        _called(work, session, invited[person_id], how)
    return keep(work, session, "roll_call")


def _called(work: Work, session: Session, who: Attendee, how: Called) -> None:
    if how is Called.PHONE:
        if _going(work, session, who.person_id, How.PHONE) is None:
            _enter(work, session, who.person_id, How.PHONE)
    elif how is Called.ABSENT:
        _left(work, session, who.person_id, How.LINK, How.PHONE)
    else:
        _left(work, session, who.person_id, How.PHONE)
    called_at = None if how is Called.CLEAR else work.now
    work.store.mdt_attendees.save(replace(who, called_at=called_at))
