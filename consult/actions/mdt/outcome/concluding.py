"""The outcome: typed while everybody looks on, then counted, concluded and sent round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from consult.access.verbs import Verb
from consult.actions.mdt.door import attendees_of, call_about
from consult.actions.mdt.late import expect
from consult.actions.mdt.outcome.opinions import unseal
from consult.actions.mdt.session.clocks import CIRCULATE, SIGN
from consult.actions.mdt.session.presence import grace_of, quorum_now
from consult.actions.requests.limits import limits_of
from consult.actions.requests.moves import Step, begin, move
from consult.actions.timers import drop_timers, set_timer
from consult.actions.work import Work
from consult.cases.request import Request
from consult.errors import Conflict, Invalid, StaleVersion
from consult.mdt.outcome import Outcome, clean_outcome
from consult.mdt.proposal import MdtDetail
from consult.mdt.session import Attendee, Mode, Quorum, Session, quorum_of
from consult.mdt.workflow import OUTCOME_TYPED

STALE = "mdt_outcome"


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteOutcome:
    """`if_revision` is the one the writer saw, 0 when there was none."""

    request_id: str
    content: dict[str, object]
    if_revision: int | None = None


def write_outcome(work: Work, cmd: WriteOutcome) -> Outcome:
    """The secretary types; each save is told to all who have the case open."""
    opened = work.open_request(cmd.request_id, Verb.STEER_MDT)
    request = opened.request
    if request.state not in OUTCOME_TYPED:
        raise Conflict("mdt.outcome_closed")
    old = work.store.mdt_outcomes.find(request_id=request.id)
    if cmd.if_revision is not None and cmd.if_revision != (old.revision if old else 0):
        raise StaleVersion(STALE)
    content, me = clean_outcome(cmd.content), work.actor.person_id
    if old is None:
        saved = Outcome(request_id=request.id, content=content, by=me, updated_at=work.now)
        work.store.mdt_outcomes.add(saved)
    else:
        saved = replace(old, content=content, by=me, updated_at=work.now, revision=old.revision + 1)
        work.store.mdt_outcomes.save(saved)
    work.tell(f"case:{request.case_id}")
    return saved


def conclude(work: Work, cmd: Step) -> Request:
    """The discussion ends with what is written; who was there is taken down with it.

    Without a quorum it stays a discussion: nothing else is blocked.
    """
    opened, rule = begin(work, cmd.request_id, "conclude", if_version=cmd.if_version)
    request = opened.request
    outcome = work.store.mdt_outcomes.find(request_id=request.id)
    if outcome is None or not outcome.content["decision"]:
        raise Invalid("mdt.decision_needed", field="decision")
    detail = work.store.mdt_details.get(request.id)
    unseal(work, request, detail)
    detail = work.store.mdt_details.get(request.id)
    session = work.store.mdt_sessions.get(detail.session_id)
    attendees = attendees_of(work.store, session.id)
    attendance = _attendance(work, session, detail, attendees)
    quorum = _quorum(work, session, detail, attendees, attendance)
    work.store.mdt_outcomes.save(
        replace(
            outcome,
            attendance=tuple(attendance),
            quorum=counted(quorum),
            revision=outcome.revision + 1,
        )
    )
    ended = replace(detail, ended_at=work.now, version=detail.version + 1)
    work.store.mdt_details.save(ended)
    note: dict[str, object] = {"quorum": quorum.met, "missing": quorum.missing}
    moved = move(work, opened, rule, "conclude", note=note)
    expect(work, moved, CIRCULATE)
    return moved


def counted(quorum: Quorum) -> dict[str, object]:
    return {
        "met": quorum.met,
        "chair": quorum.chair,
        "specialties": dict(quorum.specialties),
    }


def _attendance(
    work: Work, session: Session, detail: MdtDetail, attendees: Sequence[Attendee]
) -> list[dict[str, object]]:
    if session.mode is Mode.ASYNC:
        return _wrote(work, detail, attendees)
    known, grace = {row.person_id: row for row in attendees}, grace_of(work.store, session)
    found: list[dict[str, object]] = []
    for row in work.store.mdt_presences.list(session_id=session.id):
        end = row.until(work.now, grace)
        before = detail.started_at is not None and end is not None and end < detail.started_at
        if row.person_id in known and not before:
            left = end.isoformat() if end else None
            joined = row.joined_at.isoformat()
            found.append(_line(known[row.person_id], joined, left, row.how))
    return found


def _wrote(work: Work, detail: MdtDetail, attendees: Sequence[Attendee]) -> list[dict[str, object]]:
    """In a window those took part who wrote, and the chair who concludes it."""
    known = {row.person_id: row for row in attendees}
    rows = work.store.mdt_pre_opinions.list(request_id=detail.request_id)
    found = {row.person_id: row.updated_at for row in rows}
    found.setdefault(work.actor.person_id, work.now)
    return [
        _line(known[who], at.isoformat(), None, "writing")
        for who, at in found.items()
        if who in known
    ]


def _line(who: Attendee, joined: str, left: str | None, how: str) -> dict[str, object]:
    return {
        "person_id": who.person_id,
        "org_id": who.org_id,
        "part": who.part.value,
        "specialty": who.specialty,
        "joined_at": joined,
        "left_at": left,
        "how": str(how),
    }


def _quorum(
    work: Work,
    session: Session,
    detail: MdtDetail,
    attendees: Sequence[Attendee],
    attendance: Sequence[dict[str, object]],
) -> Quorum:
    if session.mode is Mode.LIVE:
        return quorum_now(work.store, session, detail.required_specialties, work.now)
    there = [str(row["person_id"]) for row in attendance]
    return quorum_of(attendees, there, detail.required_specialties)


def fail_quorum(work: Work, cmd: Step) -> Request:
    """Too few are there, and it is not discussed today (未达法定人数)."""
    opened, rule = begin(
        work, cmd.request_id, "fail_quorum", if_version=cmd.if_version, reason=cmd.reason
    )
    detail = work.store.mdt_details.get(opened.request.id)
    session = work.store.mdt_sessions.get(detail.session_id)
    quorum = quorum_now(work.store, session, detail.required_specialties, work.now)
    if quorum.met:
        raise Conflict("mdt.quorum_met")
    note: dict[str, object] = {"missing": quorum.missing, "chair": quorum.chair}
    return move(work, opened, rule, "fail_quorum", reason=cmd.reason, note=note)


def circulate(work: Work, cmd: Step) -> Request:
    """Send it round: every member who was there agrees, or dissents in their own words."""
    opened, rule = begin(work, cmd.request_id, "circulate", if_version=cmd.if_version)
    outcome = work.store.mdt_outcomes.get(opened.request.id)
    if not outcome.content["decision"]:
        raise Invalid("mdt.decision_needed", field="decision")
    within = limits_of(work.store, opened.request.to_org).hours("mdt_sign_hours")
    sent = replace(
        outcome,
        version=outcome.version + 1,
        circulated_at=work.now,
        sign_by=work.now + within,
        revision=outcome.revision + 1,
    )
    work.store.mdt_outcomes.save(sent)
    moved = move(work, opened, rule, "circulate", note={"version": sent.version})
    set_timer(work, SIGN, moved.id, work.now + within, step=str(sent.version))
    ask_to_sign(work, moved, sent, sent.signers, "circulated")
    return moved


def ask_to_sign(
    work: Work, request: Request, outcome: Outcome, people: frozenset[str], why: str
) -> None:
    call_about(work, "mdt_sign", request, f"{outcome.version}.{why}", people)


def revise(work: Work, cmd: Step) -> Request:
    """Back to the desk; what was signed stays with the version it was signed for."""
    opened, rule = begin(
        work, cmd.request_id, "revise", if_version=cmd.if_version, reason=cmd.reason
    )
    drop_timers(work, opened.request.id, SIGN)
    moved = move(work, opened, rule, "revise", reason=cmd.reason)
    expect(work, moved, CIRCULATE)
    return moved
