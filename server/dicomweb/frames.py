"""WADO-RS frames (PS3.18 §10.4.1.1.6): as stored where the caller takes it, else decoded."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from functools import partial

from starlette.responses import Response

from consult.errors import NotFound
from server.dicomweb import accept
from server.dicomweb.body import FOR_EVER, Part, known, send_parts
from server.dicomweb.objects import encoded_frame, frames_of, spans_of, stream
from server.dicomweb.opening import address_of, number_of, open_one, part_of
from server.http import Context
from storage.derive.frame_index import FrameIndex
from storage.repositories.dicomweb.instances import StoredInstance

MOST = 100


async def read_frames(ctx: Context) -> Response:
    """One frame or several ("1,2,5"), each a part; a single one may come alone."""
    each = await open_one(ctx, "dicom_frames")
    frames = await frames_of(ctx, each)
    numbers = [number_of(text) for text in ctx.path["frames"].split(",")]
    if len(numbers) > MOST:
        raise NotFound("frame")
    compressed = bool(frames.spans)
    choice = accept.choose_frames(
        accept.wanted(ctx.request),
        each.syntax if compressed else accept.EXPLICIT,
        many=len(numbers) > 1,
    )
    tag = f'"{each.original[:32]}-{ctx.path["frames"]}-{choice.syntax}"'
    if known(ctx.request, tag):
        return Response(status_code=304, headers=FOR_EVER | {"ETag": tag})
    as_stored = compressed and choice.syntax == each.syntax
    parts = [_part(ctx, each, frames, number, choice, as_stored) for number in numbers]
    return await send_parts(
        ctx.request,
        parts,
        multipart=choice.multipart,
        media_type=choice.media_type,
        headers=FOR_EVER | {"ETag": tag},
        shrink=not as_stored,
    )


def _part(
    ctx: Context,
    each: StoredInstance,
    frames: FrameIndex,
    number: int,
    choice: accept.Choice,
    as_stored: bool,
) -> Part:
    spans = spans_of(frames, number)
    whole = not frames.spans and not frames.bits % 8
    as_is = as_stored or whole
    opened = partial(stream, ctx, each, spans) if as_is else partial(_decoded, ctx, each, number)
    return Part(
        content_type=f"{choice.media_type}; transfer-syntax={choice.syntax}",
        location=f"{address_of(ctx, each)}/frames/{number}",
        open=opened,
        size=sum(length for _, length in spans) if as_is else None,
    )


async def _decoded(ctx: Context, each: StoredInstance, number: int) -> AsyncGenerator[bytes]:
    frames = await frames_of(ctx, each)
    frame = await encoded_frame(ctx, each, frames, number)
    yield await part_of(ctx).pixels.stored(frame)
