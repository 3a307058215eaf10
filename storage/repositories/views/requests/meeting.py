"""The meeting of a request, without a word about the patient."""

from __future__ import annotations

from datetime import datetime, timedelta

from consult.access.policy import Actor
from consult.actions.requests.limits import limits_of
from consult.errors import NotFound
from storage.repositories.store import SqlStore
from storage.repositories.views.opening import open_for
from storage.repositories.views.values import View


class Meeting(View, frozen=True):
    id: str
    number: str
    state: str
    starts_at: datetime
    ends_at: datetime
    changed_at: datetime
    sequence: int
    link: str
    from_org: str
    to_org: str
    remind_before: timedelta


def meeting(store: SqlStore, actor: Actor, request_id: str, now: datetime) -> Meeting:
    """Raises NotFound where there is none, or not for this actor."""
    request = store.requests.find(id=request_id)
    if request is None:
        raise NotFound("request")
    case, _ = open_for(store, actor, request.case_id, now, named="request")
    held = store.appointments.list(request_id=request.id)
    if not held:
        raise NotFound("appointment")
    last = held[-1]
    return Meeting(
        id=last.id,
        number=case.number,
        state=last.state,
        starts_at=last.starts_at,
        ends_at=last.ends_at,
        changed_at=last.changed_at,
        sequence=last.sequence,
        link=last.link,
        from_org=store.organizations.get(request.from_org).name,
        to_org=store.organizations.get(request.to_org).name,
        remind_before=limits_of(store, request.to_org).remind_before,
    )
