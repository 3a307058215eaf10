"""Bodies that try to hurt the reader of bodies."""

from typing import Any

import msgspec
import pytest
from starlette.requests import Request
from starlette.types import Message

from consult.errors import Invalid
from server.errors import TooLarge
from server.http.decoding import MAX_BODY, read_body


class Anything(msgspec.Struct):
    value: Any


def request_of(*parts: bytes) -> Request:
    messages = [
        {"type": "http.request", "body": part, "more_body": number < len(parts)}
        for number, part in enumerate(parts, 1)
    ]

    async def receive() -> Message:
        return messages.pop(0)

    headers = [(b"content-type", b"application/json; charset=utf-8")]
    return Request({"type": "http", "method": "POST", "headers": headers}, receive)


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b'{"value":' + b"[" * 500_000, "request.malformed"),
        (b'{"value":"\\ud800"}', "request.malformed"),
        (b'{"value":{"a\\u0000":1}}', "request.invalid"),
        (b'{"value":[{"a":["x\\u0000"]}]}', "request.invalid"),
        (b"", "request.malformed"),
    ],
)
async def test_hostile_bodies_are_refused(body: bytes, code: str):
    with pytest.raises(Invalid) as refused:
        await read_body(request_of(body), Anything)
    assert refused.value.code == code


@pytest.mark.anyio
async def test_a_body_without_end_is_left_at_the_limit():
    request = request_of(*([b" " * 65_536] * (MAX_BODY // 65_536 + 5)))
    with pytest.raises(TooLarge):
        await read_body(request, Anything)
    assert (await request.receive())["more_body"], "the rest was read for nothing"


@pytest.mark.anyio
async def test_a_backslash_before_u0000_is_only_a_backslash():
    found = await read_body(request_of(b'{"value":', b'"\\\\u0000"}'), Anything)
    assert found.value == "\\u0000"
