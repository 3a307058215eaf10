"""The same attacks through the front door of a running server: it answers, and it stays small."""

from __future__ import annotations

import base64
import gzip
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest

from server.http.decoding import MAX_BODY
from server.security.web.request_head import LARGEST_HEAD
from tests.e2e.installation import Installation, installed
from tests.factories.ecg import dicom_12_lead
from tests.fixtures.backends import Backend
from tests.hostile.test_formats import EVERY
from tests.hostile.test_intake_files import REFUSED

pytestmark = pytest.mark.hostile

MIB = 2**20
GROWTH = 64 * MIB
TUS = {"Tus-Resumable": "1.0.0"}
NAMES = ("../../etc/passwd", "a\u202egnp.exe.dcm", "<img src=x>", "C:\\x\\y.dcm", "名" * 80)


@pytest.fixture(scope="module")
def at(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Installation, httpx2.Client]]:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "huizhen.db").write_bytes(sqlite_template.read_bytes())
    backend = Backend(f"sqlite:///{folder}/huizhen.db", f"file:{folder}/objects")
    with (
        installed(backend, folder) as running,
        httpx2.Client(base_url=running.url, trust_env=False, timeout=60) as browser,
    ):
        login = {"username": "county.doctor", "password": "huizhen-demo"}
        assert browser.post("/api/v1/session", json=login).status_code == 200
        assert send(browser, dicom_12_lead(), "first.dcm").headers["Upload-State"] == "stored"
        yield running, browser


def send(browser: httpx2.Client, data: bytes, name: str, **meta: str) -> httpx2.Response:
    pairs = {"filename": name} | meta
    told = ",".join(f"{k} {base64.b64encode(v.encode()).decode()}" for k, v in pairs.items())
    begun = browser.post(
        "/uploads/", headers=TUS | {"Upload-Length": str(len(data)), "Upload-Metadata": told}
    )
    assert begun.status_code == 201, begun.text
    url = begun.headers["Location"]
    kind = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": "0"}
    answer = browser.patch(url, headers=TUS | kind, content=data)
    assert answer.status_code == 204, answer.text
    return answer


