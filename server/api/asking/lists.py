"""Templates, laboratory tests and codes a form is made of, and their administration."""

from __future__ import annotations

import io
from typing import Any

import msgspec

from consult.actions.asking import lists
from consult.cases.forms.labs import LABS
from server.api.asking.codes_file import read_codes
from server.http import Body, Context, Paged, route
from storage.repositories.views.asking.lists import (
    CodeView,
    TemplateVersion,
    count_codes,
    find_codes,
    template_versions,
)


class LabView(msgspec.Struct, frozen=True):
    code: str
    en: str
    zh: str
    vi: str
    unit: str
    low: float | None
    high: float | None
    critical_low: float | None
    critical_high: float | None


class SwitchIn(Body, frozen=True):
    enabled: bool


class DefinitionIn(Body, frozen=True):
    definition: dict[str, Any]


class Published(msgspec.Struct, frozen=True):
    code: str
    version: int


class CodesIn(Body, frozen=True):
    """`csv` with a head line: code, then any of en, zh, vi."""

    csv: str


class Imported(msgspec.Struct, frozen=True):
    count: int


@route("GET", "/api/v1/templates")
async def list_templates(ctx: Context) -> Paged[TemplateVersion]:
    """Every version of every template; `?org=` tells which that hospital offers."""
    org = ctx.query.get("org")
    return Paged(await ctx.look(lambda store: template_versions(store, org)))


@route("PUT", "/api/v1/hospitals/{id}/templates/{code}", body=SwitchIn)
async def switch_template(ctx: Context, body: SwitchIn) -> SwitchIn:
    """Offer a template at a hospital, or not."""
    cmd = lists.SwitchTemplate(org_id=ctx.path["id"], code=ctx.path["code"], enabled=body.enabled)
    made = await ctx.run(lists.switch_template, cmd)
    return SwitchIn(enabled=made.enabled)


@route("POST", "/api/v1/templates", body=DefinitionIn, status=201)
async def publish_template(ctx: Context, body: DefinitionIn) -> Published:
    """Put in a new version of a template for the whole network."""
    made = await ctx.run(lists.publish_template, lists.PublishTemplate(definition=body.definition))
    return Published(made.code, made.version)


@route("GET", "/api/v1/labs")
async def list_labs(ctx: Context) -> Paged[LabView]:
    """Laboratory tests with their units and usual reference ranges."""
    return Paged([msgspec.convert(test, LabView, from_attributes=True) for test in LABS])


@route("GET", "/api/v1/codes/icd10")
async def search_codes(ctx: Context) -> Paged[CodeView]:
    """At most twenty codes with every word of `?q=` in number or name, of any language."""
    return Paged(await ctx.look(lambda store: find_codes(store, ctx.query.get("q", ""))))


@route("GET", "/api/v1/codes/icd10/count")
async def codes_imported(ctx: Context) -> Imported:
    """How many codes were imported beside those that ship."""
    return Imported(await ctx.look(count_codes))


@route("POST", "/api/v1/codes/icd10", body=CodesIn, status=201)
async def import_codes(ctx: Context, body: CodesIn) -> Imported:
    """Put in a part of a code table; longer ones come in several parts or by the command line."""
    rows = read_codes(io.StringIO(body.csv))
    return Imported(await ctx.run(lists.import_codes, lists.ImportCodes(tuple(rows))))


ROUTES = (
    list_templates,
    switch_template,
    publish_template,
    list_labs,
    search_codes,
    codes_imported,
    import_codes,
)
