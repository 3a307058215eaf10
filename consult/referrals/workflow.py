"""The referral (双向转诊): who moves it from where to where, up and down.

docs/referral.md is made from these tables. Both share the journey; a referral up is answered by
the desk and ends with the discharge told and read, one down is answered after the county has
looked what it can do, and ends with the plan at home.
"""

from __future__ import annotations

from consult.access.verbs import Verb
from consult.cases.request import Kind
from consult.cases.workflow.transitions import Rule, Workflow
from consult.referrals.states import CAME_TO_NOTHING, COMING, NOT_GONE, TO_READ, State

S, V = State, Verb
_Rules = dict[tuple[str, str], Rule]

_SENDING: _Rules = {
    (S.DRAFT, "submit"): Rule(S.SUBMITTED, V.SEND_REFERRAL),
    (S.DRAFT, "cancel"): Rule(S.CANCELLED, V.SEND_REFERRAL),
    **{(state, "agree"): Rule(S.AGREED, V.MOVE_PATIENT) for state in sorted(NOT_GONE - {S.AGREED})},
    **{
        (state, "refuse"): Rule(S.REFUSED, V.MOVE_PATIENT, reason_required=True)
        for state in sorted(NOT_GONE)
    },
    **{(state, "acknowledge"): Rule(state, V.SEND_REFERRAL) for state in sorted(TO_READ)},
    # Sent again is a new request that names this one.
    **{(state, "send_again"): Rule(state, V.SEND_REFERRAL) for state in sorted(CAME_TO_NOTHING)},
}
_TRAVELLING: _Rules = {
    **{(state, "depart"): Rule(S.DEPARTED, V.MOVE_PATIENT) for state in sorted(NOT_GONE)},
    (S.DEPARTED, "en_route"): Rule(S.DEPARTED, V.MOVE_PATIENT),
    **{
        (state, "update_eta"): Rule(S.DEPARTED, V.MOVE_PATIENT) for state in (S.DEPARTED, S.NO_SHOW)
    },
    # Expected and not come: by the way, or at the appointed time.
    **{
        (state, "miss"): Rule(S.NO_SHOW, V.KEEP_TIME)
        for state in (S.DEPARTED, S.SCHEDULED, S.AGREED)
    },
    **{(state, "arrive"): Rule(S.ARRIVED, V.RECEIVE_PATIENT) for state in sorted(COMING)},
    (S.ARRIVED, "upload_records"): Rule(S.RECORDS_UPLOADED, V.MOVE_PATIENT),
}
_CALLED_OFF: _Rules = {
    # Under way the receiver agrees that nobody comes; a place once given is taken back only so.
    (S.DEPARTED, "ask_cancel"): Rule(S.CANCEL_REQUESTED, V.SEND_REFERRAL, reason_required=True),
    (S.CANCEL_REQUESTED, "agree_cancel"): Rule(S.CANCELLED, V.ANSWER_CANCEL),
    (S.CANCEL_REQUESTED, "keep"): Rule(
        S.ACCEPTED, V.ANSWER_CANCEL, or_to=(S.SCHEDULED, S.AGREED, S.DEPARTED, S.NO_SHOW)
    ),
}


def _answering(waiting: tuple[State, ...], desk: Verb, accept_from: tuple[State, ...]) -> _Rules:
    """What the receiving side may do with what it was asked, `desk` being whoever keeps it."""
    rules: _Rules = {
        (S.INFO_REQUESTED, "resubmit"): Rule(
            S.SUBMITTED, V.SEND_REFERRAL, or_to=tuple(s for s in waiting if s != S.SUBMITTED)
        ),
        (S.INFO_REQUESTED, "advise"): Rule(S.ADVISED, V.SIGN_REFERRAL),
        (S.INFO_REQUESTED, "expire"): Rule(S.CANCELLED, V.KEEP_TIME),
        (S.SUBMITTED, "give_up"): Rule(S.UNANSWERED, V.KEEP_TIME),
        **{(state, "accept"): Rule(S.ACCEPTED, desk) for state in accept_from},
        **{
            (state, "schedule"): Rule(S.SCHEDULED, desk) for state in sorted((*NOT_GONE, S.NO_SHOW))
        },
        **{
            (state, "ask_cancel"): Rule(S.CANCEL_REQUESTED, desk, reason_required=True)
            for state in sorted((*NOT_GONE, S.NO_SHOW))
        },
    }
    for state in waiting:
        rules |= {
            (state, "ask_info"): Rule(S.INFO_REQUESTED, desk, reason_required=True),
            (state, "advise"): Rule(S.ADVISED, V.SIGN_REFERRAL),
            (state, "redirect"): Rule(S.REDIRECTED, desk, reason_required=True, or_to=(state,)),
            (state, "decline"): Rule(S.DECLINED, desk),
        }
    return rules | {
        (state, "cancel"): Rule(S.CANCELLED, V.SEND_REFERRAL, reason_required=True)
        for state in (*waiting, S.INFO_REQUESTED, *sorted(NOT_GONE), S.NO_SHOW)
    }


