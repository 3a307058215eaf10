"""What is still needed to answer: asked for by name, and given (补充资料)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from consult.actions.requests.expert.scheduling import booked, set_reminder
from consult.actions.requests.leaving import EXPIRE, LAPSE
from consult.actions.requests.limits import limits_of
from consult.actions.requests.moves import begin, deliver, move
from consult.actions.timers import set_timer
from consult.actions.work import OpenRequest, Work
from consult.cases.request import AssignmentState, Request, Transition
from consult.cases.workflow.consultation import State
from consult.cases.workflow.transitions import Rule
from consult.errors import Invalid

# What can be named as missing; anything else is in the text.
NEEDED = (
    "ecg",
    "imaging",
    "laboratory",
    "vitals",
    "history",
    "medication",
    "examination",
    "consent",
    "identity",
    "other",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskInfo:
    """`missing` of NEEDED; `text` says what exactly, in the asker's own words."""

    request_id: str
    missing: tuple[str, ...]
    text: str
    if_version: int | None = None


def ask_info(work: Work, cmd: AskInfo) -> Request:
    """Ask the county for what is missing; the net clock stands still until it comes."""
    opened, rule = begin(
        work, cmd.request_id, "ask_info", if_version=cmd.if_version, reason=cmd.text
    )
    missing = wanted_of(cmd)
    moved = move(work, opened, rule, "ask_info", reason=cmd.text, note={"missing": missing})
    patience = limits_of(work.store, moved.to_org).days("info_days")
    set_timer(work, EXPIRE, moved.id, work.now + patience, step=str(moved.version))
    deliver(work, moved, "info_requested", [moved.created_by])
    work.tell(f"person:{moved.created_by}")
    return moved


def wanted_of(cmd: AskInfo) -> list[str]:
    """What is asked for, in the order of NEEDED; raises Invalid for nothing or the unknown."""
    missing = [each for each in NEEDED if each in cmd.missing]
    if not missing or set(cmd.missing) - set(NEEDED):
        raise Invalid("request.missing_what", field="missing")
    return missing


@dataclass(frozen=True, slots=True, kw_only=True)
class GoOn:
    """`text`: what was added, or why it goes on without; may be empty."""

    request_id: str
    text: str = ""
    if_version: int | None = None


def resubmit(work: Work, cmd: GoOn) -> Request:
    """The county has added what was missing; it goes on where it was asked (补充后提交)."""
    opened, rule = begin(
        work, cmd.request_id, "resubmit", if_version=cmd.if_version, reason=cmd.text
    )
    return _go_on(work, opened, rule, "resubmit", cmd.text)


def resume(work: Work, cmd: GoOn) -> Request:
    """Whoever asked goes on: it came another way, or is no longer needed."""
    opened, rule = begin(work, cmd.request_id, "resume", if_version=cmd.if_version, reason=cmd.text)
    return _go_on(work, opened, rule, "resume", cmd.text)


def _go_on(work: Work, opened: OpenRequest, rule: Rule, action: str, text: str) -> Request:
    asked = _asking(work.store.transitions.list(request_id=opened.request.id))
    waited = work.now - asked.at
    request = opened.request
    forms = work.store.forms.list(case_id=request.case_id)
    moved = move(
        work,
        opened,
        rule,
        action,
        reason=text,
        to=asked.from_state,
        due_at=request.due_at + waited if request.due_at else None,
        net_paused_s=request.net_paused_s + round(waited.total_seconds()),
        form_version=forms[-1].version,
    )
    _extend_offers(work, opened, moved, waited)
    if moved.state == State.SCHEDULED:
        set_reminder(work, moved, booked(work.store, moved.id))
    deliver(work, moved, "info_given", [asked.by] if asked.by else [])
    return moved


def _asking(rows: Sequence[Transition]) -> Transition:
    return [row for row in rows if row.to_state == State.INFO_REQUESTED][-1]


def _extend_offers(work: Work, opened: OpenRequest, moved: Request, waited: timedelta) -> None:
    """Whoever was asked to take it has as long as before."""
    for offer in opened.assignments:
        if offer.state is AssignmentState.OFFERED and offer.answer_by is not None:
            later = replace(offer, answer_by=offer.answer_by + waited)
            work.store.assignments.save(later)
            if moved.state == State.OFFERED and later.answer_by is not None:
                set_timer(work, LAPSE, moved.id, later.answer_by, step=str(moved.version))
