"""A task between colleagues of one hospital: "ask my CT room" to record or to upload (请上传)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from consult.cases.request import Urgency


class Wanted(StrEnum):
    ECG = "ecg"
    CT = "ct"
    MR = "mr"
    XRAY = "xray"
    ULTRASOUND = "ultrasound"
    LABORATORY = "laboratory"
    PAPERS = "papers"
    CONSENT = "consent"
    # After a referral down: what its plan says is to be done at home.
    CARE_VISIT = "care_visit"
    CARE_TEST = "care_test"
    CARE_MEDICATION = "care_medication"
    CARE_EXERCISE = "care_exercise"
    CARE_CALL = "care_call"
    CARE_OTHER = "care_other"


class TaskState(StrEnum):
    OPEN = "open"
    DONE = "done"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTask:
    """Whoever of the hospital's county side does it first has done it; `person_id` names one.

    `request_id` is the referral whose plan it belongs to, if any: files do not fulfil that.
    """

    id: str
    case_id: str
    org_id: str
    wanted: Wanted
    text: str
    asked_by: str
    created_at: datetime
    due_at: datetime
    person_id: str | None = None
    state: TaskState = TaskState.OPEN
    done_at: datetime | None = None
    done_by: str | None = None
    request_id: str | None = None
    version: int = 1


# What one colleague may ask of another.
ASKED_FOR = frozenset(each for each in Wanted if not each.startswith("care_"))
# Our default: the same minutes as the debts of an emergency.
DUE = {
    Urgency.EMERGENCY: timedelta(minutes=15),
    Urgency.URGENT: timedelta(hours=1),
    Urgency.ROUTINE: timedelta(hours=8),
}
