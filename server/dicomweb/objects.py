"""Parts of stored objects: a frame, a header, a bulk value, read without the rest."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing

from consult.errors import NotFound
from server.http import Context
from storage.derive.frame_index import FrameIndex, Span
from storage.derive.layout import Layout
from storage.derive.pixel_worker import EncodedFrame
from storage.errors import Undecodable
from storage.repositories.dicomweb.instances import StoredInstance

EXPLICIT = "1.2.840.10008.1.2.1"
MAX_HEADER = 64 * 2**20
MAX_FRAME = 256 * 2**20


async def read_all(ctx: Context, sha256: str, span: Span | None = None) -> bytes:
    """A whole object or one span of it, in memory."""
    start, length = span or (0, None)
    async with aclosing(ctx.services.objects.open(sha256, start=start, length=length)) as chunks:
        return b"".join([chunk async for chunk in chunks])


async def layout_of(ctx: Context, each: StoredInstance) -> Layout:
    """Where the instance's frames and bulk data lie; an empty one when nothing is known."""
    kept = each.attributes.get("layout")
    if kept:
        return Layout.from_json(kept)
    derived = each.derived("frame_index")
    if derived is None:
        return Layout()
    packed = await read_all(ctx, derived)
    return await asyncio.to_thread(Layout.loads, packed)


async def frames_of(ctx: Context, each: StoredInstance) -> FrameIndex:
    """Where its frames lie; raises NotFound for what has none, Undecodable with the reason."""
    frames = (await layout_of(ctx, each)).frames
    if frames is None:
        reason = str(each.attributes.get("reason") or "")
        raise Undecodable(reason) if reason else NotFound("frame")
    return frames


def spans_of(frames: FrameIndex, number: int) -> tuple[Span, ...]:
    """The fragments of frame `number`; raises NotFound("frame")."""
    try:
        spans = frames.fragments(number)
    except IndexError:
        raise NotFound("frame") from None
    if sum(length for _, length in spans) > MAX_FRAME:
        raise Undecodable("intake.unreadable.frame_too_large")
    return spans


async def stream(
    ctx: Context, each: StoredInstance, spans: tuple[Span, ...]
) -> AsyncGenerator[bytes]:
    """The bytes of some spans of the instance's source, one after the other."""
    for start, length in spans:
        source = ctx.services.objects.open(each.source, start=start, length=length)
        async with aclosing(source) as chunks:
            async for chunk in chunks:
                yield chunk


async def encoded_frame(
    ctx: Context, each: StoredInstance, frames: FrameIndex, number: int
) -> EncodedFrame:
    """A frame with what is needed to decode it."""
    spans = spans_of(frames, number)
    if frames.header > MAX_HEADER:
        raise Undecodable("intake.unreadable.memory")
    header = await read_all(ctx, each.source, (0, frames.header))
    data = b"".join([await read_all(ctx, each.source, span) for span in spans])
    return EncodedFrame(
        header=header,
        data=data,
        syntax=EXPLICIT if each.source != each.original else each.syntax,
        tag=frames.tag,
        number=number,
        bit_offset=frames.bit_offset(number),
    )
