"""Protocols a hospital shares: read by it and its partners, published by its administrator."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import msgspec
from starlette.responses import Response

from consult.actions.network.protocols import (
    ProtocolText,
    PublishProtocol,
    WithdrawProtocol,
    may_publish,
    publish_protocol,
    readable_protocols,
    today_at,
    too_large,
    withdraw_protocol,
)
from consult.errors import Invalid, NotFound
from consult.network.protocols import ProtocolVersion, in_force
from server.api.cases.sending import send_file
from server.http import Body, Context, Paged, route
from server.security.web.direction import without_turning
from server.uploads.tus import read_length
from server.uploads.whole import Arriving, take_pdf
from storage.database.unit_of_work import new_id
from storage.repositories.store import SqlStore
from storage.repositories.views.materials.files import File

ONE = "/api/v1/hospitals/{id}/protocols/{template}"


class ProtocolRow(msgspec.Struct, frozen=True):
    """One version; a withdrawn one has no file, its note is the reason."""

    template: str
    version: int
    title: str
    valid_from: date
    note: str
    withdrawn: bool
    size: int
    by: str
    at: datetime


class ProtocolView(msgspec.Struct, frozen=True):
    """What a hospital has beside one template; `in_force` is null before its day or withdrawn."""

    template: str
    in_force: ProtocolRow | None
    newest: ProtocolRow


class WithdrawalIn(Body, frozen=True):
    reason: str


class MadeVersion(msgspec.Struct, frozen=True):
    version: int


@route("GET", "/api/v1/hospitals/{id}/protocols")
async def list_protocols(ctx: Context) -> Paged[ProtocolView]:
    """By template: the version in force today at the hospital, and the newest."""
    org_id = ctx.path["id"]

    def read(store: SqlStore) -> list[ProtocolView]:
        rows = readable_protocols(store, ctx.actor, org_id, ctx.now)
        today = today_at(store.organizations.get(org_id), ctx.now)
        shown = {(row.template, row.version): row for row in _rows(store, rows)}
        views = []
        for template in sorted({row.template for row in rows}):
            versions = [row for row in rows if row.template == template]
            now = in_force(versions, today)
            newest = shown[template, versions[-1].version]
            current = None if now is None else shown[template, now.version]
            views.append(ProtocolView(template, current, newest))
        return views

    return Paged(await ctx.look(read))


@route("GET", ONE)
async def protocol_versions(ctx: Context) -> Paged[ProtocolRow]:
    """What was ever published or withdrawn beside one template, newest first."""

    def read(store: SqlStore) -> list[ProtocolRow]:
        rows = readable_protocols(store, ctx.actor, ctx.path["id"], ctx.now, ctx.path["template"])
        return _rows(store, list(reversed(rows)))

    return Paged(await ctx.look(read))


@route("PUT", ONE)
async def publish(ctx: Context) -> MadeVersion:
    """The body is the PDF, `?title=&note=&valid_from=`; If-Match: the version it replaces or 0."""
    text = ProtocolText(
        org_id=ctx.path["id"],
        template=ctx.path["template"],
        title=without_turning(ctx.query.get("title", "")),
        note=without_turning(ctx.query.get("note", "")),
        valid_from=_day(ctx.query.get("valid_from", "")),
        if_version=ctx.if_match or 0,
    )
    most = await ctx.run(may_publish, text)
    arriving = Arriving(new_id(ctx.now), read_length(ctx.request.headers, "content-length"))
    if arriving.size > most:
        raise too_large(most)
    file = await take_pdf(ctx.request, ctx.services, arriving)
    if file is None:
        raise Invalid("protocol.not_a_pdf", field="file")
    made = await ctx.run(publish_protocol, PublishProtocol(text=text, file=file))
    return MadeVersion(made.version)


@route("POST", f"{ONE}/withdraw", body=WithdrawalIn)
async def withdraw(ctx: Context, body: WithdrawalIn) -> MadeVersion:
    """Nothing is in force beside the template any more; If-Match is the newest version."""
    cmd = WithdrawProtocol(
        org_id=ctx.path["id"],
        template=ctx.path["template"],
        reason=body.reason,
        if_version=ctx.if_match or 0,
    )
    return MadeVersion((await ctx.run(withdraw_protocol, cmd)).version)


@route("GET", f"{ONE}/{{version}}/original")
async def read_protocol(ctx: Context) -> Response:
    """The PDF as it was sent, byte for byte; older versions too."""

    def find(store: SqlStore) -> File:
        rows = readable_protocols(store, ctx.actor, ctx.path["id"], ctx.now, ctx.path["template"])
        for row in rows:
            if str(row.version) == ctx.path["version"] and row.object_sha256 is not None:
                name = f"{row.title} v{row.version}.pdf"
                return File(
                    sha256=row.object_sha256, size=row.size, media_type="application/pdf", name=name
                )
        raise NotFound("protocol")

    file = await ctx.look(find)
    return await send_file(ctx.request, ctx.services.objects, file)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Invalid("request.invalid", field="valid_from", reason="YYYY-MM-DD") from error


def _rows(store: SqlStore, rows: Sequence[ProtocolVersion]) -> list[ProtocolRow]:
    people = store.people.list(id=[row.by for row in rows])
    names = {person.id: person.name for person in people}
    return [
        ProtocolRow(
            row.template,
            row.version,
            row.title,
            row.valid_from,
            row.note,
            row.withdrawn,
            row.size,
            names.get(row.by, ""),
            row.at,
        )
        for row in rows
    ]


ROUTES = (list_protocols, protocol_versions, publish, withdraw, read_protocol)
