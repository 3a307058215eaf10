"""Bringing a case before a team, and what the chair makes of the proposal (筛选)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from consult.access.verbs import Verb
from consult.actions.mdt.door import STEERING, call_about, readable_board
from consult.actions.mdt.late import expect
from consult.actions.mdt.session.clocks import SCREEN
from consult.actions.mdt.session.inviting import give_place
from consult.actions.requests.drafting import Destination, agreement_for, write_questions
from consult.actions.requests.leaving import EXPIRE
from consult.actions.requests.limits import limits_of
from consult.actions.requests.moves import Step, begin, move, tell_everyone
from consult.actions.timers import set_timer
from consult.actions.work import OpenRequest, Work
from consult.cases.case import Case
from consult.cases.request import Kind, Request, Urgency
from consult.cases.workflow.consultation import State as ConsultationState
from consult.errors import Conflict, Invalid, StaleVersion
from consult.mdt.board import Board, check_specialties
from consult.mdt.proposal import MdtDetail, clean_form
from consult.mdt.workflow import ENDED, State
from consult.network.partnerships import Partnership, Service
from consult.rooms.room import SystemNote


@dataclass(frozen=True, slots=True, kw_only=True)
class Propose:
    case_id: str
    board_id: str
    question: str
    form: dict[str, object]
    urgency: Urgency = Urgency.ROUTINE


def propose(work: Work, cmd: Propose) -> Request:
    """The asking side brings its case; chair and secretary of the team see it from now on."""
    case = work.open_case(cmd.case_id, Verb.PROPOSE_MDT)
    board = readable_board(work.store, work.actor, cmd.board_id, work.now)
    if not board.active:
        raise Conflict("mdt.board_retired")
    _check_question(cmd.question)
    _not_proposed_yet(work, case, board)
    agreement = _agreement(work, case.owner_org, board.org_id)
    form = clean_form(cmd.form)
    wanted = check_specialties(_wanted(form, board), "required_specialties")
    request = Request(
        id=work.new_id(),
        case_id=case.id,
        kind=Kind.MDT,
        state=State.PROPOSED,
        from_org=case.owner_org,
        to_org=board.org_id,
        specialty=wanted[0] if wanted else "",
        urgency=cmd.urgency,
        partnership_id=agreement.id if agreement else "",
        room_id=work.store.rooms.list(case_id=case.id)[0].id,
        created_by=work.actor.person_id,
        created_at=work.now,
        submitted_at=work.now,
        form_version=len(work.store.forms.list(case_id=case.id)),
    )
    work.store.requests.add(request)
    work.store.mdt_details.add(
        MdtDetail(request_id=request.id, board_id=board.id, form=form, required_specialties=wanted)
    )
    write_questions(work, request, (cmd.question,))
    _seat_leaders(work, case, request, board)
    work.record("propose_mdt", f"request:{request.id}", case=case, for_org=case.owner_org)
    said: dict[str, object] = {"by": work.actor.person_id, "board": board.name}
    work.note_in_room(request.room_id, SystemNote("request.propose", said))
    expect(work, request, SCREEN)
    tell_everyone(work, request)
    return request


def _check_question(text: str) -> None:
    if not text.strip():
        raise Invalid("mdt.question_needed", field="question")


def _not_proposed_yet(work: Work, case: Case, board: Board) -> None:
    running = [
        row.id
        for row in work.store.requests.list(case_id=case.id, kind=Kind.MDT)
        if row.state not in ENDED
    ]
    held = work.store.mdt_details.list(request_id=running, board_id=board.id) if running else ()
    if held:
        raise Conflict("mdt.proposed_already")


def _agreement(work: Work, asks: str, answers: str) -> Partnership | None:
    """Within a hospital none is needed."""
    found = work.store.partnerships.list(requester_org=asks, provider_org=answers)
    agreement = next((row for row in found if row.covers(Service.MDT, work.now)), None)
    if agreement is None and asks != answers:
        raise Invalid("request.no_partnership", field="board_id")
    return agreement


def _wanted(form: dict[str, object], board: Board) -> tuple[str, ...]:
    named = form["required_specialties"]
    return tuple(named) if isinstance(named, list) and named else board.required_specialties


def _seat_leaders(work: Work, case: Case, request: Request, board: Board) -> None:
    leaders = [s for s in work.store.mdt_seats.list(board_id=board.id) if s.part in STEERING]
    for seat in leaders:
        give_place(work, case, request, seat, accepted=True)
    people = [seat.person_id for seat in leaders]
    call_about(work, "mdt_proposed", request, "proposed", people)


@dataclass(frozen=True, slots=True, kw_only=True)
class EditProposal:
    request_id: str
    question: str
    form: dict[str, object]
    if_version: int | None = None


def edit_proposal(work: Work, cmd: EditProposal) -> Request:
    """The asking side completes what it wrote, until the chair has screened it."""
    opened = work.open_request(cmd.request_id, Verb.SUBMIT_REQUEST)
    request = opened.request
    if request.kind is not Kind.MDT or request.state not in {State.PROPOSED, State.INFO_REQUESTED}:
        raise Conflict("request.already_sent")
    if cmd.if_version is not None and cmd.if_version != request.version:
        raise StaleVersion("request")
    _check_question(cmd.question)
    detail = work.store.mdt_details.get(request.id)
    form, board = clean_form(cmd.form), work.store.mdt_boards.get(detail.board_id)
    work.store.mdt_details.save(
        replace(
            detail,
            form=form,
            required_specialties=_wanted(form, board),
            version=detail.version + 1,
        )
    )
    changed = replace(request, version=request.version + 1)
    work.store.requests.save(changed)
    write_questions(work, changed, (cmd.question,))
    tell_everyone(work, changed)
    return changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """`required_specialties` None: those asked for."""

    request_id: str
    required_specialties: tuple[str, ...] | None = None
    if_version: int | None = None


def screen(work: Work, cmd: Screen) -> Request:
    """The chair takes the case on, and says who must be there (受理)."""
    opened, rule = begin(work, cmd.request_id, "screen", if_version=cmd.if_version)
    if cmd.required_specialties is not None:
        wanted = check_specialties(cmd.required_specialties, "required_specialties")
        detail = work.store.mdt_details.get(opened.request.id)
        changed = replace(detail, required_specialties=wanted, version=detail.version + 1)
        work.store.mdt_details.save(changed)
    return move(work, opened, rule, "screen")


def need_info(work: Work, cmd: Step) -> Request:
    """Something is missing before the team can discuss it (退回补充)."""
    opened, rule = begin(
        work, cmd.request_id, "need_info", if_version=cmd.if_version, reason=cmd.reason
    )
    moved = move(work, opened, rule, "need_info", reason=cmd.reason)
    patience = limits_of(work.store, moved.to_org).days("info_days")
    set_timer(work, EXPIRE, moved.id, work.now + patience, step=str(moved.version))
    call_about(work, "mdt_info", moved, str(moved.version), [moved.created_by])
    return moved


def supply_info(work: Work, cmd: Step) -> Request:
    """What was missing has been added (已补充)."""
    opened, rule = begin(work, cmd.request_id, "supply_info", if_version=cmd.if_version)
    moved = move(work, opened, rule, "supply_info", reason=cmd.reason)
    expect(work, moved, SCREEN)
    leaders = [row.person_id for row in opened.assignments]
    call_about(work, "mdt_proposed", moved, str(moved.version), leaders)
    return moved


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleConsult:
    """`specialty`: a consultation of it lies ready for the asking side to send."""

    request_id: str
    reason: str
    specialty: str | None = None
    if_version: int | None = None


def single_consult(work: Work, cmd: SingleConsult) -> Request:
    """One specialist is enough; the question needs no team (转单科会诊)."""
    opened, rule = begin(
        work, cmd.request_id, "single_consult", if_version=cmd.if_version, reason=cmd.reason
    )
    note: dict[str, object] = {}
    if cmd.specialty is not None:
        note = {"request": _draft_consultation(work, opened, cmd.specialty).id}
    moved = move(work, opened, rule, "single_consult", reason=cmd.reason, note=note)
    call_about(work, "mdt_single", moved, str(moved.version), [moved.created_by])
    return moved


def _draft_consultation(work: Work, opened: OpenRequest, specialty: str) -> Request:
    old = opened.request
    destination = Destination(partnership_id=old.partnership_id, specialty=specialty)
    agreement_for(work, old.from_org, destination, Kind.CONSULTATION)
    draft = replace(
        old,
        id=work.new_id(),
        kind=Kind.CONSULTATION,
        state=ConsultationState.DRAFT,
        specialty=specialty,
        based_on_id=old.id,
        created_at=work.now,
        submitted_at=None,
        version=1,
    )
    work.store.requests.add(draft)
    asked = work.store.questions.list(request_id=old.id)
    write_questions(work, draft, tuple(question.text for question in asked))
    return draft
