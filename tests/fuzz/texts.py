"""The same for what comes as text: bodies, frames, headers, metadata."""

from __future__ import annotations

import base64
from pathlib import Path

import msgspec
from starlette.datastructures import Headers
from starlette.requests import Request

from consult.errors import Invalid
from consult.rooms.protocol.dialogue import Dialogue
from server.api.cases.bodies import PatientIn
from server.api.cases.sending import disposition
from server.dicomweb.accept import wanted
from server.security.web.direction import json_without_turning
from server.security.web.origin import allowed_origin, is_cross_site, is_foreign_host
from server.settings import Settings
from server.texts import choose_locale
from server.uploads.tus import read_checksum, read_metadata
from tests.fuzz.targets import Target

OURS = Settings(public_url="https://consult.example.org", secret_key="s" * 32)
PATIENT = (
    b'{"name":"\xe6\x9d\x8e","sex":"male","age_years":58,"unidentified":false,'
    b'"identifiers":[{"system":"mrn","value":"1"}]}'
)
ROOM = b"0193f3a0-0000-7000-8000-000000000000"
FRAMES = [
    b'{"t":"join","id":1,"room":"' + ROOM + b'","after":0}\n{"t":"pong"}',
    b'{"t":"pub","room":"' + ROOM + b'","cmid":"c","kind":"text","body":{"text":"x"}}',
    b'{"t":"read","room":"' + ROOM + b'","seq":3}\n{"t":"typing","room":"r","on":true}',
]
HEADERS = [
    b"consult.example.org:443",
    b'multipart/related; type="application/dicom"; transfer-syntax=*, image/jpeg;q=0.5',
    b"zh-CN,zh;q=0.9,en;q=0.1",
]
METADATA = [b"filename " + base64.b64encode(b"a.dcm") + b",case " + base64.b64encode(ROOM)]


def patient(data: bytes, _: Path) -> object:
    return msgspec.json.decode(json_without_turning(data), type=PatientIn)


def room(data: bytes, _: Path) -> object:
    talk = Dialogue(0.0)
    talk.receive('{"t":"hello","v":1}', 0.0)
    return [talk.receive(line, 0.1) for line in data.decode("utf-8", "replace").splitlines()]


def headers(data: bytes, _: Path) -> object:
    text = data.decode("latin-1")
    given = Headers({"host": text, "origin": text, "sec-fetch-site": text})
    scope = {"type": "http", "headers": [(b"accept", data)], "query_string": b""}
    assert not allowed_origin(OURS, text) or text == OURS.origin
    assert is_cross_site(OURS, "POST", given) or text in ("same-origin", "none")
    name = disposition(text)
    assert name.isascii()
    assert not set(name) & set("\r\n/\\")
    return is_foreign_host(OURS, given), choose_locale(text), wanted(Request(scope))


def metadata(data: bytes, _: Path) -> object:
    return read_metadata(data.decode("latin-1"))


def checksum(data: bytes, _: Path) -> object:
    return read_checksum(data.decode("latin-1"))


TEXTS: dict[str, Target] = {
    "patient": Target(
        lambda: [PATIENT],
        patient,
        (msgspec.ValidationError, msgspec.DecodeError, UnicodeDecodeError, RecursionError),
    ),
    "room": Target(lambda: FRAMES, room),
    "headers": Target(lambda: HEADERS, headers),
    "metadata": Target(lambda: METADATA, metadata, (Invalid,)),
    "checksum": Target(lambda: [b"sha256 " + base64.b64encode(b"x" * 32)], checksum, (Invalid,)),
}
