"""WADO-RS instances and bulk data (PS3.18 §10.4.1.1.1, §10.4.1.1.5)."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncGenerator
from contextlib import aclosing
from functools import partial
from pathlib import Path

from starlette.responses import Response

from consult.errors import NotFound
from server.dicomweb import accept
from server.dicomweb.body import ASK_AGAIN, FOR_EVER, Part, known, send_parts
from server.dicomweb.objects import layout_of, read_all, stream
from server.dicomweb.opening import address_of, open_instances, open_one, part_of
from server.http import Context
from storage.errors import Undecodable
from storage.repositories.dicomweb.instances import StoredInstance

CHUNK = 2**20
MAX_REWRITTEN = 192 * 2**20
# Never sent: Implicit VR, deflated, big endian (PS3.18 §8.7.3.2). Such files are rewritten.
_REWRITTEN = {"1.2.840.10008.1.2", "1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.2"}


async def read_instances(ctx: Context) -> Response:
    """Whole DICOM files of a study, a series or one instance."""
    found = await open_instances(ctx, "dicom_instances")
    sent = {accept.EXPLICIT if each.syntax in _REWRITTEN else each.syntax for each in found}
    choice = accept.choose_instances(accept.wanted(ctx.request), sent, many=len(found) > 1)
    parts = [_part(ctx, each, choice) for each in found]
    return await send_parts(
        ctx.request,
        parts,
        multipart=choice.multipart,
        media_type=choice.media_type,
        headers=dict(ASK_AGAIN),
    )


def _part(ctx: Context, each: StoredInstance, choice: accept.Choice) -> Part:
    explicit = each.syntax in _REWRITTEN or choice.syntax != "*"
    syntax = accept.EXPLICIT if explicit else each.syntax
    ready = each.syntax == accept.EXPLICIT or each.source != each.original
    whole = ready or not explicit
    return Part(
        content_type=f"{accept.DICOM}; transfer-syntax={syntax}",
        location=address_of(ctx, each),
        open=partial(_whole if whole else _rewritten, ctx, each),
    )


async def _whole(ctx: Context, each: StoredInstance) -> AsyncGenerator[bytes]:
    async with aclosing(ctx.services.objects.open(each.source)) as chunks:
        async for chunk in chunks:
            yield chunk


async def _rewritten(ctx: Context, each: StoredInstance) -> AsyncGenerator[bytes]:
    if each.size > MAX_REWRITTEN:
        raise Undecodable("intake.refused.too_large")
    uids = {
        "StudyInstanceUID": each.study_uid,
        "SeriesInstanceUID": each.series_uid,
        "SOPInstanceUID": each.sop_uid,
    }
    with tempfile.TemporaryDirectory(prefix="huizhen-instance-") as folder:
        source, target = Path(folder, "source"), Path(folder, "target")
        await asyncio.to_thread(source.write_bytes, await read_all(ctx, each.source))
        await part_of(ctx).pixels.rewrite(source, target, each.syntax, uids)
        start = 0
        while chunk := await asyncio.to_thread(_chunk, target, start):
            yield chunk
            start += len(chunk)


def _chunk(path: Path, start: int) -> bytes:
    with path.open("rb") as file:
        file.seek(start)
        return file.read(CHUNK)


async def read_bulkdata(ctx: Context) -> Response:
    """One value of a header by its path, as metadata names it: "54000100/0/54001010"."""
    each = await open_one(ctx, "dicom_bulkdata")
    span = (await layout_of(ctx, each)).bulk.get(ctx.path["path"].strip("/").upper())
    if span is None:
        raise NotFound("bulkdata")
    choice = accept.choose(accept.wanted(ctx.request), (accept.OCTETS,))
    tag = f'"{each.original[:32]}-{span[0]}-{span[1]}"'
    if known(ctx.request, tag):
        return Response(status_code=304, headers=FOR_EVER | {"ETag": tag})
    part = Part(
        content_type=f"{accept.OCTETS}; transfer-syntax={accept.EXPLICIT}",
        location=f"{address_of(ctx, each)}/bulkdata/{ctx.path['path']}",
        open=partial(stream, ctx, each, (span,)),
        size=span[1],
    )
    return await send_parts(
        ctx.request,
        [part],
        multipart=choice.multipart,
        media_type=accept.OCTETS,
        headers=FOR_EVER | {"ETag": tag},
        shrink=True,
    )
