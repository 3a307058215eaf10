"""The consultation (会诊): its states and who moves it from where to where.

docs/consultation.md is made from this table.
"""

from __future__ import annotations

from enum import StrEnum

from consult.access.verbs import Verb
from consult.cases.request import Kind
from consult.cases.workflow.transitions import Rule, Workflow


class State(StrEnum):
    DRAFT = "draft"
    AWAITING_RELEASE = "awaiting_release"
    SUBMITTED = "submitted"
    INFO_REQUESTED = "info_requested"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    SCHEDULED = "scheduled"
    IN_CONSULTATION = "in_consultation"
    SIGNED = "signed"
    RESPONDED = "responded"
    FOLLOW_UP = "follow_up"
    CLOSED = "closed"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    UNANSWERED = "unanswered"


S, V = State, Verb

ENDED = frozenset({S.CLOSED, S.REJECTED, S.CANCELLED})
# Nobody waits for an answer any more, though something may still be told.
FINISHED = ENDED | {S.RESPONDED, S.FOLLOW_UP}
# Nobody has accepted it yet.
WAITING = frozenset({S.SUBMITTED, S.OFFERED, S.UNANSWERED})
# An expert holds it.
BEING_ANSWERED = frozenset({S.ACCEPTED, S.SCHEDULED, S.IN_CONSULTATION})
WITH_OPINION = frozenset({S.SIGNED, S.RESPONDED, S.FOLLOW_UP, S.CLOSED})
UNSENT = frozenset({S.DRAFT, S.AWAITING_RELEASE})

_Rules = dict[tuple[str, str], Rule]

_ASKING: _Rules = {
    (S.DRAFT, "submit"): Rule(S.SUBMITTED, V.SUBMIT_REQUEST, or_to=(S.AWAITING_RELEASE,)),
    (S.DRAFT, "cancel"): Rule(S.CANCELLED, V.CANCEL_REQUEST),
    # Head of department, then medical affairs, where the hospital wants them (never in emergency).
    (S.AWAITING_RELEASE, "release"): Rule(
        S.SUBMITTED, V.RELEASE_REQUEST, or_to=(S.AWAITING_RELEASE,)
    ),
    (S.AWAITING_RELEASE, "send_back"): Rule(S.DRAFT, V.RELEASE_REQUEST, reason_required=True),
    (S.AWAITING_RELEASE, "cancel"): Rule(S.CANCELLED, V.CANCEL_REQUEST, reason_required=True),
    # The expert has begun: the county asks, the expert agrees.
    (S.IN_CONSULTATION, "ask_cancel"): Rule(
        S.IN_CONSULTATION, V.CANCEL_REQUEST, reason_required=True
    ),
    (S.IN_CONSULTATION, "stop"): Rule(S.CANCELLED, V.CONSULT, reason_required=True),
}
_ASKING |= {
    (state, "cancel"): Rule(S.CANCELLED, V.CANCEL_REQUEST, reason_required=True)
    for state in (*sorted(WAITING), S.INFO_REQUESTED, S.ACCEPTED, S.SCHEDULED)
}
# Ended is ended: a reopened case is a new request that names this one.
_ASKING |= {(state, "reopen"): Rule(state, V.REOPEN_REQUEST) for state in sorted(ENDED)}

_HANDING_OUT: _Rules = {
    # The centre hands out; an expert on the list may be faster (first commit wins).
    **{(state, "assign"): Rule(S.OFFERED, V.ASSIGN_REQUEST) for state in sorted(WAITING)},
    **{(state, "take"): Rule(S.ACCEPTED, V.TAKE_REQUEST) for state in sorted(WAITING)},
    **{
        (state, "reject"): Rule(S.REJECTED, V.REJECT_REQUEST, reason_required=True)
        for state in sorted(WAITING)
    },
    # The centre has the expert's word by telephone.
    **{(state, "accept_by_phone"): Rule(S.ACCEPTED, V.ASSIGN_REQUEST) for state in sorted(WAITING)},
    (S.OFFERED, "accept"): Rule(S.ACCEPTED, V.ANSWER_OFFER),
    (S.OFFERED, "refuse"): Rule(
        S.SUBMITTED, V.ANSWER_OFFER, reason_required=True, or_to=(S.OFFERED,)
    ),
    (S.OFFERED, "lapse"): Rule(S.SUBMITTED, V.KEEP_TIME, or_to=(S.OFFERED,)),
    (S.SUBMITTED, "give_up"): Rule(S.UNANSWERED, V.KEEP_TIME),
    (S.OFFERED, "give_up"): Rule(S.UNANSWERED, V.KEEP_TIME),
}

_INTERRUPTED = (*sorted(WAITING - {S.SUBMITTED}), *sorted(BEING_ANSWERED))
_INFORMATION: _Rules = {
    **{
        (state, "ask_info"): Rule(S.INFO_REQUESTED, V.ASK_INFO, reason_required=True)
        for state in (*sorted(WAITING), *sorted(BEING_ANSWERED))
    },
    # Back to where it was asked for.
    (S.INFO_REQUESTED, "resubmit"): Rule(
        S.SUBMITTED,
        V.SUBMIT_REQUEST,
        or_to=(*sorted(WAITING - {S.SUBMITTED}), *sorted(BEING_ANSWERED)),
    ),
    (S.INFO_REQUESTED, "resume"): Rule(
        S.SUBMITTED, V.ASK_INFO, or_to=(*sorted(WAITING - {S.SUBMITTED}), *sorted(BEING_ANSWERED))
    ),
    (S.INFO_REQUESTED, "expire"): Rule(S.CANCELLED, V.KEEP_TIME),
}

