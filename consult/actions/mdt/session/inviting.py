"""Who answers an invitation, and the places people get in the cases of a session."""

from __future__ import annotations

from dataclasses import dataclass, replace

from consult.actions.mdt.door import attendees_of, begin_step, call_session, tell_invited
from consult.actions.mdt.session.planning import listed, needed
from consult.actions.requests.sending import join_case
from consult.actions.rooms.membership import admit, dismiss
from consult.actions.work import Work
from consult.cases.case import Basis, Case, Side
from consult.cases.request import Assignment, AssignmentState, Part, Request
from consult.errors import Conflict, Denied
from consult.mdt.board import Seat, SeatPart
from consult.mdt.session import Answer, Attendee, Session

PARTS = {
    SeatPart.CHAIR: Part.CHAIR,
    SeatPart.SECRETARY: Part.DESK,
    SeatPart.MEMBER: Part.MEMBER,
}
HELD = frozenset({AssignmentState.OFFERED, AssignmentState.ACCEPTED})


def give_place(
    work: Work, case: Case, request: Request, who: Attendee | Seat, *, accepted: bool
) -> None:
    """The hospital joins the case, the person its room; from now on they read, not before."""
    part = PARTS.get(who.part)
    if part is None:  # whoever brings the case has a place already
        return
    join_case(work, case, who.org_id, Side.PROVIDER, Basis.REQUEST)
    member = work.store.members.find(room_id=request.room_id, person_id=who.person_id)
    if member is None or not member.active(work.now) or member.part is Part.MEMBER:
        admit(work, request.room_id, who.person_id, who.org_id, part)
    state = AssignmentState.ACCEPTED if accepted else AssignmentState.OFFERED
    held = held_by(work, request.id, who.person_id)
    if held is not None and held.part is part:
        return
    if held is not None:
        work.store.assignments.save(replace(held, state=AssignmentState.WITHDRAWN))
    work.store.assignments.add(
        Assignment(
            id=work.new_id(),
            request_id=request.id,
            person_id=who.person_id,
            part=part,
            state=state,
            offered_at=work.now,
            offered_by=work.actor.person_id,
            accepted_at=work.now if accepted else None,
        )
    )


def held_by(work: Work, request_id: str, person_id: str) -> Assignment | None:
    rows = work.store.assignments.list(request_id=request_id, person_id=person_id)
    return next((row for row in rows if row.state in HELD), None)


def take_place(
    work: Work, request: Request, person_id: str, state: AssignmentState, reason: str = ""
) -> None:
    """They are not of this meeting any more: out of the room, the assignment ends."""
    held = held_by(work, request.id, person_id)
    if held is not None:
        work.store.assignments.save(replace(held, state=state, reason=reason))
        dismiss(work, request.room_id, person_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerInvitation:
    """`deputy`: the deputy of one's seat comes instead."""

    session_id: str
    coming: bool
    deputy: bool = False
    reason: str = ""


def answer_invitation(work: Work, cmd: AnswerInvitation) -> Session:
    """Coming, or not and why; a deputy takes the place in every case of the list."""
    session, _ = begin_step(work, cmd.session_id, "answer")
    me = work.store.mdt_attendees.find(session_id=session.id, person_id=work.actor.person_id)
    if me is None:
        raise Denied("mdt.not_invited")
    if cmd.coming:
        _come(work, session, me)
    else:
        _stay_away(work, session, me, needed(cmd.reason), deputy=cmd.deputy)
    work.record("mdt.answer", f"mdt_session:{session.id}", for_org=me.org_id)
    tell_invited(work, session)
    return session


def _come(work: Work, session: Session, me: Attendee) -> None:
    if me.answer is Answer.DECLINED and _deputy_of(work, session, me) is not None:
        raise Conflict("mdt.deputy_comes")
    coming = replace(me, answer=Answer.COMING, reason="")
    work.store.mdt_attendees.save(coming)
    for request in listed(work, session):
        held = held_by(work, request.id, me.person_id)
        if held is not None:
            accepted = replace(held, state=AssignmentState.ACCEPTED, accepted_at=work.now)
            work.store.assignments.save(accepted)
        else:
            give_place(work, work.store.cases.get(request.case_id), request, coming, accepted=True)


def _deputy_of(work: Work, session: Session, me: Attendee) -> Attendee | None:
    rows = attendees_of(work.store, session.id)
    return next((row for row in rows if row.deputy_for == me.person_id), None)


def _stay_away(work: Work, session: Session, me: Attendee, reason: str, *, deputy: bool) -> None:
    if me.part is not SeatPart.MEMBER and not deputy:
        raise Conflict("mdt.deputy_needed")
    if deputy and me.deputy_id is None:
        raise Conflict("mdt.no_deputy")
    work.store.mdt_attendees.save(replace(me, answer=Answer.DECLINED, reason=reason))
    instead = _send(work, session, me) if deputy else None
    for request in listed(work, session):
        if instead is not None:
            give_place(
                work, work.store.cases.get(request.case_id), request, instead, accepted=False
            )
        if me.part is SeatPart.MEMBER:
            take_place(work, request, me.person_id, AssignmentState.REFUSED, reason)
    if instead is not None:
        step = f"{session.version}.{instead.person_id}"
        call_session(work, "mdt_invited", session, step, [instead.person_id])


def _send(work: Work, session: Session, me: Attendee) -> Attendee:
    known = _deputy_of(work, session, me)
    if known is not None or me.deputy_id is None:
        raise Conflict("mdt.deputy_comes")
    deputy = replace(
        me,
        person_id=me.deputy_id,
        answer=Answer.INVITED,
        deputy_id=None,
        deputy_for=me.person_id,
        reason="",
    )
    work.store.mdt_attendees.add(deputy)
    return deputy
