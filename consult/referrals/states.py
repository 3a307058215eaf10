"""The states of a referral, shared by both directions."""

from __future__ import annotations

from enum import StrEnum

from consult.cases.request import Kind

REFERRALS = frozenset({Kind.REFERRAL_UP, Kind.REFERRAL_DOWN})


class State(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    UNANSWERED = "unanswered"
    INFO_REQUESTED = "info_requested"
    PROVISIONAL = "provisional"
    CAPABILITY_CHECKED = "capability_checked"
    ACCEPTED = "accepted"
    SCHEDULED = "scheduled"
    AGREED = "agreed"
    DEPARTED = "departed"
    NO_SHOW = "no_show"
    ARRIVED = "arrived"
    RECORDS_UPLOADED = "records_uploaded"
    PLAN_RUNNING = "plan_running"
    TREATING = "treating"
    DISCHARGED = "discharged"
    FEEDBACK = "feedback"
    CANCEL_REQUESTED = "cancel_requested"
    CLOSED = "closed"
    ADVISED = "advised"
    REDIRECTED = "redirected"
    DECLINED = "declined"
    REFUSED = "refused"
    CANCELLED = "cancelled"


S = State
# The receiving hospital has to answer; its clock runs.
TO_ANSWER = frozenset({S.SUBMITTED, S.UNANSWERED, S.PROVISIONAL, S.CAPABILITY_CHECKED})
# Nobody of the receiving side has said anything yet.
UNHEARD = frozenset({S.SUBMITTED, S.UNANSWERED})
# A place is kept and the patient is not there yet.
COMING = frozenset({S.ACCEPTED, S.SCHEDULED, S.AGREED, S.DEPARTED, S.NO_SHOW})
NOT_GONE = frozenset({S.ACCEPTED, S.SCHEDULED, S.AGREED})
# The patient is with the receiving side.
THERE = frozenset({S.ARRIVED, S.RECORDS_UPLOADED, S.TREATING, S.PLAN_RUNNING})
# It came to nothing; the sender reads why, and may send again.
CAME_TO_NOTHING = frozenset({S.ADVISED, S.REDIRECTED, S.DECLINED, S.REFUSED, S.CANCELLED})
ENDED = CAME_TO_NOTHING | {S.CLOSED}
# What the other side has said and the sender should have read.
TO_READ = frozenset({S.ADVISED, S.REDIRECTED, S.DECLINED})
