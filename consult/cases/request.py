"""Requests (会诊申请 and its kin), their questions, assignments and recorded transitions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    CONSULTATION = "consultation"
    MDT = "mdt"
    REFERRAL_UP = "referral_up"
    REFERRAL_DOWN = "referral_down"
    ECG_REPORT = "ecg_report"
    IMAGING_REPORT = "imaging_report"


class Urgency(StrEnum):
    EMERGENCY = "emergency"
    URGENT = "urgent"
    ROUTINE = "routine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """`state` belongs to the table of `kind`; `version` grows by one with each transition.

    `due_at` is the clock everybody sees: the limit, later when information was awaited
    (`net_paused_s` in all), or what the expert promised (`promised_at`). `pending_release` names
    whose approval a request waits for before it leaves its hospital.
    """

    id: str
    case_id: str
    kind: Kind
    state: str
    from_org: str
    to_org: str
    specialty: str
    urgency: Urgency
    partnership_id: str
    room_id: str
    created_by: str
    created_at: datetime
    department_id: str | None = None
    based_on_id: str | None = None
    replaces_id: str | None = None
    submitted_at: datetime | None = None
    due_at: datetime | None = None
    promised_at: datetime | None = None
    net_paused_s: int = 0
    pending_release: str = ""
    form_version: int = 1
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Frozen when the request is sent; `asked_at` is set on one that was asked afterwards."""

    request_id: str
    no: int
    text: str
    asked_at: datetime | None = None


MAX_QUESTIONS = 5
MAX_WITH_LATER_ONES = 12


class Part(StrEnum):
    EXPERT = "expert"
    REVIEWER = "reviewer"
    CHAIR = "chair"
    MEMBER = "member"
    DESK = "desk"


class AssignmentState(StrEnum):
    OFFERED = "offered"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


# The reason of an offer that ended unanswered; whoever missed it has declined nothing.
NO_ANSWER = "no_answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Who was asked to answer. At most one accepted expert per request."""

    id: str
    request_id: str
    person_id: str
    part: Part
    state: AssignmentState
    offered_at: datetime
    offered_by: str
    answer_by: datetime | None = None
    accepted_at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """One recorded step, append-only; every indicator is computed from these.

    `by` None is the clock of the installation. `details` holds what else the step said: codes,
    ids and times, never a name.
    """

    request_id: str
    no: int
    from_state: str
    action: str
    to_state: str
    by: str | None
    for_org: str
    at: datetime
    reason: str = ""
    details: dict[str, object] = field(default_factory=dict)
