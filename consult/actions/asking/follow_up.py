"""What became of the patient, asked on fixed days and told to everyone who advised (随访)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from consult.access.verbs import Verb
from consult.actions.asking.planning import FOLLOW_UP_DUE, plan_follow_up
from consult.actions.mdt.outcome.tasks import all_done
from consult.actions.requests.county.responding import Respond, respond
from consult.actions.requests.lapses import follow_up_due
from consult.actions.requests.moves import begin, move, tell_everyone
from consult.actions.timers import drop_timers
from consult.actions.work import OpenRequest, Work
from consult.cases.asking.follow_up import FINAL, FollowUp, Outcome, next_open
from consult.cases.request import AssignmentState, Kind, Request
from consult.cases.workflow.consultation import ENDED, WITH_OPINION, State
from consult.errors import Conflict, Duplicate, Invalid, StaleVersion
from consult.reports.opinion import AdoptionValue
from consult.rooms.room import SystemNote
from consult.timers import Timer

MAX_NOTE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFollowUp:
    """`day` None records the next that is open; `adopted` also answers an opinion not answered."""

    request_id: str
    day: int | None = None
    adopted: AdoptionValue | None = None
    adopted_reason: str = ""
    order_written: bool | None = None
    outcome: Outcome | None = None
    note: str = ""
    if_version: int | None = None


def record_follow_up(work: Work, cmd: RecordFollowUp) -> FollowUp:
    """Write one asking down; the last one, or a final outcome, closes the request."""
    opened = work.open_request(cmd.request_id, Verb.RESPOND)
    if cmd.if_version is not None and cmd.if_version != opened.request.version:
        raise StaleVersion("request")
    if len(cmd.note) > MAX_NOTE:
        raise Invalid("request.text_too_long", field="note", limit=MAX_NOTE)
    row = _wanted(work, opened, cmd)
    if cmd.adopted is not None and opened.request.state == State.SIGNED:
        _answer(work, cmd)
    done = replace(
        row,
        done_at=work.now,
        done_by=work.actor.person_id,
        adopted=cmd.adopted or "",
        order_written=cmd.order_written,
        outcome=cmd.outcome or "",
        note=cmd.note.strip(),
    )
    work.store.follow_ups.save(done)
    work.record("follow_up", f"request:{row.request_id}", case=opened.case, for_org=opened.for_org)
    _tell(work, opened, done)
    rows = _rows(work, row.request_id)
    if cmd.outcome in FINAL or (next_open(rows) is None and _outcome_known(rows)):
        _close(work, cmd.request_id)
    return done


@dataclass(frozen=True, slots=True, kw_only=True)
class Close:
    """With what became of the patient, if nobody has told yet, or why that is not known."""

    request_id: str
    outcome: Outcome | None = None
    reason: str = ""
    if_version: int | None = None


def close(work: Work, cmd: Close) -> Request:
    """The county ends the request after it recorded what it did and what came of it (结束)."""
    opened, rule = begin(
        work, cmd.request_id, "close", if_version=cmd.if_version, reason=cmd.reason
    )
    if opened.request.kind is Kind.MDT:
        all_done(work, opened.request)
    elif cmd.outcome is not None:
        told = RecordFollowUp(request_id=cmd.request_id, outcome=cmd.outcome)
        record_follow_up(work, told)
        ended = work.store.requests.get(cmd.request_id)
        if ended.state == State.CLOSED:
            return ended
    elif not cmd.reason.strip() and not _outcome_known(_rows(work, cmd.request_id)):
        raise Invalid("request.outcome_required", field="outcome")
    drop_timers(work, cmd.request_id, FOLLOW_UP_DUE)
    return move(work, opened, rule, "close", reason=cmd.reason)


def _outcome_known(rows: list[FollowUp]) -> bool:
    return any(row.outcome for row in rows)


def _rows(work: Work, request_id: str) -> list[FollowUp]:
    return list(work.store.follow_ups.list(request_id=request_id))


def _wanted(work: Work, opened: OpenRequest, cmd: RecordFollowUp) -> FollowUp:
    request = opened.request
    if request.state not in WITH_OPINION - ENDED:
        raise Conflict("follow_up.not_now")
    rows = _rows(work, request.id)
    if not rows:  # signed before follow-ups were planned
        plan_follow_up(work, request)
        rows = _rows(work, request.id)
    if cmd.day is None:
        found = next_open(rows)
    else:
        found = next((row for row in rows if row.day == cmd.day and row.done_at is None), None)
    if found is None:
        raise Duplicate("follow_up.done_already")
    if cmd.outcome is None and cmd.adopted is None and cmd.order_written is None:
        raise Invalid("follow_up.empty", field="outcome")
    return found


def _answer(work: Work, cmd: RecordFollowUp) -> None:
    if cmd.adopted is None:
        return
    answer = Respond(
        request_id=cmd.request_id,
        value=cmd.adopted,
        reason=cmd.adopted_reason,
        order_at=work.now if cmd.order_written else None,
    )
    respond(work, answer)


def _tell(work: Work, opened: OpenRequest, row: FollowUp) -> None:
    """A line in the room, and the lists of everyone who advised look again."""
    params: dict[str, object] = {
        "by": work.actor.person_id,
        "day": row.day,
        "outcome": row.outcome,
        "adopted": row.adopted,
    }
    work.note_in_room(opened.request.room_id, SystemNote("follow_up", params))
    tell_everyone(work, opened.request)
    work.tell(*(f"person:{person_id}" for person_id in _advisers(work, opened)))


def _advisers(work: Work, opened: OpenRequest) -> list[str]:
    """Experts of every request of the case: each gave a part of the advice."""
    requests = [row.id for row in work.store.requests.list(case_id=opened.case.id)]
    held = work.store.assignments.list(request_id=requests, state=AssignmentState.ACCEPTED)
    return list(dict.fromkeys(row.person_id for row in held))


def _close(work: Work, request_id: str) -> None:
    """End what may be ended; an opinion nobody has answered stays open."""
    request = work.store.requests.get(request_id)
    if request.state not in {State.RESPONDED, State.FOLLOW_UP}:
        return
    opened, rule = begin(work, request_id, "close", if_version=None)
    move(work, opened, rule, "close")
    drop_timers(work, request_id, FOLLOW_UP_DUE)


def fall_due(work: Work, timer: Timer) -> None:
    """A day has come: the request is in follow-up, and the county's list shows it."""
    row = work.store.follow_ups.find(request_id=timer.subject, day=int(timer.step))
    if row is None or row.done_at is not None:
        return
    follow_up_due(work, row.request_id)
    tell_everyone(work, work.store.requests.get(row.request_id))
