"""Request bodies: JSON of at most 1 MiB into a msgspec Struct, errors naming the field."""

from __future__ import annotations

import asyncio
import re
from datetime import datetime
from typing import Annotated, TypeVar

import msgspec
from starlette.requests import Request

from consult.errors import Invalid
from server.errors import NotJson, TooLarge, TooSlow
from server.security.web.direction import json_without_turning

B = TypeVar("B")
MAX_BODY = 1 << 20
BODY_WITHIN_S = 120.0
_PATH = re.compile(r" - at `\$\.?(?P<path>.+)`$")
_UNKNOWN_OR_MISSING = re.compile(r"field `(?P<name>[^`]+)`")

Id = Annotated[str, msgspec.Meta(min_length=36, max_length=36, pattern=r"^[0-9a-f-]{36}$")]
Instant = Annotated[datetime, msgspec.Meta(tz=True)]


class Body(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a client sends. A name we do not know is refused, so that a typing error shows."""


async def read_body(request: Request, kind: type[B]) -> B:
    """The body as `kind`; raises NotJson, TooLarge, TooSlow or Invalid.

    What does not fit is "request.invalid" with the field's path.
    """
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise NotJson("request.not_json")
    try:
        raw = json_without_turning(await asyncio.wait_for(_read(request), BODY_WITHIN_S))
    except TimeoutError as error:
        raise TooSlow("request.too_slow") from error
    try:
        value = msgspec.json.decode(raw, type=kind)
        if b"\\u0000" in raw:
            refuse_nul(msgspec.json.decode(raw))
    except msgspec.ValidationError as error:
        field, reason = _place(str(error))
        raise Invalid("request.invalid", field=field, reason=reason) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Invalid("request.malformed") from error
    return value


async def _read(request: Request) -> bytes:
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > MAX_BODY:
            raise TooLarge("request.too_large", limit=MAX_BODY)
        parts.append(part)
    return b"".join(parts)


def refuse_nul(value: object, field: str = "") -> None:
    """PostgreSQL keeps no NUL character, and nobody types one."""
    if isinstance(value, str) and "\x00" in value:
        raise Invalid("request.invalid", field=field, reason="NUL character")
    if isinstance(value, dict):
        for name, item in value.items():
            refuse_nul(name, field)
            refuse_nul(item, f"{field}.{name}".lstrip("."))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            refuse_nul(item, f"{field}[{number}]")


def _place(message: str) -> tuple[str, str]:
    """msgspec's message as (path of the field, reason)."""
    found = _PATH.search(message)
    path, reason = (found["path"], message[: found.start()]) if found else ("", message)
    named = _UNKNOWN_OR_MISSING.search(reason)
    if named:
        path = f"{path}.{named['name']}".lstrip(".")
    return path, reason
