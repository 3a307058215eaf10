"""What an actor may do next: the transition table and the policy, read together."""

from __future__ import annotations

from datetime import datetime

from consult.access.policy import Actor, CaseSubject, decide
from consult.access.verbs import Verb
from consult.cases.workflow.workflows import WORKFLOWS

CASE_VERBS = (
    Verb.EDIT_CASE,
    Verb.ADD_MATERIAL,
    Verb.ATTACH,
    Verb.REMOVE_MATERIAL,
    Verb.ADD_SPECIALTY,
    Verb.PROPOSE_MDT,
    Verb.JOIN_ROOM,
    Verb.POST_MESSAGE,
)


def allowed_moves(actor: Actor, subject: CaseSubject, now: datetime) -> tuple[str, ...]:
    """Actions of the subject's request that its state has and the policy grants, sorted."""
    request = subject.request
    if request is None or request.kind not in WORKFLOWS:
        return ()
    rules = WORKFLOWS[request.kind].rules
    return tuple(
        sorted(
            action
            for (state, action), rule in rules.items()
            if state == request.state and decide(actor, rule.verb, subject, now).allowed
        )
    )


def allowed_on_case(actor: Actor, subject: CaseSubject, now: datetime) -> tuple[str, ...]:
    """Of `CASE_VERBS` those the policy grants; `subject` says whether the actor is in the room."""
    return tuple(verb for verb in CASE_VERBS if decide(actor, verb, subject, now).allowed)
