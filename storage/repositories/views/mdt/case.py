"""One case before a team: what is asked, what was written before, what was decided, who signed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from consult.access.policy import Actor
from consult.access.verbs import Verb
from consult.actions.mdt.session.presence import places_of
from consult.cases.request import Kind
from consult.cases.workflow.allowed import allowed_moves
from consult.errors import NotFound
from consult.mdt.outcome import unsigned
from consult.mdt.session import Attendee, Mode, Session
from consult.mdt.workflow import OUTCOME_TYPED, State
from storage.database.unit_of_work import Shown
from storage.repositories.store import SqlStore
from storage.repositories.views.cases.case_row import brief
from storage.repositories.views.mdt.outcome import (
    actions,
    attendance,
    outcome_view,
    record,
    signatures,
)
from storage.repositories.views.mdt.readiness import readiness
from storage.repositories.views.mdt.rows import MdtRows
from storage.repositories.views.mdt.session import QuorumView, SpecialtyThere, quorum_view
from storage.repositories.views.mdt.shapes import MdtView, MyMdtPart, PreOpinionView, SessionLine
from storage.repositories.views.opening import open_for
from storage.repositories.views.values import Named, named


def mdt_view(store: SqlStore, actor: Actor, request_id: str, now: datetime) -> Shown[MdtView]:
    """Raises NotFound where there is no such request, or not for this actor."""
    request = store.requests.find(id=request_id, kind=Kind.MDT)
    if request is None:
        raise NotFound("request")
    case, decision = open_for(store, actor, request.case_id, now, named="request")
    return Shown(
        _view(MdtRows(store, actor, case, request, now)),
        action=Verb.READ_CASE,
        subject=f"request:{request.id}",
        case_id=case.id,
        patient_id=case.patient_id,
        for_org=decision.for_org,
    )


def _view(rows: MdtRows) -> MdtView:
    request, detail = rows.request, rows.detail
    patient = rows.store.patients.get(rows.case.patient_id)
    asked = rows.store.questions.list(request_id=request.id)
    people = [row.person_id for row in rows.asked]
    allowed = allowed_moves(rows.actor, rows.subject, rows.now)
    return MdtView(
        request_id=request.id,
        case_id=request.case_id,
        room_id=request.room_id,
        number=rows.case.number,
        state=request.state,
        version=request.version,
        urgency=request.urgency,
        patient=brief(patient, rows.now),
        from_org=named(rows.orgs, request.from_org),
        to_org=named(rows.orgs, request.to_org),
        created_by=named(rows.names, request.created_by),
        board=Named(id=rows.board.id, name=rows.board.name),
        session=_line(rows.session),
        minutes=detail.minutes,
        question=asked[0].text if asked else "",
        form=detail.form,
        required_specialties=detail.required_specialties,
        late_reason=detail.late_reason,
        allowed=allowed,
        can_write_outcome=request.state in OUTCOME_TYPED and rows.has(Verb.STEER_MDT),
        me=_me(rows),
        opinions_opened_at=detail.opinions_opened_at,
        opinions=tuple(_opinion(rows, row) for row in _authors(rows)),
        quorum=_quorum(rows),
        attendance=tuple(attendance(rows)),
        readiness=readiness(rows.store, [rows.case.id], people)[rows.case.id],
        outcome=outcome_view(rows),
        sign_by=rows.outcome.sign_by if rows.outcome else None,
        signatures=tuple(signatures(rows)),
        actions=tuple(actions(rows)),
        record=record(rows),
    )


def _me(rows: MdtRows) -> MyMdtPart | None:
    mine = next((r for r in rows.attendees if r.person_id == rows.actor.person_id), None)
    if mine is None:
        return None
    circulated = rows.request.state == State.CIRCULATED and rows.outcome is not None
    left = unsigned(rows.outcome, rows.signatures) if circulated and rows.outcome else ()
    return MyMdtPart(
        part=mine.part,
        specialty=mine.specialty,
        seat=mine in rows.asked,
        to_sign=rows.actor.person_id in left,
    )


def _authors(rows: MdtRows) -> Iterable[Attendee]:
    """Whoever is asked, and who wrote before somebody else took the place."""
    return [r for r in rows.attendees if r in rows.asked or r.person_id in rows.opinions]


def _opinion(rows: MdtRows, who: Attendee) -> PreOpinionView:
    written, mine = rows.opinions.get(who.person_id), who.person_id == rows.actor.person_id
    readable = written is not None and (mine or rows.detail.opinions_opened_at is not None)
    return PreOpinionView(
        person=named(rows.names, who.person_id),
        org=named(rows.orgs, who.org_id),
        specialty=who.specialty,
        is_in=written is not None,
        mine=mine,
        text=written.text if written and readable else None,
        revision=written.revision if written and readable else 0,
        updated_at=written.updated_at if written and readable else None,
    )


def _quorum(rows: MdtRows) -> QuorumView:
    """As counted at the conclusion; before that as it is now."""
    counted = rows.outcome.quorum if rows.outcome else None
    if isinstance(counted, dict):
        found: dict[str, bool] = counted["specialties"]  # type: ignore[assignment]
        return QuorumView(
            met=counted["met"] is True,
            chair=counted["chair"] is True,
            specialties=tuple(
                SpecialtyThere(specialty=name, present=there, lost_until=None)
                for name, there in found.items()
            ),
        )
    if rows.session is None or rows.session.mode is Mode.ASYNC:
        return quorum_view(rows.attendees, {}, rows.detail.required_specialties)
    places = places_of(rows.store, rows.session, rows.attendees, rows.now)
    return quorum_view(rows.attendees, places, rows.detail.required_specialties)


def _line(session: Session | None) -> SessionLine | None:
    if session is None:
        return None
    return SessionLine(
        id=session.id,
        mode=session.mode,
        state=session.state,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
    )
