"""What the county does with an opinion: answers it, asks again, closes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from consult.actions.requests.expert.opinion_drafts import begin_draft, copy_answers, set_aside
from consult.actions.requests.leaving import AUTO_CLOSE
from consult.actions.requests.limits import limits_of
from consult.actions.requests.moves import Step, begin, deliver, move
from consult.actions.timers import set_timer
from consult.actions.work import Work
from consult.cases.request import MAX_WITH_LATER_ONES, AssignmentState, Question, Request
from consult.cases.workflow.clocks import due_at
from consult.cases.workflow.consultation import State
from consult.errors import Invalid
from consult.reports.opinion import Adoption, AdoptionValue, OpinionState

MAX_QUESTION = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Respond:
    request_id: str
    value: AdoptionValue
    reason: str = ""
    order_at: datetime | None = None
    if_version: int | None = None


def respond(work: Work, cmd: Respond) -> Adoption:
    """The county says what it did with the opinion (采纳): anything but "adopted" has a reason."""
    opened, rule = begin(work, cmd.request_id, "respond", if_version=cmd.if_version)
    if cmd.value is not AdoptionValue.ADOPTED and not cmd.reason.strip():
        raise Invalid("adoption.reason_required", field="reason")
    if cmd.order_at is not None and cmd.order_at > work.now:
        raise Invalid("adoption.order_in_future", field="order_at")
    opinion = work.store.opinions.list(request_id=opened.request.id, state=OpinionState.SIGNED)[-1]
    adoption = Adoption(
        id=work.new_id(),
        opinion_id=opinion.id,
        value=cmd.value,
        reason=cmd.reason.strip(),
        order_at=cmd.order_at,
        by=work.actor.person_id,
        at=work.now,
    )
    work.store.adoptions.add(adoption)
    note = {"value": cmd.value.value}
    if cmd.order_at is not None:
        note["order_at"] = cmd.order_at.astimezone(UTC).isoformat()
    moved = move(work, opened, rule, "respond", reason=cmd.reason, note=note)
    if moved.state == State.RESPONDED:
        patience = limits_of(work.store, moved.to_org).days("close_days")
        asked = limits_of(work.store, moved.from_org).follow_up_days
        last = work.now + timedelta(days=asked[-1])
        set_timer(work, AUTO_CLOSE, moved.id, last + patience)
    work.tell(f"person:{opinion.author_id}")
    return adoption


@dataclass(frozen=True, slots=True, kw_only=True)
class AskAgain:
    request_id: str
    question: str
    if_version: int | None = None


def ask_again(work: Work, cmd: AskAgain) -> Request:
    """A further question to the same expert (追问): the answer is a new version of the opinion.

    The draft begins with what was signed; its time counts as that of a new request.
    """
    opened, rule = begin(work, cmd.request_id, "ask_again", if_version=cmd.if_version)
    request, text = opened.request, cmd.question.strip()
    if not text or len(text) > MAX_QUESTION:
        raise Invalid("request.question_missing", field="question", limit=MAX_QUESTION)
    no = len(work.store.questions.list(request_id=request.id)) + 1
    if no > MAX_WITH_LATER_ONES:
        raise Invalid("request.too_many_questions", field="question", limit=MAX_WITH_LATER_ONES)
    work.store.questions.add(Question(request_id=request.id, no=no, text=text, asked_at=work.now))
    expert = next(a.person_id for a in opened.assignments if a.state is AssignmentState.ACCEPTED)
    signed = work.store.opinions.list(request_id=request.id, state=OpinionState.SIGNED)[-1]
    set_aside(work, request)
    draft = begin_draft(work, request, expert, signed.content)
    copy_answers(work, signed, draft)
    limits = limits_of(work.store, request.to_org)
    due = due_at(request.urgency, work.now, limits)
    moved = move(
        work,
        opened,
        rule,
        "ask_again",
        note={"no": no, "question": text},
        due_at=due,
        promised_at=None,
    )
    deliver(work, moved, "asked_again", [expert])
    work.tell(f"person:{expert}")
    return moved


def ask_cancel(work: Work, cmd: Step) -> Request:
    """The county no longer needs an answer that is being written (申请撤销)."""
    opened, rule = begin(
        work, cmd.request_id, "ask_cancel", if_version=cmd.if_version, reason=cmd.reason
    )
    moved = move(work, opened, rule, "ask_cancel", reason=cmd.reason)
    held = [a.person_id for a in opened.assignments if a.state is AssignmentState.ACCEPTED]
    deliver(work, moved, "cancel_asked", held)
    return moved
