"""The sending side's steps that need nothing but perhaps a reason, and calling off."""

from __future__ import annotations

from consult.actions.referrals import sending, travelling
from consult.actions.requests.expert.information import GoOn
from server.api.cases.bodies import ReasonIn
from server.api.cases.steps.asking import GoOnIn
from server.api.step_routes import MaybeReason, referral_step

ROUTES = (
    referral_step(
        "submit",
        sending.submit,
        "Send it: the receiver joins the case, its desk is called.",
        name="submit_referral",
    ),
    referral_step(
        "resubmit",
        sending.resubmit,
        "What was missing has been added.",
        GoOnIn,
        GoOn,
        name="resubmit_referral",
    ),
    referral_step(
        "cancel",
        sending.cancel,
        "The sender withdraws it before the patient is under way.",
        MaybeReason,
        name="cancel_referral",
    ),
    referral_step(
        "ask_cancel",
        sending.ask_cancel,
        "Called off where both have already acted: the other side answers.",
        ReasonIn,
        name="ask_cancel_referral",
    ),
    referral_step("agree_cancel", sending.agree_cancel, "It is called off.", MaybeReason),
    referral_step(
        "keep",
        sending.keep,
        "It is not called off and goes on where it was.",
        MaybeReason,
        name="keep_referral",
    ),
    referral_step(
        "acknowledge",
        sending.acknowledge,
        "The sender has read why it came to nothing.",
        name="acknowledge_referral",
    ),
    referral_step(
        "close",
        sending.close,
        "The sender has read what became of the patient.",
        name="close_referral",
    ),
    referral_step(
        "refuse",
        travelling.refuse,
        "The patient does not want to go.",
        ReasonIn,
        name="patient_refuses",
    ),
)
