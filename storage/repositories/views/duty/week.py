"""A hospital's rosters over a week: bars that say whom a call would find, and what made them so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from consult.access.policy import Actor
from consult.actions.duty.book import duty_books
from consult.actions.duty.door import may_manage, readable_org
from consult.duty.coverage import Stretch, holes, stretches
from consult.duty.on_call import DutyBook
from consult.duty.roster import Leave, LeaveKind, Override, Roster, Shift
from consult.duty.swaps import Swap, SwapState
from consult.duty.wall import instant
from consult.errors import Invalid
from consult.network.organizations import Organization
from consult.network.people import Person
from consult.network.roles import CLINICAL, Role
from storage.repositories.store import SqlStore
from storage.repositories.views.values import View

DAYS = 7
HOLES_FOR = 14
FURTHEST = timedelta(days=800)
SWAPS_SHOWN = timedelta(days=14)


class OnBar(View, frozen=True):
    id: str
    until: datetime | None = None
    reason: str | None = None


class Bar(View, frozen=True):
    """A stretch of one line; without `people` it is a hole. `skipped` is for the hospital's own."""

    line: int
    starts_at: datetime
    ends_at: datetime
    people: tuple[OnBar, ...]
    skipped: tuple[OnBar, ...]


class HoleView(View, frozen=True):
    """One hour (`hour` of local `day`) in which `lines` have nobody."""

    day: str
    hour: int
    starts_at: datetime
    lines: tuple[int, ...]


class RosterView(View, frozen=True):
    id: str
    specialty: str
    lines: int
    head_id: str | None
    phone: str
    retired: bool
    version: int
    can_manage: bool
    bars: tuple[Bar, ...]
    holes: tuple[HoleView, ...]
    shifts: tuple[Shift, ...]
    overrides: tuple[Override, ...]


class DutyPerson(View, frozen=True):
    id: str
    name: str
    title: str
    phone: str
    specialties: tuple[str, ...]


class LeaveView(View, frozen=True):
    """`kind` and `note` only for whoever is away and those who plan."""

    id: str
    person_id: str
    starts_at: datetime
    ends_at: datetime
    kind: LeaveKind | None
    note: str


class SwapView(View, frozen=True):
    """`waits_for_me`: the reader is asked for a yes or no."""

    swap: Swap
    specialty: str
    waits_for_me: bool


class DutyWeek(View, frozen=True):
    """`days` are the local midnights, one more than days shown: summer time makes them uneven.

    `people` are those named anywhere; for planners everybody who could be put on a line.
    """

    org_id: str
    org_name: str
    org_phone: str
    time_zone: str
    day: date
    days: tuple[datetime, ...]
    own: bool
    can_plan: bool
    rosters: tuple[RosterView, ...]
    people: tuple[DutyPerson, ...]
    leaves: tuple[LeaveView, ...]
    swaps: tuple[SwapView, ...]


def duty_week(
    store: SqlStore, actor: Actor, org_id: str, day: date | None, now: datetime
) -> DutyWeek:
    """Raises NotFound for a hospital whose duty the actor may not see."""
    org = readable_org(store, actor, org_id, now)
    return _Week(store, actor, org, day, now).view()


