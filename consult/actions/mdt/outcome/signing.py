"""Members agree or dissent, verbatim; the chair signs last, and what was decided becomes tasks."""

from __future__ import annotations

from dataclasses import dataclass, replace

from consult.actions.mdt.door import call_about
from consult.actions.mdt.late import expect_actions
from consult.actions.mdt.session.agenda import put_on_list
from consult.actions.mdt.session.clocks import SIGN
from consult.actions.requests.expert.opinion_drafts import AnswerText, begin_draft, save_answers
from consult.actions.requests.moves import Step, begin, move
from consult.actions.requests.opinions import check_signer, seal_room, sign_draft, signature_of
from consult.actions.rooms.discussion.cards import after_card
from consult.actions.timers import drop_timers
from consult.actions.work import OpenRequest, Work
from consult.cases.request import AssignmentState, Part, Request
from consult.cases.workflow.transitions import Rule
from consult.errors import Conflict, Denied, Invalid, StaleVersion
from consult.events import RoomMoved
from consult.mdt.board import SeatPart
from consult.mdt.outcome import (
    MAX_TEXT,
    Outcome,
    Signature,
    SignatureValue,
    actions_of,
    unsigned,
)
from consult.mdt.session import Mode, Session, SessionState
from consult.mdt.workflow import State
from consult.network.people import Person
from consult.reports.opinion import content_hash
from consult.rooms.content import storable
from consult.rooms.room import EventKind, RoomEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOutcome:
    """`confirmed` says that the signer has just authenticated again; callers must check it."""

    request_id: str
    version: int
    value: SignatureValue
    text: str
    confirmed: bool


def sign_outcome(work: Work, cmd: SignOutcome) -> Request:
    """One member's word; a dissent is kept as it was written (同意 / 附言 / 保留意见)."""
    opened, rule = begin(work, cmd.request_id, "sign_mdt", if_version=None)
    outcome = _circulated(work, opened, cmd.version)
    me = work.actor.person_id
    if me not in outcome.signers:
        raise Denied("mdt.not_asked_to_sign")
    _check_text(cmd)
    rows = work.store.mdt_signatures.list(request_id=opened.request.id, version=outcome.version)
    if any(row.person_id == me for row in rows):
        raise Conflict("mdt.signed_already")
    signer = check_signer(work, opened, confirmed=cmd.confirmed)
    _sign(work, opened, outcome, signer, cmd.value, cmd.text)
    note: dict[str, object] = {"value": cmd.value.value, "version": outcome.version}
    if cmd.value is SignatureValue.DISSENT:
        return _dissented(work, opened, rule, outcome, note)
    moved = move(work, opened, rule, "sign_mdt", note=note)
    signatures = work.store.mdt_signatures.list(request_id=moved.id)
    if not unsigned(outcome, signatures):
        _call_chair(work, opened, "mdt_finalise", f"{outcome.version}.all")
    return moved


def _circulated(work: Work, opened: OpenRequest, version: int) -> Outcome:
    outcome = work.store.mdt_outcomes.get(opened.request.id)
    if version != outcome.version:
        raise StaleVersion("mdt_outcome")
    return outcome


def _check_text(cmd: SignOutcome) -> None:
    wanted = cmd.value is not SignatureValue.AGREE
    if wanted and not cmd.text.strip():
        raise Invalid("mdt.text_needed", field="text")
    if len(cmd.text) > MAX_TEXT or not storable(cmd.text):
        raise Invalid("request.text_too_long", field="text", limit=MAX_TEXT)


def _sign(
    work: Work,
    opened: OpenRequest,
    outcome: Outcome,
    signer: Person,
    value: SignatureValue,
    text: str,
) -> None:
    row = next((r for r in outcome.attendance if r["person_id"] == signer.id), {})
    work.store.mdt_signatures.add(
        Signature(
            id=work.new_id(),
            request_id=opened.request.id,
            version=outcome.version,
            person_id=signer.id,
            part=str(row.get("part", SeatPart.CHAIR.value)),
            specialty=str(row.get("specialty", "")),
            value=value,
            text=text,
            content_sha256=content_hash(outcome.content, ()),
            signer=signature_of(work, signer, str(row.get("org_id", opened.for_org))),
            signed_at=work.now,
        )
    )


def _dissented(
    work: Work, opened: OpenRequest, rule: Rule, outcome: Outcome, note: dict[str, object]
) -> Request:
    """The chair is told; where they had only written to each other, they are to meet."""
    _call_chair(work, opened, "mdt_dissent", f"{outcome.version}.{work.actor.person_id}")
    detail = work.store.mdt_details.get(opened.request.id)
    session = work.store.mdt_sessions.get(detail.session_id)
    if session.mode is Mode.LIVE:
        return move(work, opened, rule, "sign_mdt", note=note)
    to = _to_meeting(work, opened)
    drop_timers(work, opened.request.id, SIGN)
    return move(work, opened, rule, "sign_mdt", note=note | {"converted": True}, to=to)


