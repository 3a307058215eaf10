"""Where the patient is now: treated, discharged, told of; or followed at home by a plan."""

from __future__ import annotations

from dataclasses import dataclass, replace

from consult.actions.referrals.paper import wished_department
from consult.actions.referrals.steps import FEEDBACK, start, take
from consult.actions.requests.expert.opinion_drafts import save_draft
from consult.actions.requests.moves import MAX_REASON, Step
from consult.actions.requests.opinions import seal_room, sign_draft
from consult.actions.timers import set_timer
from consult.actions.work import Work
from consult.cases.asking.task import TaskState
from consult.cases.request import Request
from consult.errors import Invalid
from consult.referrals.answers import OUTCOMES
from consult.referrals.fields import one, required
from consult.reports.opinion import clean_content


@dataclass(frozen=True, slots=True, kw_only=True)
class SignPaper:
    """Advice or feedback; `confirmed` says that the signer has just authenticated again."""

    request_id: str
    content: dict[str, object]
    confirmed: bool
    if_version: int | None = None


def advise(work: Work, cmd: SignPaper) -> Request:
    """Sent back with advice, signed (退回并附意见); it counts as a consultation."""
    return _sign(work, cmd, "advise")


def feedback(work: Work, cmd: SignPaper) -> Request:
    """What became of the patient, signed (反馈): the sender confirms having read it."""
    return _sign(work, cmd, "feedback")


def _sign(work: Work, cmd: SignPaper, action: str) -> Request:
    opened = start(work, cmd.request_id, action, if_version=cmd.if_version)
    content = clean_content(cmd.content)
    if not content:
        raise Invalid("opinion.nothing_to_sign", field="content")
    draft = save_draft(work, opened.request, content)
    signed = sign_draft(work, opened.opened, draft, [], confirmed=cmd.confirmed)
    seal_room(work, opened.request, signed)
    return take(work, opened, note={"version": signed.version})


@dataclass(frozen=True, slots=True, kw_only=True)
class Treat:
    request_id: str
    department_id: str | None = None
    text: str = ""
    if_version: int | None = None


def treat(work: Work, cmd: Treat) -> Request:
    """The ward has the patient (诊治中), perhaps another than was planned."""
    opened = start(work, cmd.request_id, "treat", if_version=cmd.if_version, reason=cmd.text)
    department = wished_department(work, opened.request.to_org, cmd.department_id)
    paper = {"department_id": department} if department else None
    return take(work, opened, paper=paper, reason=cmd.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    request_id: str
    outcome: str
    text: str = ""
    if_version: int | None = None


def discharge(work: Work, cmd: Leave) -> Request:
    """The stay has ended (已出院); the sender is owed word of it within the limit."""
    opened = start(work, cmd.request_id, "discharge", if_version=cmd.if_version, reason=cmd.text)
    ended = _ended(cmd)
    moved = take(
        work,
        opened,
        paper={"ended": ended, "discharged_at": work.now},
        reason=cmd.text,
        note={"outcome": ended["outcome"]},
    )
    set_timer(work, FEEDBACK, moved.id, work.now + opened.limits.referral("feedback_s"))
    return moved


def _ended(cmd: Leave) -> dict[str, object]:
    outcome = one(cmd.outcome, OUTCOMES, "outcome")
    if not outcome:
        raise Invalid("referral.field_missing", field="outcome")
    return {"outcome": outcome, "text": cmd.text.strip()}


def first_visit(work: Work, cmd: Step) -> Request:
    """The county has seen its patient at home or in the clinic (首次随访); the plan runs."""
    opened = start(work, cmd.request_id, "first_visit", if_version=cmd.if_version)
    text = required(cmd.reason, "text", MAX_REASON)
    return take(work, opened, reason=text)


def finish_plan(work: Work, cmd: Leave) -> Request:
    """The plan is done, or is given up (计划结束): what is still open of it is taken back."""
    opened = start(work, cmd.request_id, "finish_plan", if_version=cmd.if_version, reason=cmd.text)
    ended = _ended(cmd)
    required(cmd.text, "text", MAX_REASON)
    for task in work.store.tasks.list(request_id=opened.request.id, state=TaskState.OPEN):
        work.store.tasks.save(
            replace(
                task,
                state=TaskState.WITHDRAWN,
                done_at=work.now,
                done_by=work.actor.person_id,
                version=task.version + 1,
            )
        )
    return take(
        work,
        opened,
        paper={"ended": ended},
        reason=cmd.text,
        note={"outcome": ended["outcome"]},
    )