def memory(pid: int, what: str) -> int:
    """Bytes the server's own process holds (VmRSS), or held at most (VmHWM)."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith(f"{what}:"):
            return int(line.split()[1]) * 1024
    raise AssertionError(f"no {what}: the server is gone")


def test_every_file_is_answered_by_its_reason(at: tuple[Installation, httpx2.Client]) -> None:
    here, browser = at
    before = memory(here.pid, "VmRSS")
    wrong = []
    for number, (case, (make, reason)) in enumerate(EVERY.items()):
        answer = send(browser, make(), NAMES[number % len(NAMES)])
        told = (answer.headers.get("Upload-State"), answer.headers.get("Upload-Reason"))
        if told != ("refused" if case in REFUSED or reason.refuses else "stored", reason.value):
            wrong.append((case, told))
    assert wrong == []
    assert browser.get("/readyz").json()["ready"] is True
    assert memory(here.pid, "VmHWM") - before <= GROWTH


def test_a_packed_file_does_not_unpack_without_end(
    at: tuple[Installation, httpx2.Client],
) -> None:
    here, browser = at
    before = memory(here.pid, "VmRSS")
    answer = send(browser, gzip.compress(b"\0" * (512 * MIB), 6), "x.dcm", encoding="gzip")
    assert answer.headers["Upload-State"] == "refused"
    assert answer.headers["Upload-Reason"] == "intake.refused.inflates_too_large"
    damaged = send(browser, gzip.compress(b"x" * 1000)[:-9], "y.dcm", encoding="gzip")
    assert damaged.headers["Upload-Reason"] == "intake.unreadable.corrupt"
    assert memory(here.pid, "VmHWM") - before <= GROWTH


# ---- what is no request


def call(url: str) -> socket.socket:
    parts = urlsplit(url)
    assert parts.hostname is not None
    assert parts.port is not None
    return socket.create_connection((parts.hostname, parts.port), timeout=30)


def first_line(line: socket.socket) -> bytes:
    """The status line of the answer; nothing when the line was just cut."""
    try:
        return line.recv(200).partition(b"\r\n")[0]
    except ConnectionError:
        return b""


START = b"GET /api/v1/about HTTP/1.1\r\nHost: 127.0.0.1\r\n"
POST = (
    b"POST /api/v1/session HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n"
)
ENDLESS = {
    "one header": (START + b"X-A: ", b"a" * 65536),
    "many headers": (START, b"X-A: 1\r\n" * 8192),
    "address": (b"GET /", b"a" * 65536),
    "lines before": (b"", b"\r\n" * 32768),
    "trailer": (POST + b"2\r\n{}\r\n0\r\nX-A: ", b"a" * 65536),
    "chunk's name": (POST + b"2;", b"a" * 65536),
}


@pytest.mark.parametrize("kind", ENDLESS)
def test_what_never_becomes_a_request_is_cut_off(
    at: tuple[Installation, httpx2.Client], kind: str
) -> None:
    here, browser = at
    start, more = ENDLESS[kind]
    before = memory(here.pid, "VmRSS")
    sent = 0
    with call(here.url) as line:
        try:
            line.sendall(start)
            while sent < 64 * MIB:
                line.sendall(more)
                sent += len(more)
        except ConnectionError:
            pass
        answer = first_line(line)
    assert sent < 64 * MIB
    assert answer in (b"", b"HTTP/1.1 400 Bad Request") or b" 431 " in answer
    assert browser.get("/healthz").status_code == 200
    assert memory(here.pid, "VmRSS") - before <= 16 * MIB


def test_an_ordinary_head_passes(at: tuple[Installation, httpx2.Client]) -> None:
    _, browser = at
    odd = {"X-Padding": "a" * (LARGEST_HEAD // 2)}
    for _ in range(3):  # on one kept connection
        assert browser.get("/api/v1/about", headers=odd).status_code == 200
    large = browser.post("/api/v1/session", json={"username": "x" * 100_000, "password": "y"})
    assert large.status_code == 401


def test_connections_that_say_nothing_keep_nobody_out(
    at: tuple[Installation, httpx2.Client],
) -> None:
    here, browser = at
    with ExitStack() as stack:
        for _ in range(200):
            stack.enter_context(call(here.url)).sendall(START)
        assert browser.get("/api/v1/session").status_code == 200


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"[" * MAX_BODY, 422, "request.invalid"),
        (b'{"username":' + b'{"a":' * 200_000, 422, "request.invalid"),
        (b'{"username":"' + b"x" * MAX_BODY + b'"}', 413, "request.too_large"),
        (b'{"username":"\\ud800","password":"x"}', 422, "request.malformed"),
        (b'{"username":' + b"9" * 500_000 + b"}", 422, "request.invalid"),
        (b"\xff\xfe{\0}\0", 422, "request.malformed"),
    ],
    ids=["deep list", "deep object", "large", "half a sign", "long number", "utf-16"],
)
def test_a_body_that_is_none_is_told_so(
    at: tuple[Installation, httpx2.Client], body: bytes, status: int, code: str
) -> None:
    here, browser = at
    before = memory(here.pid, "VmRSS")
    kind = {"Content-Type": "application/json"}
    answer = browser.post("/api/v1/session", content=body, headers=kind)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert memory(here.pid, "VmRSS") - before <= GROWTH


def test_an_announced_length_is_not_believed(at: tuple[Installation, httpx2.Client]) -> None:
    """CVE-2026-5438 and the like: nothing is set aside for bytes that have not come."""
    here, browser = at
    before = memory(here.pid, "VmRSS")
    with ExitStack() as stack:
        for _ in range(20):
            line = stack.enter_context(call(here.url))
            line.sendall(
                b"POST /api/v1/session HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                b"Content-Type: application/json\r\nContent-Length: 4000000000\r\n\r\n{"
            )
        assert browser.get("/healthz").status_code == 200
        assert memory(here.pid, "VmRSS") - before <= 16 * MIB
