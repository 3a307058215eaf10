"""The answering side: ask for information, promise a time, hand on, stop."""

from __future__ import annotations

from consult.actions.requests import answering
from consult.actions.requests.expert import handover, information
from server.api.cases.bodies import ReasonIn
from server.api.cases.steps.asking import GoOnIn
from server.api.step_routes import request_step
from server.http import Body, Id, Instant


class AskInfoIn(Body, frozen=True):
    """`missing`: ecg, imaging, laboratory, vitals, history, medication, examination, consent,
    identity, other; `text` says what exactly."""

    missing: tuple[str, ...]
    text: str


class PromiseIn(Body, frozen=True):
    promised_at: Instant


class PersonIn(Body, frozen=True):
    person_id: Id


class HandOverIn(Body, frozen=True):
    person_id: Id
    reason: str


ROUTES = (
    request_step(
        "ask_info",
        information.ask_info,
        "Name what is missing; the net clock stands still until it comes.",
        AskInfoIn,
        information.AskInfo,
    ),
    request_step(
        "resume",
        information.resume,
        "Go on without waiting any longer for information.",
        GoOnIn,
        information.GoOn,
    ),
    request_step(
        "promise",
        answering.promise,
        "Say by when it will be answered: the clock everybody sees from now on.",
        PromiseIn,
        answering.Promise,
    ),
    request_step(
        "accept_by_phone",
        answering.accept_by_phone,
        "The coordinator has the expert's word on the telephone.",
        PersonIn,
        answering.AcceptByPhone,
    ),
    request_step(
        "hand_over",
        handover.hand_over,
        "Ask a colleague to go on; one holds it until the colleague accepts.",
        HandOverIn,
        handover.HandOver,
    ),
    request_step(
        "cover",
        handover.cover,
        "Go on in place of the colleague who holds it, with the draft.",
        ReasonIn,
    ),
    request_step(
        "reassign",
        handover.reassign,
        "The centre takes it back and asks somebody else.",
        HandOverIn,
        handover.Reassign,
    ),
    request_step(
        "stop", answering.stop, "End it without an opinion, as the county asked.", ReasonIn
    ),
)
