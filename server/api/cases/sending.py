"""Stored bytes on their way out: whole or one range, cached by the browser that asked.

They were written by strangers, so they are never shown as a page of ours.
"""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator
from contextlib import aclosing
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from storage.objects import ObjectStore
from storage.repositories.views.materials.files import File, Look

_RANGE = re.compile(r"bytes=(\d{1,18})?-(\d{1,18})?")
_TAG = re.compile(r'(?:W/)?"([^"]*)"')
# Separators, quotes, controls, and marks that turn the direction of text.
_UNSAFE = re.compile('[\x00-\x1f\x7f-\x9f"\\\\/:*?<>|\u200e\u200f\u202a-\u202e\u2066-\u2069]')
_HARDENED = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    # What never changes needs no second look, but only by the same login.
    "Cache-Control": "private, max-age=31536000, immutable",
    "Vary": "Cookie, Authorization",
    "Accept-Ranges": "bytes",
}


def look_of(request: Request) -> Look:
    """What the reader has already, and whether this is a further part of the same file."""
    known = frozenset(_TAG.findall(request.headers.get("if-none-match", "")))
    span = _RANGE.fullmatch(request.headers.get("range", ""))
    return Look(known=known, further=span is not None and span[1] not in (None, "0"))


async def send_file(
    request: Request, objects: ObjectStore, file: File, *, inline: bool = False
) -> Response:
    """200, 206 for one range, 304 for what is known, 416 past the end.

    Raises ObjectMissing or StorageUnavailable before the first byte is sent.
    """
    headers = _HARDENED | {"ETag": f'"{file.sha256}"'}
    if file.sha256 in look_of(request).known:
        return Response(status_code=304, headers=headers)
    headers["Content-Disposition"] = disposition(file.name, inline=inline)
    span = _span(request, file)
    if span is None:
        return Response(
            status_code=416, headers=headers | {"Content-Range": f"bytes */{file.size}"}
        )
    start, length = span
    whole = length == file.size
    headers["Content-Length"] = str(length)
    if not whole:
        headers["Content-Range"] = f"bytes {start}-{start + length - 1}/{file.size}"
    source = objects.open(file.sha256, start=start, length=length)
    first = await anext(source, b"")
    return _Streamed(source, first, 200 if whole else 206, headers, file.media_type)


def _span(request: Request, file: File) -> tuple[int, int] | None:
    """(start, length) of what is asked for; None past the end (RFC 9110 §14.1.2)."""
    found = _RANGE.fullmatch(request.headers.get("range", ""))
    changed = request.headers.get("if-range", f'"{file.sha256}"') != f'"{file.sha256}"'
    if found is None or changed or not (found[1] or found[2]):
        return 0, file.size
    if found[1] is None:
        length = min(int(found[2]), file.size)
        return (file.size - length, length) if length else None
    start = int(found[1])
    last = min(int(found[2]) if found[2] else file.size - 1, file.size - 1)
    if start >= file.size:
        return None
    return (start, last - start + 1) if last >= start else (0, file.size)


def disposition(name: str, *, inline: bool = False) -> str:
    """Content-Disposition with the sender's file name made harmless (RFC 6266, RFC 8187)."""
    safe = _UNSAFE.sub("_", name).strip(" .")[-150:] or "file"
    plain = safe.encode("ascii", "replace").decode().replace("?", "_")
    kind = "inline" if inline else "attachment"
    encoded = quote(safe, safe="", errors="replace")
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{encoded}"


class _Streamed(StreamingResponse):
    """Closes its source when the reader leaves early."""

    def __init__(
        self,
        source: AsyncGenerator[bytes],
        first: bytes,
        status: int,
        headers: dict[str, str],
        media_type: str,
    ) -> None:
        self._source = source
        super().__init__(_after(first, source), status, headers, media_type=media_type)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async with aclosing(self._source):
            await super().__call__(scope, receive, send)


async def _after(first: bytes, source: AsyncGenerator[bytes]) -> AsyncGenerator[bytes]:
    yield first
    async for part in source:
        yield part
