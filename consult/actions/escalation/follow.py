"""What a request's own steps mean for the calling: sent, taken, refused, withdrawn."""

from __future__ import annotations

from consult.actions.escalation.notices import stop_offers
from consult.actions.escalation.rounds import (
    acknowledge,
    bring_forward,
    expected,
    running,
    start_round,
    stop,
)
from consult.actions.work import Work
from consult.cases.request import AssignmentState, Request, Urgency
from consult.cases.workflow.consultation import BEING_ANSWERED, WAITING


def follow(work: Work, before: Request, after: Request, action: str) -> None:
    """Called with every move of a request, in its transaction."""
    if before.state in WAITING and after.state not in WAITING:
        stop_offers(work, after)
    if after.urgency is not Urgency.EMERGENCY:
        return
    ladder = running(work, after.id)
    if after.state in WAITING:
        # An offer that lapsed leaves nobody who knows of it.
        left_alone = action == "lapse" and not expected(work, after.id)
        if ladder is None and (before.state not in WAITING or left_alone):
            start_round(work, after)
        elif ladder is not None and action == "refuse":
            bring_forward(work, ladder, work.actor.person_id)
    elif ladder is None:
        return
    elif after.state not in BEING_ANSWERED:
        stop(work, ladder)
    elif action not in NO_SIGN_OF_LIFE and not _at_the_desk(work, after, action):
        acknowledge(work, ladder, work.actor.person_id, "app")


def _at_the_desk(work: Work, request: Request, action: str) -> bool:
    """A promise somebody else wrote down: the expert has still not come."""
    me = work.actor.person_id
    held = work.store.assignments.list(request_id=request.id, person_id=me)
    return action == "promise" and AssignmentState.ACCEPTED not in {row.state for row in held}


# Steps of the asking side or the desk that leave a call for a taken request ringing.
NO_SIGN_OF_LIFE = frozenset({"ask_cancel", "schedule", "reschedule", "unschedule", "no_show"})
