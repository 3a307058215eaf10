"""What the time of a referral is spent on, and which of it has a limit (时钟)."""

from __future__ import annotations

from consult.cases.workflow.clocks import Timing
from consult.referrals.states import State

S = State
_SHARED: dict[str, str] = {
    **dict.fromkeys((S.SUBMITTED, S.UNANSWERED, S.PROVISIONAL, S.CAPABILITY_CHECKED), "answer"),
    **dict.fromkeys((S.ACCEPTED, S.SCHEDULED, S.AGREED), "departure"),
    **dict.fromkeys((S.DEPARTED, S.NO_SHOW, S.CANCEL_REQUESTED), "journey"),
}
UP = Timing(
    stage_of=_SHARED
    | {
        **dict.fromkeys((S.ARRIVED, S.RECORDS_UPLOADED, S.TREATING), "treatment"),
        S.DISCHARGED: "feedback",
        S.FEEDBACK: "reading",
    },
    limit_of={"answer": ("refer_s", True), "feedback": ("feedback_s", False)},
)
DOWN = Timing(
    stage_of=_SHARED
    | {**dict.fromkeys((S.ARRIVED, S.RECORDS_UPLOADED), "first_visit"), S.PLAN_RUNNING: "plan"},
    limit_of={"answer": ("refer_s", True), "first_visit": ("first_visit_s", False)},
)
