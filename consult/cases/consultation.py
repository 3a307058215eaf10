"""The consultation (会诊): its states and who moves it from where to where."""

from __future__ import annotations

from enum import StrEnum

from consult.access.verbs import Verb
from consult.cases.request import Kind
from consult.cases.transitions import Rule, Workflow


class State(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    IN_CONSULTATION = "in_consultation"
    SIGNED = "signed"
    RESPONDED = "responded"
    CLOSED = "closed"
    REJECTED = "rejected"
    CANCELLED = "cancelled"


S, V = State, Verb

CONSULTATION = Workflow(
    kind=Kind.CONSULTATION,
    initial=S.DRAFT,
    rules={
        (S.DRAFT, "submit"): Rule(S.SUBMITTED, V.SUBMIT_REQUEST),
        (S.DRAFT, "cancel"): Rule(S.CANCELLED, V.CANCEL_REQUEST),
        # The centre hands out; an expert on the list may be faster (first commit wins).
        (S.SUBMITTED, "assign"): Rule(S.OFFERED, V.ASSIGN_REQUEST),
        (S.SUBMITTED, "take"): Rule(S.ACCEPTED, V.TAKE_REQUEST),
        (S.SUBMITTED, "reject"): Rule(S.REJECTED, V.REJECT_REQUEST, reason_required=True),
        (S.SUBMITTED, "cancel"): Rule(S.CANCELLED, V.CANCEL_REQUEST, reason_required=True),
        (S.OFFERED, "assign"): Rule(S.OFFERED, V.ASSIGN_REQUEST),
        (S.OFFERED, "take"): Rule(S.ACCEPTED, V.TAKE_REQUEST),
        (S.OFFERED, "accept"): Rule(S.ACCEPTED, V.ANSWER_OFFER),
        (S.OFFERED, "refuse"): Rule(S.SUBMITTED, V.ANSWER_OFFER, reason_required=True),
        (S.OFFERED, "reject"): Rule(S.REJECTED, V.REJECT_REQUEST, reason_required=True),
        (S.OFFERED, "cancel"): Rule(S.CANCELLED, V.CANCEL_REQUEST, reason_required=True),
        (S.ACCEPTED, "start"): Rule(S.IN_CONSULTATION, V.CONSULT),
        (S.ACCEPTED, "sign"): Rule(S.SIGNED, V.SIGN_OPINION),
        (S.ACCEPTED, "give_back"): Rule(S.SUBMITTED, V.CONSULT, reason_required=True),
        (S.ACCEPTED, "cancel"): Rule(S.CANCELLED, V.CANCEL_REQUEST, reason_required=True),
        (S.IN_CONSULTATION, "sign"): Rule(S.SIGNED, V.SIGN_OPINION),
        (S.IN_CONSULTATION, "give_back"): Rule(S.SUBMITTED, V.CONSULT, reason_required=True),
        # A correction is a new version of the opinion, and asks the county once more.
        (S.SIGNED, "correct"): Rule(S.SIGNED, V.SIGN_OPINION, reason_required=True),
        (S.RESPONDED, "correct"): Rule(S.SIGNED, V.SIGN_OPINION, reason_required=True),
        (S.SIGNED, "respond"): Rule(S.RESPONDED, V.RESPOND),
        (S.RESPONDED, "respond"): Rule(S.RESPONDED, V.RESPOND),
        (S.RESPONDED, "close"): Rule(S.CLOSED, V.CLOSE_REQUEST),
    },
    # ServiceRequest.status (FHIR R4); it never goes backwards.
    fhir_status={
        S.DRAFT: "draft",
        S.SUBMITTED: "active",
        S.OFFERED: "active",
        S.ACCEPTED: "active",
        S.IN_CONSULTATION: "active",
        S.SIGNED: "active",
        S.RESPONDED: "active",
        S.CLOSED: "completed",
        S.REJECTED: "revoked",
        S.CANCELLED: "revoked",
    },
)

ENDED = frozenset({S.CLOSED, S.REJECTED, S.CANCELLED})
WAITING = frozenset({S.SUBMITTED, S.OFFERED})
BEING_ANSWERED = frozenset({S.ACCEPTED, S.IN_CONSULTATION})
WITH_OPINION = frozenset({S.SIGNED, S.RESPONDED, S.CLOSED})
