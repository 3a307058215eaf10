"""What leaves the house for a call: one notice for each channel somebody is reached on.

Urgency, specialty, county and case number; never a patient's name, number or words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from consult.actions.work import Work
from consult.cases.request import Request, Urgency
from consult.cases.workflow.consultation import State
from consult.escalation.ladder import Ladder, LadderState, LadderStep
from consult.escalation.notices import (
    ADDRESS_OF,
    Channel,
    ChannelKind,
    Notice,
    NoticeKind,
    NoticeState,
)
from consult.escalation.quiet import quiet_hours
from consult.network.people import Person
from consult.ports import Store
from consult.referrals.states import REFERRALS


def notify_step(work: Work, request: Request, ladder: Ladder, step: LadderStep) -> None:
    """A call for a rung step goes out on every channel of the asked hospital."""
    person = work.store.people.find(id=step.person_id) if step.person_id else None
    for channel in channels_for(work.store, request.to_org):
        for address in addresses_on(work, channel, person, step.phone):
            work.store.notices.add(
                Notice(
                    id=work.new_id(),
                    kind=NoticeKind.RING,
                    channel_id=channel.id,
                    person_id=step.person_id,
                    address=address,
                    locale=_locale(work, person, request.to_org),
                    content=content_of(work, request),
                    request_id=request.id,
                    ladder_id=ladder.id,
                    step_no=step.no,
                    due_at=work.now,
                    made_at=work.now,
                )
            )


def notify_offer(
    work: Work, request: Request, people: Iterable[str], ladder: Ladder | None = None
) -> None:
    """Tell those it is offered to; a yes to an emergency acknowledges `ladder`, its round.

    What is no emergency goes only over channels opened for that, and not at night; what is not
    even urgent calls only the one it is offered to.
    """
    people = list(people)
    emergency = request.urgency is Urgency.EMERGENCY
    if request.urgency is not Urgency.URGENT and len(people) != 1:
        return
    if emergency and request.state != State.OFFERED:
        return  # the ladder tells them
    zone = ZoneInfo(work.store.organizations.get(request.to_org).time_zone)
    channels = [
        c for c in channels_for(work.store, request.to_org) if emergency or not c.emergency_only
    ]
    for person in work.store.people.list(id=people) if channels else ():
        if ladder is not None and _rung(work, ladder, person.id):
            continue
        for channel in channels:
            for address in addresses_on(work, channel, person, person.phone):
                work.store.notices.add(
                    Notice(
                        id=work.new_id(),
                        kind=NoticeKind.OFFER,
                        channel_id=channel.id,
                        person_id=person.id,
                        address=address,
                        locale=person.locale,
                        content=content_of(work, request),
                        request_id=request.id,
                        ladder_id=ladder.id if ladder else None,
                        due_at=(
                            work.now if emergency else _after_quiet_hours(channel, work.now, zone)
                        ),
                        made_at=work.now,
                    )
                )


def _rung(work: Work, ladder: Ladder, person_id: str) -> bool:
    """The round has just called them itself."""
    if ladder.state is not LadderState.RINGING:
        return False
    return bool(work.store.ladder_steps.list(ladder_id=ladder.id, person_id=person_id))


def _after_quiet_hours(channel: Channel, now: datetime, zone: ZoneInfo) -> datetime:
    return quiet_hours(channel.config).next_loud(now, zone)


def stop_offers(work: Work, request: Request) -> None:
    """Somebody has it, or nobody needs to: what waits for the morning stays unsaid."""
    waiting = work.store.notices.list(request_id=request.id, state=NoticeState.WAITING)
    for notice in waiting:
        work.store.notices.save(
            replace(notice, state=NoticeState.STOPPED, settled_at=work.now, lease_until=None)
        )


def channels_for(store: Store, org_id: str) -> list[Channel]:
    """Enabled channels of the whole network and of this hospital."""
    every = store.channels.list(enabled=True)
    return [each for each in every if each.org_id in (None, org_id)]


def addresses_on(work: Work, channel: Channel, person: Person | None, phone: str) -> Iterator[str]:
    """Where somebody is found on a channel: nowhere, at one place, in several browsers."""
    kind = ADDRESS_OF[channel.kind]
    if kind == "phone":
        if phone:
            yield phone
    elif person is None:
        return
    elif channel.kind is ChannelKind.PUSH:
        for each in work.store.push_subscriptions.list(person_id=person.id):
            yield each.id
    else:
        own = work.store.addresses.find(person_id=person.id, kind=kind)
        if own is not None:
            yield own.value
        elif channel.kind in GROUPS and person.phone:
            yield person.phone


# A robot in a chat group calls people by their telephone number, or simply tells the group.
GROUPS = frozenset({ChannelKind.WECOM, ChannelKind.DINGTALK})


def _locale(work: Work, person: Person | None, org_id: str) -> str:
    return person.locale if person else work.store.organizations.get(org_id).locale


def content_of(work: Work, request: Request) -> dict[str, object]:
    """All that may be said outside; the link leads to a page that asks who one is."""
    case = work.store.cases.get(request.case_id)
    county = work.store.organizations.get(request.from_org)
    return {
        "urgency": request.urgency,
        "specialty": request.specialty,
        "county": county.name,
        "number": case.number,
        "case_id": case.id,
        **({"referral_id": request.id} if request.kind in REFERRALS else {}),
    }