def _call_chair(work: Work, opened: OpenRequest, kind: str, step: str) -> None:
    request = opened.request
    people = [
        row.person_id
        for row in opened.assignments
        if row.part in {Part.CHAIR, Part.DESK} and row.state is AssignmentState.ACCEPTED
    ]
    call_about(work, kind, request, step, people)


def _to_meeting(work: Work, opened: OpenRequest) -> State:
    """Onto the board's next meeting whose list is still open, else it waits to be planned."""
    detail = work.store.mdt_details.get(opened.request.id)
    following = _next_meeting(work, detail.board_id)
    if following is None:
        work.store.mdt_details.save(replace(detail, session_id=None, version=detail.version + 1))
        return State.SCREENED
    put_on_list(work, opened, detail, following, minutes=detail.minutes)
    return State.SCHEDULED


def _next_meeting(work: Work, board_id: str) -> Session | None:
    planned = work.store.mdt_sessions.list(
        board_id=board_id, state=SessionState.PLANNED, mode=Mode.LIVE
    )
    free = [row for row in planned if not row.locked(work.now) and not row.prepared]
    return min(free, key=lambda row: row.starts_at, default=None)


def to_meeting(work: Work, cmd: Step) -> Request:
    """The chair sees that writing will not do: they meet (转为实时会诊)."""
    opened, rule = begin(
        work, cmd.request_id, "to_meeting", if_version=cmd.if_version, reason=cmd.reason
    )
    detail = work.store.mdt_details.get(opened.request.id)
    if work.store.mdt_sessions.get(detail.session_id).mode is Mode.LIVE:
        raise Conflict("mdt.live_already")
    to = _to_meeting(work, opened)
    drop_timers(work, opened.request.id, SIGN)
    return move(work, opened, rule, "to_meeting", reason=cmd.reason, to=to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finalise:
    request_id: str
    version: int
    confirmed: bool
    if_version: int | None = None


def finalise(work: Work, cmd: Finalise) -> Request:
    """The chair signs last (主席签发): the opinion of the team, never changed again.

    After everybody who was there, or when their time is over; the silent are named as such.
    """
    opened, rule = begin(work, cmd.request_id, "finalise", if_version=cmd.if_version)
    request = opened.request
    outcome = _circulated(work, opened, cmd.version)
    rows = work.store.mdt_signatures.list(request_id=request.id)
    silent = unsigned(outcome, rows)
    if silent and outcome.sign_by is not None and work.now < outcome.sign_by:
        raise Conflict("mdt.unsigned", count=len(silent))
    signer = check_signer(work, opened, confirmed=cmd.confirmed)
    _sign(work, opened, outcome, signer, SignatureValue.AGREE, "")
    _write_opinion(work, opened, outcome, confirmed=cmd.confirmed)
    _make_cards(work, opened, outcome)
    expect_actions(work, request)
    drop_timers(work, request.id, SIGN)
    note: dict[str, object] = {"version": outcome.version, "quorum": outcome.mdt_conclusion}
    moved = move(work, opened, rule, "finalise", note=note)
    call_about(work, "mdt_final", moved, str(outcome.version), [moved.created_by])
    return moved


def _write_opinion(work: Work, opened: OpenRequest, outcome: Outcome, *, confirmed: bool) -> None:
    """The signed opinion of the request: decision, dissent and attendance, word for word."""
    rows = work.store.mdt_signatures.list(request_id=opened.request.id, version=outcome.version)
    content = dict(outcome.content) | {
        "mdt_conclusion": outcome.mdt_conclusion,
        "quorum": outcome.quorum,
        "attendance": list(outcome.attendance),
        "signatures": [
            {"signer": row.signer, "part": row.part, "value": row.value.value, "text": row.text}
            for row in rows
        ],
    }
    me = work.actor.person_id
    draft = begin_draft(work, opened.request, me, content)
    decided = AnswerText(no=1, text=str(outcome.content["decision"]))
    answers = save_answers(work, opened.request, draft, (decided,))
    signed = sign_draft(work, opened, draft, answers, confirmed=confirmed)
    seal_room(work, opened.request, signed)


def _make_cards(work: Work, opened: OpenRequest, outcome: Outcome) -> None:
    """Each action is a request card in the room: it stands in its owner's Today until done."""
    request = opened.request
    room = work.store.rooms.get(request.room_id)
    numbers: list[int] = []
    for no, row in enumerate(actions_of(outcome.content), 1):
        body = {"text": row["text"]}
        body |= {"owner": row["owner_id"]} if row["owner_id"] else {}
        body |= {"due_at": row["due_at"]} if row["due_at"] else {}
        event = work.store.room_log.append(
            RoomEvent(
                room_id=room.id,
                seq=0,
                kind=EventKind.CARD,
                body=body,
                at=work.now,
                author_id=work.actor.person_id,
                cmid=f"mdt.{request.id}.{no}",
            )
        )
        work.events.append(RoomMoved(room.id, event.seq))
        after_card(work, room, event, None)
        numbers.append(event.seq)
    detail = work.store.mdt_details.get(request.id)
    work.store.mdt_details.save(replace(detail, cards=tuple(numbers), version=detail.version + 1))
