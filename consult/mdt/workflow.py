"""A case before a multidisciplinary team (多学科会诊): its states and who moves it.

docs/mdt.md is made from this table.
"""

from __future__ import annotations

from enum import StrEnum

from consult.access.verbs import Verb
from consult.cases.request import Kind
from consult.cases.workflow.transitions import Rule, Workflow


class State(StrEnum):
    PROPOSED = "proposed"
    INFO_REQUESTED = "info_requested"
    SCREENED = "screened"
    SCHEDULED = "scheduled"
    PREPARING = "preparing"
    IN_SESSION = "in_session"
    ASYNC_WINDOW = "async_window"
    CONCLUDED = "concluded"
    CIRCULATED = "circulated"
    FINALISED = "finalised"
    ACTING = "acting"
    POSTPONED = "postponed"
    QUORUM_FAILED = "quorum_failed"
    CLOSED = "closed"
    SINGLE_CONSULT = "single_consult"
    CANCELLED = "cancelled"


S, V = State, Verb

NOT_DISCUSSED = frozenset({S.SINGLE_CONSULT, S.CANCELLED})
ENDED = frozenset({S.CLOSED}) | NOT_DISCUSSED
# On the list of a session that is still to come.
LISTED = frozenset({S.SCHEDULED, S.PREPARING})
DISCUSSED = frozenset({S.IN_SESSION, S.ASYNC_WINDOW})
# What was said before the discussion may be written down until it is opened.
OPINIONS_TAKEN = frozenset({S.PREPARING}) | DISCUSSED
OUTCOME_TYPED = DISCUSSED | {S.CONCLUDED}
TO_PLAN = frozenset({S.SCREENED, S.POSTPONED, S.QUORUM_FAILED})
BEFORE_DISCUSSION = (
    frozenset({S.PROPOSED, S.INFO_REQUESTED, S.SCREENED}) | LISTED | {S.POSTPONED, S.QUORUM_FAILED}
)
DECIDED = frozenset({S.FINALISED, S.ACTING, S.CLOSED})

_Rules = dict[tuple[str, str], Rule]

_SCREENING: _Rules = {
    (S.PROPOSED, "screen"): Rule(S.SCREENED, V.STEER_MDT),
    (S.PROPOSED, "need_info"): Rule(S.INFO_REQUESTED, V.STEER_MDT, reason_required=True),
    (S.PROPOSED, "single_consult"): Rule(S.SINGLE_CONSULT, V.STEER_MDT, reason_required=True),
    (S.INFO_REQUESTED, "supply_info"): Rule(S.PROPOSED, V.SUBMIT_REQUEST),
    (S.INFO_REQUESTED, "expire"): Rule(S.CANCELLED, V.KEEP_TIME),
    **{
        (state, "cancel"): Rule(S.CANCELLED, V.CANCEL_REQUEST, reason_required=True)
        for state in sorted(BEFORE_DISCUSSION)
    },
}

_LISTING: _Rules = {
    # Onto a list whose invitations have gone out it comes prepared.
    **{
        (state, "plan"): Rule(S.SCHEDULED, V.STEER_MDT, or_to=(S.PREPARING,))
        for state in sorted(TO_PLAN)
    },
    (S.SCHEDULED, "publish"): Rule(S.PREPARING, V.STEER_MDT),
    (S.SCHEDULED, "lock"): Rule(S.PREPARING, V.KEEP_TIME),
    **{
        (state, "postpone"): Rule(S.POSTPONED, V.STEER_MDT, reason_required=True)
        for state in (S.SCREENED, S.SCHEDULED, S.PREPARING, S.IN_SESSION, S.ASYNC_WINDOW)
    },
}

_DISCUSSING: _Rules = {
    (S.PREPARING, "call_case"): Rule(S.IN_SESSION, V.STEER_MDT),
    (S.PREPARING, "open_window"): Rule(S.ASYNC_WINDOW, V.KEEP_TIME),
    (S.IN_SESSION, "fail_quorum"): Rule(S.QUORUM_FAILED, V.STEER_MDT, reason_required=True),
    **{
        (state, step): rule
        for state in sorted(DISCUSSED)
        for step, rule in (
            ("open_opinions", Rule(state, V.CHAIR_MDT)),
            ("conclude", Rule(S.CONCLUDED, V.STEER_MDT)),
        )
    },
    # By writing where they do not agree, they meet.
    **{
        (state, "to_meeting"): Rule(
            S.SCREENED, V.CHAIR_MDT, reason_required=True, or_to=(S.SCHEDULED,)
        )
        for state in (S.ASYNC_WINDOW, S.CIRCULATED)
    },
}

_DECIDING: _Rules = {
    (S.CONCLUDED, "circulate"): Rule(S.CIRCULATED, V.STEER_MDT),
    (S.CIRCULATED, "revise"): Rule(S.CONCLUDED, V.STEER_MDT, reason_required=True),
    # Dissent in an asynchronous window calls a meeting by itself.
    (S.CIRCULATED, "sign_mdt"): Rule(S.CIRCULATED, V.JOIN_MDT, or_to=(S.SCREENED, S.SCHEDULED)),
    (S.CIRCULATED, "finalise"): Rule(S.FINALISED, V.CHAIR_MDT),
    (S.FINALISED, "respond"): Rule(S.ACTING, V.RESPOND),
    (S.ACTING, "respond"): Rule(S.ACTING, V.RESPOND),
    (S.ACTING, "close"): Rule(S.CLOSED, V.CLOSE_REQUEST),
}

MDT = Workflow(
    kind=Kind.MDT,
    initial=S.PROPOSED,
    rules=_SCREENING | _LISTING | _DISCUSSING | _DECIDING,
    # ServiceRequest.status (FHIR R4); it never goes backwards.
    fhir_status={
        **dict.fromkeys(State, "active"),
        S.CLOSED: "completed",
        S.SINGLE_CONSULT: "revoked",
        S.CANCELLED: "revoked",
    },
    # Task.status and Task.businessStatus of the coordinating task (BSeR codes where there are any).
    fhir_task={
        S.PROPOSED: ("requested", "2.0"),
        S.INFO_REQUESTED: ("on-hold", "info-requested"),
        S.SCREENED: ("accepted", "3.0"),
        S.SCHEDULED: ("accepted", "5.1.1"),
        S.PREPARING: ("accepted", "preparing"),
        S.IN_SESSION: ("in-progress", "in-session"),
        S.ASYNC_WINDOW: ("in-progress", "async-window"),
        S.CONCLUDED: ("in-progress", "concluded"),
        S.CIRCULATED: ("in-progress", "circulated"),
        S.FINALISED: ("in-progress", "finalised"),
        S.ACTING: ("in-progress", "acting"),
        S.POSTPONED: ("on-hold", "postponed"),
        S.QUORUM_FAILED: ("on-hold", "quorum-failed"),
        S.CLOSED: ("completed", "7.0"),
        S.SINGLE_CONSULT: ("rejected", "4.0"),
        S.CANCELLED: ("cancelled", "6.0"),
    },
)
