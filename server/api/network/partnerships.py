"""Who may ask whom, and where a question can be sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import chain

import msgspec

from consult.actions.network.partnerships import (
    ChangePartnership,
    EndPartnership,
    MakePartnership,
    change_partnership,
    end_partnership,
    make_partnership,
)
from consult.errors import Denied, Invalid
from consult.network.organizations import Organization
from consult.network.partnerships import Partnership, Service
from consult.network.people import Person
from consult.network.roles import Role
from consult.network.specialties import SPECIALTIES
from server.api.network.hospitals import Saved
from server.api.network.readers import manages_all, own_orgs, require_reader
from server.http import Body, Context, Instant, Paged, route
from storage.repositories.store import SqlStore


class PartnershipRow(msgspec.Struct, frozen=True):
    id: str
    requester_org: str
    requester_name: str
    provider_org: str
    provider_name: str
    services: tuple[Service, ...]
    valid_from: datetime
    valid_to: datetime | None
    allows_referral: bool
    active: bool


class NewPartnership(Body, frozen=True):
    requester_org: str
    provider_org: str
    services: list[Service]
    valid_from: Instant | None = None
    valid_to: Instant | None = None
    allows_referral: bool = False


class PartnershipChange(Body, frozen=True):
    services: list[Service]
    valid_to: Instant | None
    allows_referral: bool


class PartnershipEnd(Body, frozen=True):
    valid_to: Instant


class Expert(msgspec.Struct, frozen=True):
    id: str
    name: str
    title: str


class DestinationRow(msgspec.Struct, frozen=True):
    """A partner's specialty a question can be sent to."""

    partnership_id: str
    org_id: str
    org_name: str
    org_phone: str
    specialty: str
    department_name: str | None
    experts: list[Expert]


@route("GET", "/api/v1/partnerships")
async def list_partnerships(ctx: Context) -> Paged[PartnershipRow]:
    """The agreements of the caller's hospitals; all for the network's administrator."""
    require_reader(ctx)
    every, mine, now = manages_all(ctx), own_orgs(ctx), ctx.now

    def read(store: SqlStore) -> list[PartnershipRow]:
        names = {org.id: org.name for org in store.organizations.list()}
        return [
            _row(each, names, now)
            for each in store.partnerships.list()
            if every or mine & {each.requester_org, each.provider_org}
        ]

    return Paged(await ctx.look(read))


@route("POST", "/api/v1/partnerships", body=NewPartnership, status=201)
async def create_partnership(ctx: Context, body: NewPartnership) -> Saved:
    """Let one hospital ask another."""
    made = await ctx.run(
        make_partnership,
        MakePartnership(
            requester_org=body.requester_org,
            provider_org=body.provider_org,
            services=tuple(body.services),
            valid_from=body.valid_from or ctx.now,
            valid_to=body.valid_to,
            allows_referral=body.allows_referral,
        ),
    )
    return Saved(made.id)


@route("PUT", "/api/v1/partnerships/{id}", body=PartnershipChange)
async def alter_partnership(ctx: Context, body: PartnershipChange) -> Saved:
    """Other services, or another end, of an agreement that is not over."""
    cmd = ChangePartnership(
        partnership_id=ctx.path["id"],
        services=tuple(body.services),
        valid_to=body.valid_to,
        allows_referral=body.allows_referral,
    )
    return Saved((await ctx.run(change_partnership, cmd)).id)


@route("PATCH", "/api/v1/partnerships/{id}", body=PartnershipEnd)
async def finish_partnership(ctx: Context, body: PartnershipEnd) -> Saved:
    """Set when an agreement ends."""
    cmd = EndPartnership(partnership_id=ctx.path["id"], valid_to=body.valid_to)
    return Saved((await ctx.run(end_partnership, cmd)).id)


@route("GET", "/api/v1/destinations")
async def list_destinations(ctx: Context) -> Paged[DestinationRow]:
    """Partner specialties that have a department or an expert: `?org=&service=`."""
    require_reader(ctx)
    org_id, now = ctx.query.get("org", ""), ctx.now
    service = ctx.query.get("service", Service.CONSULTATION)
    if service not in set(Service):
        raise Invalid("request.invalid", field="service", reason=", ".join(Service))
    if org_id not in own_orgs(ctx) and not manages_all(ctx):
        raise Denied("policy.not_your_hospital")

    def read(store: SqlStore) -> list[DestinationRow]:
        agreements = [
            each
            for each in store.partnerships.list(requester_org=org_id)
            if each.covers(Service(service), now)
        ]
        orgs = store.organizations.list(id=[each.provider_org for each in agreements])
        by_id = {org.id: org for org in orgs}
        found = (_rows_of(store, each, by_id[each.provider_org], now) for each in agreements)
        return sorted(chain(*found), key=lambda row: (row.org_name, row.specialty))

    return Paged(await ctx.look(read))


def _rows_of(
    store: SqlStore, agreement: Partnership, org: Organization, now: datetime
) -> list[DestinationRow]:
    departments = {each.specialty: each for each in store.departments.list(org_id=org.id)}
    experts = _experts(store, org.id, now)
    rows = []
    for specialty in SPECIALTIES:
        here = [Expert(e.id, e.name, e.title) for e in experts if specialty in e.specialties]
        department = departments.get(specialty)
        if not here and department is None:
            continue
        rows.append(
            DestinationRow(
                partnership_id=agreement.id,
                org_id=org.id,
                org_name=org.name,
                org_phone=(department.phone if department else "") or org.phone,
                specialty=specialty,
                department_name=department.name if department else None,
                experts=here,
            )
        )
    return rows


def _experts(store: SqlStore, org_id: str, now: datetime) -> Sequence[Person]:
    roles = store.roles.list(org_id=org_id, role=[Role.EXPERT, Role.REVIEWER])
    return store.people.list(id=[role.person_id for role in roles if role.active(now)])


def _row(each: Partnership, names: dict[str, str], now: datetime) -> PartnershipRow:
    return PartnershipRow(
        id=each.id,
        requester_org=each.requester_org,
        requester_name=names[each.requester_org],
        provider_org=each.provider_org,
        provider_name=names[each.provider_org],
        services=each.services,
        valid_from=each.valid_from,
        valid_to=each.valid_to,
        allows_referral=each.allows_referral,
        active=each.active(now),
    )


ROUTES = (
    list_partnerships,
    create_partnership,
    alter_partnership,
    finish_partnership,
    list_destinations,
)
