"""The bed board (床位与号源板): what each department said last, and what is already promised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from consult.access.policy import Actor, OrgSubject, decide
from consult.access.verbs import Verb
from consult.actions.network.capabilities import partners_of
from consult.actions.requests.limits import limits_of
from consult.errors import NotFound
from consult.network.organizations import Department, Organization
from consult.network.roles import Role
from consult.referrals.states import COMING, NOT_GONE, State
from storage.database.tables.referrals import detail as detail_table
from storage.database.tables.requests import request as request_table
from storage.repositories.store import SqlStore
from storage.repositories.views.values import Named, View


class BedDepartment(View, frozen=True):
    id: str
    name: str
    specialty: str


class BedRow(View, frozen=True):
    """None is "not said". `held`: promised, not gone yet; `coming`: under way."""

    org: Named
    department: BedDepartment
    free_beds: int | None
    free_icu: int | None
    free_isolation: int | None
    next_clinic_at: datetime | None
    note: str
    updated_at: datetime | None
    updated_by: str
    via: str
    stale: bool
    held: int
    coming: int
    version: int
    may_update: bool


def bed_board(
    store: SqlStore, actor: Actor, org_id: str | None, now: datetime
) -> tuple[BedRow, ...]:
    """One hospital's, or all one may see; raises NotFound for a hospital one may not."""
    wanted = [org_id] if org_id else _near(store, actor, now)
    readable = [each for each in wanted if may_read(store, actor, each, now)]
    if org_id and not readable:
        raise NotFound("hospital")
    rows: list[BedRow] = []
    for org in store.organizations.list(id=sorted(readable)):
        departments = store.departments.list(org_id=org.id)
        rows += _rows(store, actor, org, departments, now)
    return tuple(rows)


def bed_row(store: SqlStore, actor: Actor, department_id: str, now: datetime) -> BedRow:
    """One department's line, as its ward sees it; callers have asked the policy."""
    department = store.departments.get(department_id)
    org = store.organizations.get(department.org_id)
    return next(iter(_rows(store, actor, org, [department], now)))


def may_read(store: SqlStore, actor: Actor, org_id: str, now: datetime) -> bool:
    subject = OrgSubject(org_id, partners=partners_of(store, org_id, now))
    return decide(actor, Verb.READ_BEDS, subject, now).allowed


def _near(store: SqlStore, actor: Actor, now: datetime) -> list[str]:
    """The actor's hospitals and those they have an agreement with."""
    own = actor.orgs_with(Role, now)
    return sorted(own.union(*(partners_of(store, each, now) for each in own)))


def _rows(
    store: SqlStore,
    actor: Actor,
    org: Organization,
    departments: Iterable[Department],
    now: datetime,
) -> Iterable[BedRow]:
    departments = list(departments)
    ids = [each.id for each in departments]
    said = {row.department_id: row for row in store.beds.list(department_id=ids)}
    held, coming = _promised(store, ids, now)
    old = limits_of(store, org.id).referral("beds_stale_s")
    may = decide(actor, Verb.UPDATE_BEDS, OrgSubject(org.id), now).allowed
    for each in departments:
        row = said.get(each.id)
        yield BedRow(
            org=Named(id=org.id, name=org.name),
            department=BedDepartment(id=each.id, name=each.name, specialty=each.specialty),
            held=held[each.id],
            coming=coming[each.id],
            stale=row is not None and now - row.updated_at > old,
            may_update=may,
            free_beds=row.free_beds if row else None,
            free_icu=row.free_icu if row else None,
            free_isolation=row.free_isolation if row else None,
            next_clinic_at=row.next_clinic_at if row else None,
            note=row.note if row else "",
            updated_at=row.updated_at if row else None,
            updated_by=row.who if row else "",
            via=row.via if row else "",
            version=row.version if row else 0,
        )


def _promised(
    store: SqlStore, departments: list[str], now: datetime
) -> tuple[Counter[str], Counter[str]]:
    """Places kept and patients under way, counted; whose they are stays with the case."""
    found = store.conn.execute(
        sa.select(detail_table.c.department_id, request_table.c.state)
        .select_from(
            detail_table.join(request_table, request_table.c.id == detail_table.c.request_id)
        )
        .where(
            detail_table.c.department_id.in_(departments),
            request_table.c.state.in_(sorted(COMING)),
            sa.or_(detail_table.c.bed_until.is_(None), detail_table.c.bed_until > now),
        )
    ).all()
    held = Counter(str(each[0]) for each in found if each[1] in NOT_GONE)
    coming = Counter(str(each[0]) for each in found if each[1] in (State.DEPARTED, State.NO_SHOW))
    return held, coming
