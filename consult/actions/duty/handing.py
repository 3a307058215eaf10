"""The end of a shift on one sheet, for both sides; and of an expert's term (交接班)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from consult.access.policy import COORDINATORS
from consult.access.verbs import Verb
from consult.actions.duty.door import changed, clinician_of
from consult.actions.duty.overrides import check_reason
from consult.actions.duty.telling import tell_handover
from consult.actions.requests.expert.handover import HandOver, Reassign, accept, hand_over, reassign
from consult.actions.requests.moves import Step
from consult.actions.rooms.membership import admit
from consult.actions.work import Work
from consult.cases.request import AssignmentState, Part, Request
from consult.cases.workflow.consultation import BEING_ANSWERED
from consult.duty.handing import HandoverItem, ShiftHandover
from consult.errors import Conflict, Denied, Invalid, NotFound
from consult.network.roles import CLINICAL
from consult.rooms.room import SystemNote

MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    request_id: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverShift:
    """`reason` goes with what the giver answers as an expert; the table asks for one."""

    org_id: str
    to_id: str
    items: tuple[Handed, ...]
    reason: str
    note: str = ""


def hand_over_shift(work: Work, cmd: HandOverShift) -> ShiftHandover:
    """Nothing changes hands before the receiver has acknowledged; the giver answers until then."""
    if cmd.org_id not in work.actor.orgs_with(CLINICAL, work.now):
        raise Denied("policy.not_your_hospital")
    clinician_of(work, cmd.to_id, cmd.org_id, "to_id")
    if cmd.to_id == work.actor.person_id:
        raise Invalid("duty.same_person", field="to_id")
    if not 0 < len(cmd.items) <= MOST:
        raise Invalid("duty.nothing_to_hand_over", field="items")
    sheet = ShiftHandover(
        id=work.new_id(),
        org_id=cmd.org_id,
        from_id=work.actor.person_id,
        to_id=cmd.to_id,
        note=check_reason(cmd.note, "note"),
        made_at=work.now,
    )
    work.store.duty_handovers.add(sheet)
    for item in {each.request_id: each for each in cmd.items}.values():
        _hand(work, sheet, item, cmd.reason)
    changed(work, "hand_over_shift", f"handover:{sheet.id}", cmd.org_id, sheet.from_id, sheet.to_id)
    tell_handover(work, "asked", sheet)
    return sheet


def _hand(work: Work, sheet: ShiftHandover, item: Handed, reason: str) -> None:
    opened = work.open_request(item.request_id, Verb.READ_CASE)
    request = opened.request
    if sheet.org_id not in (request.from_org, request.to_org):
        raise NotFound("request")
    if _holds(work, request, sheet.from_id):
        why = item.note.strip() or reason
        hand_over(work, HandOver(request_id=request.id, person_id=sheet.to_id, reason=why))
    work.store.duty_handover_items.add(
        HandoverItem(
            handover_id=sheet.id, request_id=request.id, note=check_reason(item.note, "items")
        )
    )


def _holds(work: Work, request: Request, person_id: str) -> bool:
    held = work.store.assignments.find(
        request_id=request.id,
        person_id=person_id,
        part=Part.EXPERT,
        state=AssignmentState.ACCEPTED,
    )
    return held is not None and request.state in BEING_ANSWERED


@dataclass(frozen=True, slots=True)
class AcknowledgeHandover:
    handover_id: str


def acknowledge_handover(work: Work, cmd: AcknowledgeHandover) -> ShiftHandover:
    """The receiver takes all of it: as an expert what was offered, as a member of every room."""
    sheet = _open_sheet(work, cmd.handover_id)
    if work.actor.person_id != sheet.to_id:
        raise Denied("duty.not_the_receiver")
    for item in work.store.duty_handover_items.list(handover_id=sheet.id):
        _receive(work, sheet, item)
    done = replace(sheet, acknowledged_at=work.now, version=sheet.version + 1)
    work.store.duty_handovers.save(done)
    both = (sheet.from_id, sheet.to_id)
    changed(work, "acknowledge_handover", f"handover:{sheet.id}", sheet.org_id, *both)
    tell_handover(work, "acknowledged", done)
    return done


def _receive(work: Work, sheet: ShiftHandover, item: HandoverItem) -> None:
    opened = work.open_request(item.request_id, Verb.READ_CASE)
    request = opened.request
    offer = work.store.assignments.find(
        request_id=request.id, person_id=sheet.to_id, state=AssignmentState.OFFERED
    )
    if offer is not None and request.state in BEING_ANSWERED:
        accept(work, Step(request_id=request.id))
        return
    if sheet.org_id == request.from_org:
        admit(work, request.room_id, sheet.to_id, sheet.org_id, Part.MEMBER)
        people: dict[str, object] = {"by": sheet.to_id, "person": sheet.from_id}
        work.note_in_room(request.room_id, SystemNote("shift.handed_over", people))
        work.tell(f"case:{request.case_id}")


@dataclass(frozen=True, slots=True)
class WithdrawHandover:
    handover_id: str


def withdraw_handover(work: Work, cmd: WithdrawHandover) -> ShiftHandover:
    """By the giver, before it was acknowledged; offers to the colleague stand until they answer."""
    sheet = _open_sheet(work, cmd.handover_id)
    if work.actor.person_id != sheet.from_id:
        raise Denied("duty.not_asked")
    ended = replace(sheet, withdrawn_at=work.now, version=sheet.version + 1)
    work.store.duty_handovers.save(ended)
    both = (sheet.from_id, sheet.to_id)
    changed(work, "withdraw_handover", f"handover:{sheet.id}", sheet.org_id, *both)
    tell_handover(work, "withdrawn", ended)
    return ended


def _open_sheet(work: Work, handover_id: str) -> ShiftHandover:
    sheet = work.store.duty_handovers.find(id=handover_id)
    if sheet is None or work.actor.person_id not in (sheet.from_id, sheet.to_id):
        raise NotFound("duty_handover")
    if not sheet.open:
        raise Conflict("duty.over_already")
    return sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverTerm:
    """What somebody whose term ends still holds goes to one colleague."""

    org_id: str
    person_id: str
    to_id: str
    reason: str


def hand_over_term(work: Work, cmd: HandOverTerm) -> tuple[Request, ...]:
    """By the hospital's coordinator: each open request is offered to the successor (改派)."""
    if cmd.org_id not in work.actor.orgs_with(COORDINATORS, work.now):
        raise Denied("policy.not_your_part", verb=Verb.ASSIGN_REQUEST)
    held = open_requests_of(work, cmd.person_id, cmd.org_id)
    if not held:
        raise Invalid("duty.nothing_to_hand_over", field="person_id")
    moved = tuple(
        reassign(work, Reassign(request_id=request.id, person_id=cmd.to_id, reason=cmd.reason))
        for request in held
    )
    both = (cmd.person_id, cmd.to_id)
    changed(work, "hand_over_term", f"person:{cmd.person_id}", cmd.org_id, *both)
    return moved


def open_requests_of(work: Work, person_id: str, org_id: str) -> list[Request]:
    held = work.store.assignments.list(
        person_id=person_id, part=Part.EXPERT, state=AssignmentState.ACCEPTED
    )
    requests = work.store.requests.list(id=[each.request_id for each in held])
    return [r for r in requests if r.to_org == org_id and r.state in BEING_ANSWERED]
