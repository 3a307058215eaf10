"""The list of a session: which cases, in which order, how long; locked a day before (会诊名单)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from consult.actions.mdt.door import attendees_of, begin_step, call_session, keep
from consult.actions.mdt.session.inviting import give_place
from consult.actions.mdt.session.planning import listed, needed, put_off, say_in_rooms
from consult.actions.requests.moves import Step, begin, move
from consult.actions.work import OpenRequest, Work
from consult.cases.request import Request
from consult.errors import Conflict, Invalid, NotFound
from consult.mdt.board import SeatPart
from consult.mdt.proposal import MdtDetail
from consult.mdt.session import TO_COME, Answer, Attendee, Mode, Session, SessionState
from consult.mdt.workflow import State

MOST_MINUTES = 180
MOST_CASES = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCase:
    """`reason` is needed once the list is locked."""

    request_id: str
    session_id: str
    minutes: int = 10
    reason: str = ""
    if_version: int | None = None


def plan_case(work: Work, cmd: PlanCase) -> Request:
    """Put a case on a session's list: from now on the invited hospitals may read it."""
    opened, rule = begin(work, cmd.request_id, "plan", if_version=cmd.if_version)
    detail = work.store.mdt_details.get(opened.request.id)
    session = _session_for(work, detail, cmd.session_id)
    reason = override(work, session, cmd.reason)
    target = State.PREPARING if session.prepared or session.locked(work.now) else State.SCHEDULED
    put_on_list(work, opened, detail, session, minutes=_minutes(cmd.minutes), reason=reason)
    note: dict[str, object] = {
        "session": session.id,
        "starts_at": session.starts_at.isoformat(),
        "late": bool(reason),
    }
    return move(work, opened, rule, "plan", to=target, reason=reason, note=note)


def _session_for(work: Work, detail: MdtDetail, session_id: str) -> Session:
    session = work.store.mdt_sessions.find(id=session_id, board_id=detail.board_id)
    if session is None:
        raise NotFound("mdt_session")
    began = session.mode is Mode.ASYNC and session.state is not SessionState.PLANNED
    if session.state not in TO_COME or began:
        raise Conflict("mdt.session_over")
    return session


def override(work: Work, session: Session, reason: str) -> str:
    """After the list was locked only with a reason, which is kept; before that none."""
    if not session.locked(work.now):
        return ""
    if not reason.strip():
        raise Conflict("mdt.list_locked", field="reason")
    return needed(reason)


def _minutes(given: int) -> int:
    if not 1 <= given <= MOST_MINUTES:
        raise Invalid("mdt.bad_minutes", field="minutes", most=MOST_MINUTES)
    return given


def put_on_list(
    work: Work,
    opened: OpenRequest,
    detail: MdtDetail,
    session: Session,
    *,
    minutes: int,
    reason: str = "",
) -> None:
    request = opened.request
    agenda = (*(each for each in session.agenda if each != request.id), request.id)
    if len(agenda) > MOST_CASES:
        raise Conflict("mdt.list_full", most=MOST_CASES)
    work.store.mdt_details.save(
        replace(
            detail,
            session_id=session.id,
            minutes=minutes,
            late_reason=reason,
            started_at=None,
            ended_at=None,
            version=detail.version + 1,
        )
    )
    _bring(work, session, request)
    attendees = attendees_of(work.store, session.id)
    for row in attendees:
        if row.answer is not Answer.DECLINED:
            coming = row.answer is Answer.COMING
            give_place(work, opened.case, request, row, accepted=coming)
    keep(work, session, "add_case", agenda=agenda)
    if session.prepared:
        people = [row.person_id for row in attendees]
        step = f"{session.version}.{request.id}"
        call_session(work, "mdt_invited", session, step, people)


def _bring(work: Work, session: Session, request: Request) -> None:
    """Who asked knows the patient: they are at the meeting for their case."""
    known = work.store.mdt_attendees.find(session_id=session.id, person_id=request.created_by)
    if known is None:
        work.store.mdt_attendees.add(
            Attendee(
                session_id=session.id,
                person_id=request.created_by,
                org_id=request.from_org,
                part=SeatPart.PRESENTER,
                specialty="",
                required=False,
                answer=Answer.INVITED,
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrangeList:
    """The whole list in its new order, as (request, minutes); a case left out is put off."""

    session_id: str
    items: tuple[tuple[str, int], ...]
    reason: str = ""
    if_version: int | None = None


def arrange_list(work: Work, cmd: ArrangeList) -> Session:
    """Another order, other minutes, or a case less; once locked with a reason."""
    session, _ = begin_step(work, cmd.session_id, "agenda", cmd.if_version)
    reason = override(work, session, cmd.reason)
    wanted = dict(cmd.items)
    waiting = {row.id for row in listed(work, session) if row.state != State.IN_SESSION}
    if not set(wanted) <= set(session.agenda) or len(wanted) != len(cmd.items):
        raise Invalid("mdt.not_on_agenda", field="items")
    for gone in sorted(waiting - set(wanted)):
        put_off(work, Step(request_id=gone, reason=needed(cmd.reason)))
    for request_id, minutes in wanted.items():
        detail = work.store.mdt_details.get(request_id)
        if detail.minutes != _minutes(minutes):
            changed = replace(detail, minutes=minutes, version=detail.version + 1)
            work.store.mdt_details.save(changed)
    kept = [each for each in session.agenda if each not in wanted and each not in waiting]
    if reason:
        work.record("mdt.list_override", f"mdt_session:{session.id}", for_org=session.org_id)
        say_in_rooms(work, session, "mdt.rearranged", reason)
    return keep(work, session, "agenda", agenda=(*kept, *wanted))


@dataclass(frozen=True, slots=True, kw_only=True)
class NextCase:
    """`request_id` None: no case is before the team now."""

    session_id: str
    request_id: str | None


def next_case(work: Work, cmd: NextCase) -> Session:
    """Call a case: everybody's view moves to it (下一例)."""
    session, _ = begin_step(work, cmd.session_id, "next")
    if cmd.request_id is not None:
        detail = work.store.mdt_details.find(request_id=cmd.request_id, session_id=session.id)
        if detail is None:
            raise Invalid("mdt.not_on_agenda", field="request_id")
        request = work.store.requests.get(cmd.request_id)
        if request.state in {State.PREPARING, State.SCHEDULED}:
            _call_case(work, request, detail)
    return keep(work, session, "next", current_request_id=cmd.request_id)


def _call_case(work: Work, request: Request, detail: MdtDetail) -> None:
    opened, rule = begin(work, request.id, "call_case", if_version=None)
    began = replace(detail, started_at=work.now, version=detail.version + 1)
    work.store.mdt_details.save(began)
    move(work, opened, rule, "call_case")
