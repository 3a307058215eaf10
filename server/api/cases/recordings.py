"""Recordings, pictures and papers: what is known of them, and their bytes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

import msgspec
from starlette.responses import Response

from consult.access.policy import Actor
from consult.errors import NotFound
from server.api.cases.sending import look_of, send_file
from server.http import Context, route
from storage.database.unit_of_work import Shown
from storage.derive.ecg1 import Ecg1Error
from storage.derive.ecg_mini import mini_of
from storage.repositories.store import SqlStore
from storage.repositories.views.materials import files
from storage.repositories.views.materials.files import File, Look
from storage.repositories.views.materials.view import EcgView

# What never changes needs no second look, but only by the same login.
CACHED = {
    "Cache-Control": "private, max-age=31536000, immutable",
    "Vary": "Cookie, Authorization",
}
Find = Callable[[SqlStore, Actor, str, datetime, Look], Shown[File]]


async def _send(ctx: Context, find: Find, *, inline: bool = False) -> Response:
    look = look_of(ctx.request)
    file = await ctx.show(lambda store: find(store, ctx.actor, ctx.path["id"], ctx.now, look))
    return await send_file(ctx.request, ctx.services.objects, file, inline=inline)


@route("GET", "/api/v1/ecgs/{id}")
async def read_ecg(ctx: Context) -> EcgView:
    """What is known of a recording; its machine statements are the recorder's, unconfirmed."""
    return await ctx.show(lambda store: files.ecg_meta(store, ctx.actor, ctx.path["id"], ctx.now))


@route("GET", "/api/v1/ecgs/{id}/ecg1")
async def read_ecg_samples(ctx: Context) -> Response:
    """The samples in the canonical form (application/vnd.huizhen.ecg1)."""
    return await _send(ctx, files.ecg_samples)


@route("GET", "/api/v1/ecgs/{id}/mini")
async def read_ecg_mini(ctx: Context) -> Response:
    """One lead of ten seconds for the line of a list, and electrodes that look loose."""
    look = look_of(ctx.request)
    found = await ctx.show(
        lambda store: files.ecg_glance(store, ctx.actor, ctx.path["id"], ctx.now, look)
    )
    headers = CACHED | {"ETag": f'"{found.sha256}"'}
    if found.sha256 in look.known:
        return Response(status_code=304, headers=headers)
    data = b"".join([part async for part in ctx.services.objects.open(found.sha256)])
    try:
        mini = await asyncio.to_thread(mini_of, data)
    except Ecg1Error as error:
        raise NotFound("derivative") from error
    return Response(msgspec.json.encode(mini), media_type="application/json", headers=headers)


@route("GET", "/api/v1/ecgs/{id}/original")
async def read_ecg_original(ctx: Context) -> Response:
    """The recorder's file, byte for byte."""
    return await _send(ctx, files.ecg_original)


@route("GET", "/api/v1/attachments/{id}/original")
async def read_attachment_original(ctx: Context) -> Response:
    """The file as it was sent, byte for byte."""
    return await _send(ctx, files.attachment_original)


@route("GET", "/api/v1/attachments/{id}/preview")
async def read_attachment_preview(ctx: Context) -> Response:
    """The upright copy of a picture."""
    return await _send(ctx, files.attachment_preview, inline=True)


@route("GET", "/api/v1/instances/{id}/original")
async def read_instance_original(ctx: Context) -> Response:
    """The DICOM file as it was stored, byte for byte."""
    return await _send(ctx, files.instance_original)


ROUTES = (
    read_ecg,
    read_ecg_samples,
    read_ecg_mini,
    read_ecg_original,
    read_attachment_original,
    read_attachment_preview,
    read_instance_original,
)
