"""What an expert's signature rests on at a hospital, and until when."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from consult.duty.roster import Term
from consult.duty.validity import Paper, Standing, Validity, standing
from consult.duty.wall import local_day
from consult.network.organizations import Organization
from consult.network.partnerships import Partnership
from consult.network.people import Person
from storage.repositories.store import SqlStore

MOMENT = timedelta(microseconds=1)


def papers_of(store: SqlStore, person_id: str, org_id: str, now: datetime) -> tuple[Validity, ...]:
    """Licence, term where one is kept, and each agreement the hospital answers under."""
    org = store.organizations.get(org_id)
    today = local_day(ZoneInfo(org.time_zone), now)
    term = store.duty_terms.find(person_id=person_id, org_id=org_id)
    return (
        *own_papers(store.people.get(person_id), term, today),
        *agreements(store, org, today),
    )


def own_papers(person: Person, term: Term | None, today: date) -> tuple[Validity, ...]:
    if person.licence_no:
        ends = person.licence_valid_to
        licence = Validity(paper=Paper.LICENCE, standing=standing(None, ends, today), ends=ends)
    else:
        licence = Validity(paper=Paper.LICENCE, standing=Standing.MISSING)
    if term is None:
        return (licence,)
    return licence, Validity(
        paper=Paper.TERM,
        standing=standing(term.starts, term.ends, today),
        starts=term.starts,
        ends=term.ends,
    )


def agreements(store: SqlStore, org: Organization, today: date) -> tuple[Validity, ...]:
    """The latest of each asker; what ended long ago warns nobody any more."""
    zone = ZoneInfo(org.time_zone)
    latest: dict[str, Partnership] = {}
    for each in store.partnerships.list(provider_org=org.id):
        old = latest.get(each.requester_org)
        if old is None or _end(old) < _end(each):
            latest[each.requester_org] = each
    names = {row.id: row.name for row in store.organizations.list(id=sorted(latest))}
    found = []
    for asker, each in latest.items():
        starts = local_day(zone, each.valid_from)
        ends = local_day(zone, each.valid_to - MOMENT) if each.valid_to else None
        if ends is None or today - ends <= timedelta(days=30):
            found.append(
                Validity(
                    paper=Paper.AGREEMENT,
                    standing=standing(starts, ends, today),
                    starts=starts,
                    ends=ends,
                    of=names[asker],
                )
            )
    return tuple(sorted(found, key=lambda each: (each.ends or date.max, each.of)))


def _end(each: Partnership) -> datetime:
    return each.valid_to or datetime.max.replace(tzinfo=each.valid_from.tzinfo)