class _Week:
    def __init__(
        self, store: SqlStore, actor: Actor, org: Organization, day: date | None, now: datetime
    ) -> None:
        self.store, self.actor, self.org, self.now = store, actor, org, now
        self.zone = ZoneInfo(org.time_zone)
        self.day = self._first(day)
        self.days = [instant(self.zone, self.day + timedelta(days=n), 0) for n in range(DAYS + 1)]
        self.own = org.id in actor.orgs_with(Role, now) or may_manage(store, actor, org.id, now)
        self.plans = may_manage(store, actor, org.id, now)
        shown = [r for r in store.duty_rosters.list(org_id=org.id) if self._shown(r)]
        rosters = sorted(shown, key=lambda r: r.specialty)
        self.books = list(zip(rosters, duty_books(store, org, rosters), strict=True))

    def _first(self, day: date | None) -> date:
        today = self.now.astimezone(self.zone).date()
        if day is None:
            return today
        if abs(day - today) > FURTHEST:
            raise Invalid("duty.bad_period", field="day")
        return day

    def _shown(self, roster: Roster) -> bool:
        return self.plans or not roster.retired

    def view(self) -> DutyWeek:
        return DutyWeek(
            org_id=self.org.id,
            org_name=self.org.name,
            org_phone=self.org.phone,
            time_zone=self.org.time_zone,
            day=self.day,
            days=tuple(self.days),
            own=self.own,
            can_plan=self.plans,
            rosters=tuple(self._roster(roster, book) for roster, book in self.books),
            people=tuple(self._people()),
            leaves=tuple(self._leaves()) if self.own else (),
            swaps=tuple(self._swaps()) if self.own else (),
        )

    def _roster(self, roster: Roster, book: DutyBook) -> RosterView:
        manages = may_manage(self.store, self.actor, self.org.id, self.now, roster)
        empty = holes(book, self.now, HOLES_FOR) if self.own else ()
        return RosterView(
            id=roster.id,
            specialty=roster.specialty,
            lines=roster.lines,
            head_id=roster.head_id,
            phone=roster.phone,
            retired=roster.retired,
            version=roster.version,
            can_manage=manages,
            bars=tuple(map(self._bar, stretches(book, self.days[0], self.days[-1]))),
            holes=tuple(
                HoleView(day=h.day, hour=h.hour, starts_at=h.starts_at, lines=h.lines)
                for h in empty
            ),
            shifts=book.shifts if manages else (),
            overrides=tuple(o for o in book.overrides if o.ends_at > self.now) if manages else (),
        )

    def _bar(self, stretch: Stretch) -> Bar:
        line = stretch.line
        return Bar(
            line=line.line,
            starts_at=stretch.starts_at,
            ends_at=stretch.ends_at,
            people=tuple(OnBar(id=p.person_id, until=p.until) for p in line.people),
            skipped=tuple(
                OnBar(id=s.contact.person_id, until=s.contact.until, reason=s.reason)
                for s in line.skipped
            )
            if self.own
            else (),
        )

    def _people(self) -> Iterable[DutyPerson]:
        found: dict[str, Person] = {}
        for _, book in self.books:
            found |= book.people
        if self.own:
            roles = self.store.roles.list(org_id=self.org.id, role=sorted(CLINICAL))
            ids = sorted({role.person_id for role in roles if role.active(self.now)} - set(found))
            found |= {person.id: person for person in self.store.people.list(id=ids)}
        for person in sorted(found.values(), key=lambda each: (each.name, each.id)):
            yield DutyPerson(
                id=person.id,
                name=person.name,
                title=person.title,
                phone=person.phone,
                specialties=person.specialties,
            )

    def _leaves(self) -> Iterable[LeaveView]:
        for leave in self.store.duty_leaves.list(org_id=self.org.id, ended_at=None):
            if leave.ends_at > self.now:
                yield self._leave(leave)

    def _leave(self, leave: Leave) -> LeaveView:
        open_to_me = self.plans or leave.person_id == self.actor.person_id
        return LeaveView(
            id=leave.id,
            person_id=leave.person_id,
            starts_at=leave.starts_at,
            ends_at=leave.ends_at,
            kind=leave.kind if open_to_me else None,
            note=leave.note if open_to_me else "",
        )

    def _swaps(self) -> Iterable[SwapView]:
        rosters = {roster.id: roster for roster, _ in self.books}
        for swap in self.store.duty_swaps.list(roster_id=sorted(rosters)):
            mine = self.actor.person_id in swap.parties
            fresh = swap.state is SwapState.PROPOSED or (
                swap.ended_at is not None and swap.ended_at > self.now - SWAPS_SHOWN
            )
            if fresh and (mine or self.plans):
                yield SwapView(
                    swap=swap,
                    specialty=rosters[swap.roster_id].specialty,
                    waits_for_me=swap.waits_for(self.actor.person_id),
                )
