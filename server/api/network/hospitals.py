"""Hospitals and their departments."""

from __future__ import annotations

from dataclasses import asdict

import msgspec
from msgspec import UNSET, UnsetType

from consult.actions.network.hospitals import (
    SaveDepartment,
    SaveOrganization,
    save_department,
    save_organization,
)
from consult.errors import NotFound
from consult.network.organizations import Department, Organization, OrgKind
from server.api.network.readers import require_reader
from server.http import Body, Context, Paged, route
from storage.repositories.store import SqlStore


class Saved(msgspec.Struct, frozen=True):
    id: str


class NewHospital(Body, frozen=True):
    name: str
    kind: OrgKind = OrgKind.HOSPITAL
    time_zone: str = "Asia/Shanghai"
    locale: str = "zh-CN"
    level: str = ""
    phone: str = ""
    parent_id: str | None = None


class HospitalChange(Body, frozen=True):
    name: str | UnsetType = UNSET
    kind: OrgKind | UnsetType = UNSET
    time_zone: str | UnsetType = UNSET
    locale: str | UnsetType = UNSET
    level: str | UnsetType = UNSET
    phone: str | UnsetType = UNSET
    parent_id: str | UnsetType | None = UNSET


class NewDepartment(Body, frozen=True):
    name: str
    specialty: str
    phone: str = ""


class DepartmentChange(Body, frozen=True):
    name: str | UnsetType = UNSET
    specialty: str | UnsetType = UNSET
    phone: str | UnsetType = UNSET


def given(body: Body) -> dict[str, object]:
    """The fields a client sent."""
    values = {name: getattr(body, name) for name in body.__struct_fields__}
    return {name: value for name, value in values.items() if value is not UNSET}


@route("GET", "/api/v1/hospitals")
async def list_hospitals(ctx: Context) -> Paged[Organization]:
    """Every hospital, centre and authority of the network."""
    require_reader(ctx)
    found = await ctx.look(lambda store: store.organizations.list())
    return Paged(sorted(found, key=lambda org: org.name))


@route("POST", "/api/v1/hospitals", body=NewHospital, status=201)
async def create_hospital(ctx: Context, body: NewHospital) -> Saved:
    """A new hospital; the network's administrator does this."""
    made = await ctx.run(save_organization, SaveOrganization(**msgspec.structs.asdict(body)))
    return Saved(made.id)


@route("PATCH", "/api/v1/hospitals/{id}", body=HospitalChange)
async def change_hospital(ctx: Context, body: HospitalChange) -> Saved:
    """Change what is given; by its own administrator or the network's."""
    require_reader(ctx)
    old = await ctx.look(lambda store: _hospital(store, ctx.path["id"]))
    values = asdict(old) | given(body)
    values["org_id"] = values.pop("id")
    return Saved((await ctx.run(save_organization, SaveOrganization(**values))).id)


@route("GET", "/api/v1/hospitals/{id}/departments")
async def list_departments(ctx: Context) -> Paged[Department]:
    """The departments of a hospital."""
    require_reader(ctx)
    org_id = ctx.path["id"]

    def read(store: SqlStore) -> list[Department]:
        _hospital(store, org_id)
        return list(store.departments.list(org_id=org_id))

    return Paged(await ctx.look(read))


@route("POST", "/api/v1/hospitals/{id}/departments", body=NewDepartment, status=201)
async def create_department(ctx: Context, body: NewDepartment) -> Saved:
    """A new department of a hospital."""
    values = msgspec.structs.asdict(body)
    made = await ctx.run(save_department, SaveDepartment(org_id=ctx.path["id"], **values))
    return Saved(made.id)


@route("PATCH", "/api/v1/departments/{id}", body=DepartmentChange)
async def change_department(ctx: Context, body: DepartmentChange) -> Saved:
    """Change what is given."""
    require_reader(ctx)
    old = await ctx.look(lambda store: store.departments.get(ctx.path["id"]))
    values = asdict(old) | given(body)
    values["department_id"] = values.pop("id")
    return Saved((await ctx.run(save_department, SaveDepartment(**values))).id)


def _hospital(store: SqlStore, org_id: str) -> Organization:
    org = store.organizations.find(id=org_id)
    if org is None:
        raise NotFound("hospital")
    return org


ROUTES = (
    list_hospitals,
    create_hospital,
    change_hospital,
    list_departments,
    create_department,
    change_department,
)
