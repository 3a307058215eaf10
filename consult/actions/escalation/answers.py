"""What people say to a call otherwise than by taking the case: by telephone, or "not me"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from consult.access.verbs import Verb
from consult.actions.escalation.planning import coordinators_of
from consult.actions.escalation.rounds import acknowledge, bring_forward, running, start_round
from consult.actions.requests.moves import tell_everyone
from consult.actions.work import Work
from consult.cases.workflow.consultation import WAITING
from consult.errors import Conflict, Invalid
from consult.escalation.ladder import CallNote, CallOutcome, Ladder, LadderState
from consult.escalation.notices import SETTLED, Notice, NoticeState

MAX_NAME = 100


@dataclass(frozen=True, slots=True)
class Heard:
    """What a gateway says of a notice: it was `delivered`, answered with yes, or `failed`."""

    channel_id: str
    notice_id: str
    state: NoticeState
    error: str = ""


def heard(work: Work, cmd: Heard) -> bool:
    """Record it; a yes acknowledges the call. False for a notice this channel never sent.

    A gateway may say the same thing twice, late, or in the wrong order: the furthest word counts.
    """
    notice = work.store.notices.find(id=cmd.notice_id, channel_id=cmd.channel_id)
    if notice is None:
        return False
    if cmd.state is NoticeState.ANSWERED and notice.state is not NoticeState.ANSWERED:
        _answered(work, notice)
    elif notice.state in OVERRULED.get(cmd.state, ()):
        settled = work.now if cmd.state in SETTLED else None
        _write(work, replace(notice, state=cmd.state, error=cmd.error[:255], settled_at=settled))
    return True


# Which states a gateway's word may still change.
OVERRULED = {
    NoticeState.DELIVERED: {NoticeState.WAITING, NoticeState.SENT, NoticeState.FAILED},
    NoticeState.FAILED: {NoticeState.WAITING, NoticeState.SENT},
}


def _answered(work: Work, notice: Notice) -> None:
    _write(work, replace(notice, state=NoticeState.ANSWERED, error="", settled_at=work.now))
    ladder = work.store.ladders.find(id=notice.ladder_id) if notice.ladder_id else None
    if ladder is None or ladder.state not in {LadderState.RINGING, LadderState.UNANSWERED}:
        return
    channel = work.store.channels.get(notice.channel_id)
    acknowledge(work, ladder, notice.person_id, channel.kind)
    work.record("acknowledge_call", f"notice:{notice.id}")
    tell_everyone(work, work.store.requests.get(ladder.request_id))
    if notice.person_id:
        work.tell(f"person:{notice.person_id}")


def _write(work: Work, notice: Notice) -> None:
    work.store.notices.save(replace(notice, lease_until=None, lease_by=""))
    if notice.request_id:
        request = work.store.requests.get(notice.request_id)
        work.tell(f"case:{request.case_id}", f"org:{request.from_org}", f"org:{request.to_org}")


@dataclass(frozen=True, slots=True)
class PassOn:
    request_id: str


def pass_on(work: Work, cmd: PassOn) -> Ladder:
    """Somebody who is rung cannot come: the next one rings at once (转给下一位)."""
    opened = work.open_request(cmd.request_id, Verb.READ_CASE)
    ladder = _ringing(work, cmd.request_id)
    if not _rung(work, ladder, work.actor.person_id, opened.request.to_org):
        raise Conflict("escalation.not_rung")
    moved = bring_forward(work, ladder, work.actor.person_id)
    tell_everyone(work, opened.request)
    return moved


def _rung(work: Work, ladder: Ladder, person_id: str, org_id: str) -> bool:
    steps = work.store.ladder_steps.list(ladder_id=ladder.id)
    if any(step.person_id == person_id for step in steps):
        return True
    at_the_desk = any(step.person_id is None for step in steps)
    return at_the_desk and person_id in coordinators_of(work.store, org_id, work.now)


def _ringing(work: Work, request_id: str) -> Ladder:
    ladder = running(work, request_id)
    if ladder is None:
        raise Conflict("escalation.not_ringing")
    return ladder


@dataclass(frozen=True, slots=True)
class CallAgain:
    request_id: str


def call_again(work: Work, cmd: CallAgain) -> Ladder:
    """The asking side or the desk rings everybody once more, after it was given up."""
    opened = work.open_request(cmd.request_id, Verb.READ_CASE)
    if running(work, cmd.request_id) is not None:
        raise Conflict("escalation.rings_already")
    begun = start_round(work, opened.request) if opened.request.state in WAITING else None
    if begun is None:
        raise Conflict("escalation.not_waiting")
    tell_everyone(work, opened.request)
    return begun


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteCall:
    request_id: str
    person_id: str | None
    name: str
    phone: str
    outcome: CallOutcome


def note_call(work: Work, cmd: NoteCall) -> CallNote:
    """Somebody has telephoned. "No answer" of the one who rings now lets the next one ring."""
    opened = work.open_request(cmd.request_id, Verb.READ_CASE)
    if max(len(cmd.name), len(cmd.phone)) > MAX_NAME or not (cmd.name or cmd.phone):
        raise Invalid("request.text_too_long", field="name", limit=MAX_NAME)
    note = CallNote(
        id=work.new_id(),
        request_id=opened.request.id,
        person_id=cmd.person_id,
        name=cmd.name,
        phone=cmd.phone,
        outcome=cmd.outcome,
        by=work.actor.person_id,
        at=work.now,
    )
    work.store.call_notes.add(note)
    ladder = running(work, opened.request.id)
    if ladder is not None and cmd.outcome is CallOutcome.NO_ANSWER and _last(work, ladder, cmd):
        bring_forward(work, ladder, cmd.person_id)
    tell_everyone(work, opened.request)
    return note


def _last(work: Work, ladder: Ladder, cmd: NoteCall) -> bool:
    """Whether the one called is whom it rang for last."""
    steps = work.store.ladder_steps.list(ladder_id=ladder.id)
    return bool(steps) and cmd.person_id is not None and steps[-1].person_id == cmd.person_id
