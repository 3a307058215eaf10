"""Exchanges and hand-overs are told outside the house too: who, which duty, when; no patient."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from consult.actions.escalation.notices import addresses_on, channels_for
from consult.actions.work import Work
from consult.duty.handing import ShiftHandover
from consult.duty.roster import Roster
from consult.duty.swaps import Swap
from consult.escalation.notices import Channel, ChannelKind, Notice, NoticeKind, NoticeState
from consult.escalation.quiet import quiet_hours
from consult.network.organizations import Organization
from consult.network.people import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """`subject` is what it is about: newer news of it replaces what was not sent yet."""

    what: str
    subject: str
    page: str
    specialty: str = ""
    starts_at: datetime | None = None


def tell_swap(work: Work, what: str, swap: Swap, roster: Roster) -> None:
    """To both sides, but not to whoever just did it."""
    news = News(
        what=f"swap_{what}",
        subject=f"swap:{swap.id}",
        page="/duty/me",
        specialty=roster.specialty,
        starts_at=swap.starts_at,
    )
    tell_outside(work, roster.org_id, swap.parties, news)


def tell_handover(work: Work, what: str, sheet: ShiftHandover) -> None:
    news = News(what=f"handover_{what}", subject=f"handover:{sheet.id}", page="/duty/handover")
    tell_outside(work, sheet.org_id, (sheet.from_id, sheet.to_id), news)


def tell_outside(work: Work, org_id: str, people: Iterable[str], news: News) -> None:
    """Over channels open for more than emergencies, not by voice, and not at night."""
    org = work.store.organizations.get(org_id)
    others = [each for each in people if each != work.actor.person_id]
    for person in work.store.people.list(id=others):
        unsaid = _unsay(work, person, news)
        if unsaid and news.what.endswith("_withdrawn"):
            continue  # they never heard of it
        for channel in channels_for(work.store, org_id):
            if channel.emergency_only or channel.kind is ChannelKind.VOICE:
                continue
            for address in addresses_on(work, channel, person, person.phone):
                work.store.notices.add(_notice(work, org, person, channel, address, news))


def _unsay(work: Work, person: Person, news: News) -> bool:
    waiting = work.store.notices.list(
        person_id=person.id, kind=NoticeKind.DUTY, state=NoticeState.WAITING
    )
    old = [each for each in waiting if each.content.get("subject") == news.subject]
    for each in old:
        work.store.notices.save(
            replace(each, state=NoticeState.STOPPED, settled_at=work.now, lease_until=None)
        )
    return bool(old)


def _notice(
    work: Work, org: Organization, person: Person, channel: Channel, address: str, news: News
) -> Notice:
    zone = ZoneInfo(org.time_zone)
    starts = news.starts_at.astimezone(zone) if news.starts_at else None
    actor = work.store.people.find(id=work.actor.person_id)
    return Notice(
        id=work.new_id(),
        kind=NoticeKind.DUTY,
        channel_id=channel.id,
        person_id=person.id,
        address=address,
        locale=person.locale,
        content={
            "what": news.what,
            "subject": news.subject,
            "page": news.page,
            "who": actor.name if actor else "",
            "specialty": news.specialty,
            "starts": starts.strftime("%Y-%m-%dT%H:%M") if starts else "",
        },
        due_at=quiet_hours(channel.config).next_loud(work.now, zone),
        made_at=work.now,
    )