_ANSWERING: _Rules = {
    (S.ACCEPTED, "start"): Rule(S.IN_CONSULTATION, V.CONSULT),
    (S.SCHEDULED, "start"): Rule(S.IN_CONSULTATION, V.CONSULT),
    (S.ACCEPTED, "schedule"): Rule(S.SCHEDULED, V.SCHEDULE),
    (S.SCHEDULED, "reschedule"): Rule(S.SCHEDULED, V.SCHEDULE, reason_required=True),
    (S.SCHEDULED, "unschedule"): Rule(S.ACCEPTED, V.SCHEDULE, reason_required=True),
    (S.SCHEDULED, "no_show"): Rule(S.ACCEPTED, V.SCHEDULE),
    # A correction is a new version of the opinion, and asks the county once more.
    **{
        (state, "correct"): Rule(S.SIGNED, V.SIGN_OPINION, reason_required=True)
        for state in (S.SIGNED, S.RESPONDED, S.FOLLOW_UP)
    },
}
for _state in sorted(BEING_ANSWERED):
    _ANSWERING |= {
        (_state, "sign"): Rule(S.SIGNED, V.SIGN_OPINION),
        (_state, "sign_interim"): Rule(S.IN_CONSULTATION, V.SIGN_OPINION),
        (_state, "promise"): Rule(_state, V.PROMISE),
        (_state, "give_back"): Rule(S.SUBMITTED, V.CONSULT, reason_required=True),
        # The giver answers for it until the colleague has said yes.
        (_state, "hand_over"): Rule(_state, V.CONSULT, reason_required=True),
        (_state, "accept"): Rule(_state, V.ANSWER_OFFER),
        (_state, "refuse"): Rule(_state, V.ANSWER_OFFER, reason_required=True),
        (_state, "cover"): Rule(_state, V.COVER_REQUEST, reason_required=True),
        (_state, "reassign"): Rule(S.OFFERED, V.ASSIGN_REQUEST, reason_required=True),
    }

_AFTERWARDS: _Rules = {
    (S.SIGNED, "respond"): Rule(S.RESPONDED, V.RESPOND),
    (S.RESPONDED, "respond"): Rule(S.RESPONDED, V.RESPOND),
    (S.FOLLOW_UP, "respond"): Rule(S.FOLLOW_UP, V.RESPOND),
    (S.RESPONDED, "follow_up_due"): Rule(S.FOLLOW_UP, V.KEEP_TIME),
    (S.RESPONDED, "close"): Rule(S.CLOSED, V.CLOSE_REQUEST),
    (S.FOLLOW_UP, "close"): Rule(S.CLOSED, V.CLOSE_REQUEST),
    (S.RESPONDED, "auto_close"): Rule(S.CLOSED, V.KEEP_TIME),
    (S.FOLLOW_UP, "auto_close"): Rule(S.CLOSED, V.KEEP_TIME),
    # A further question to the same expert, without a second request.
    **{
        (state, "ask_again"): Rule(S.IN_CONSULTATION, V.RESPOND)
        for state in (S.SIGNED, S.RESPONDED, S.FOLLOW_UP)
    },
}

CONSULTATION = Workflow(
    kind=Kind.CONSULTATION,
    initial=S.DRAFT,
    rules=_ASKING | _HANDING_OUT | _INFORMATION | _ANSWERING | _AFTERWARDS,
    # ServiceRequest.status (FHIR R4); it never goes backwards.
    fhir_status={
        S.DRAFT: "draft",
        S.AWAITING_RELEASE: "draft",
        S.SUBMITTED: "active",
        S.INFO_REQUESTED: "active",
        S.OFFERED: "active",
        S.ACCEPTED: "active",
        S.SCHEDULED: "active",
        S.IN_CONSULTATION: "active",
        S.SIGNED: "active",
        S.RESPONDED: "active",
        S.FOLLOW_UP: "active",
        S.UNANSWERED: "active",
        S.CLOSED: "completed",
        S.REJECTED: "revoked",
        S.CANCELLED: "revoked",
    },
    # Task.status and Task.businessStatus of the coordinating task (BSeR codes where there are any).
    fhir_task={
        S.DRAFT: ("draft", ""),
        S.AWAITING_RELEASE: ("draft", "awaiting-approval"),
        S.SUBMITTED: ("requested", "2.0"),
        S.INFO_REQUESTED: ("on-hold", "info-requested"),
        S.OFFERED: ("requested", "2.0"),
        S.ACCEPTED: ("accepted", "3.0"),
        S.SCHEDULED: ("accepted", "5.1.1"),
        S.IN_CONSULTATION: ("in-progress", ""),
        S.SIGNED: ("in-progress", "signed"),
        S.RESPONDED: ("in-progress", "responded"),
        S.FOLLOW_UP: ("in-progress", "follow-up-due"),
        S.UNANSWERED: ("requested", "unanswered"),
        S.CLOSED: ("completed", "7.0"),
        S.REJECTED: ("rejected", "4.0"),
        S.CANCELLED: ("cancelled", "6.0"),
    },
)