_UP_WAITING = (S.SUBMITTED, S.UNANSWERED, S.PROVISIONAL)
_UP: _Rules = {
    **{
        (state, "provisional"): Rule(S.PROVISIONAL, V.ANSWER_REFERRAL)
        for state in (S.SUBMITTED, S.UNANSWERED)
    },
    **{
        (state, "treat"): Rule(S.TREATING, V.RECEIVE_PATIENT)
        for state in (S.ARRIVED, S.RECORDS_UPLOADED)
    },
    **{
        (state, "upload_records"): Rule(state, V.MOVE_PATIENT)
        for state in (S.TREATING, S.DISCHARGED)
    },
    (S.TREATING, "discharge"): Rule(S.DISCHARGED, V.RECEIVE_PATIENT),
    (S.DISCHARGED, "feedback"): Rule(S.FEEDBACK, V.SIGN_REFERRAL),
    (S.FEEDBACK, "close"): Rule(S.CLOSED, V.SEND_REFERRAL),
}
_DOWN_WAITING = (S.SUBMITTED, S.UNANSWERED, S.CAPABILITY_CHECKED)
_DOWN: _Rules = {
    **{
        (state, "check_capability"): Rule(S.CAPABILITY_CHECKED, V.ANSWER_DOWN)
        for state in _DOWN_WAITING
    },
    **{
        (state, "first_visit"): Rule(S.PLAN_RUNNING, V.RECEIVE_PATIENT)
        for state in (S.ARRIVED, S.RECORDS_UPLOADED)
    },
    (S.PLAN_RUNNING, "upload_records"): Rule(S.PLAN_RUNNING, V.MOVE_PATIENT),
    (S.PLAN_RUNNING, "finish_plan"): Rule(S.CLOSED, V.RECEIVE_PATIENT),
}
_SHARED = _SENDING | _TRAVELLING | _CALLED_OFF

# ServiceRequest.status (FHIR R4); it never goes backwards.
_STATUS = {
    S.DRAFT: "draft",
    S.CLOSED: "completed",
    **dict.fromkeys(CAME_TO_NOTHING, "revoked"),
}
# Task.status and Task.businessStatus: BSeR codes where there are any.
_TASK = {
    S.DRAFT: ("draft", ""),
    S.SUBMITTED: ("requested", "2.0"),
    S.UNANSWERED: ("requested", "unanswered"),
    S.INFO_REQUESTED: ("on-hold", "info-requested"),
    S.PROVISIONAL: ("received", "provisional"),
    S.CAPABILITY_CHECKED: ("received", "capability-checked"),
    S.ACCEPTED: ("accepted", "3.0"),
    S.SCHEDULED: ("accepted", "5.1.1"),
    S.AGREED: ("accepted", "patient-agreed"),
    S.DEPARTED: ("in-progress", "en-route"),
    S.NO_SHOW: ("in-progress", "5.1.2"),
    S.ARRIVED: ("in-progress", "5.1.4"),
    S.RECORDS_UPLOADED: ("in-progress", "records-uploaded"),
    S.PLAN_RUNNING: ("in-progress", "plan-running"),
    S.TREATING: ("in-progress", "treating"),
    S.DISCHARGED: ("in-progress", "discharged"),
    S.FEEDBACK: ("in-progress", "feedback"),
    S.CANCEL_REQUESTED: ("in-progress", "5.2"),
    S.CLOSED: ("completed", "7.0"),
    S.ADVISED: ("rejected", "returned-with-advice"),
    S.REDIRECTED: ("rejected", "redirected"),
    S.DECLINED: ("rejected", "4.0"),
    S.REFUSED: ("cancelled", "patient-refused"),
    S.CANCELLED: ("cancelled", "6.0"),
}


def _workflow(kind: Kind, rules: _Rules, without: frozenset[State]) -> Workflow:
    states = [state for state in State if state not in without]
    return Workflow(
        kind=kind,
        initial=S.DRAFT,
        rules=rules,
        fhir_status={state: _STATUS.get(state, "active") for state in states},
        fhir_task={state: _TASK[state] for state in states},
    )


REFERRAL_UP = _workflow(
    Kind.REFERRAL_UP,
    _SHARED | _UP | _answering(_UP_WAITING, V.ANSWER_REFERRAL, _UP_WAITING),
    frozenset({S.CAPABILITY_CHECKED, S.PLAN_RUNNING}),
)
REFERRAL_DOWN = _workflow(
    Kind.REFERRAL_DOWN,
    _SHARED | _DOWN | _answering(_DOWN_WAITING, V.ANSWER_DOWN, (S.CAPABILITY_CHECKED,)),
    frozenset({S.PROVISIONAL, S.TREATING, S.DISCHARGED, S.FEEDBACK}),
)
