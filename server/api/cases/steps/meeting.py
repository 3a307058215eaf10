"""A time to meet: fixed, moved, given up, missed."""

from __future__ import annotations

from consult.actions.requests.expert import scheduling
from server.api.cases.bodies import ReasonIn
from server.api.step_routes import request_step
from server.http import Body, Instant


class MeetingIn(Body, frozen=True):
    """`link`: `https:` or `tel:`, or empty; `reason` when it is moved."""

    starts_at: Instant
    ends_at: Instant
    link: str = ""
    reason: str = ""


ROUTES = (
    request_step(
        "schedule",
        scheduling.schedule,
        "Fix a time and where to meet.",
        MeetingIn,
        scheduling.Schedule,
    ),
    request_step(
        "reschedule",
        scheduling.reschedule,
        "Another time, with the reason.",
        MeetingIn,
        scheduling.Schedule,
    ),
    request_step(
        "unschedule",
        scheduling.unschedule,
        "The meeting will not be; the request goes on.",
        ReasonIn,
    ),
    request_step("no_show", scheduling.no_show, "Somebody did not come."),
)
