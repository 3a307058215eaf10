"""The outermost layer, without a network: faults, foreign callers, https."""

import json

import pytest
import structlog
from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope, Send

from server.errors import problem, status_of
from server.security.web.middleware import WebSecurity
from server.security.web.origin import allowed_origin, is_cross_site, is_foreign_host
from server.settings import Settings
from storage.database.unit_of_work import system_clock
from storage.errors import SchemaOutdated, StorageUnavailable

SECRET = "s" * 32
HTTPS = Settings(public_url="https://consult.example.org", secret_key=SECRET)
LOCAL = Settings()


async def ask(app, settings: Settings = LOCAL, kind: str = "http", **headers: str) -> list[Message]:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    async def send(message: Message) -> None:
        sent.append(message)

    given = {"host": settings.public_host} | headers
    scope: Scope = {
        "type": kind,
        "method": "GET",
        "path": "/api/v1/thing",
        "headers": [(name.encode(), value.encode()) for name, value in given.items()],
    }
    await WebSecurity(app, settings, system_clock)(scope, receive, send)
    return sent


async def failing(scope: Scope, receive: Receive, send: Send) -> None:
    raise RuntimeError("张三 370101199001011234")


async def fine(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b""})


@pytest.mark.anyio
async def test_a_fault_is_answered_by_its_number_and_logged_without_words():
    with structlog.testing.capture_logs() as logs:
        start, body = await ask(failing)
    answer = json.loads(body["body"])
    number = Headers(raw=start["headers"])["x-request-id"]
    assert (start["status"], answer["code"]) == (500, "unexpected")
    assert answer["params"] == {"request_id": number}
    assert logs[0]["trace"] == number
    assert logs[0]["error"] == "RuntimeError"
    assert "张三" not in repr(logs) + body["body"].decode()


@pytest.mark.anyio
async def test_a_fault_of_a_socket_closes_it():
    assert await ask(failing, kind="websocket") == [{"type": "websocket.close", "code": 1011}]


@pytest.mark.anyio
async def test_https_is_demanded_for_a_year():
    start, _ = await ask(fine, HTTPS)
    assert Headers(raw=start["headers"])["strict-transport-security"] == "max-age=31536000"


@pytest.mark.anyio
async def test_a_route_may_be_stricter():
    async def strict(scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"content-security-policy", b"sandbox")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})

    (start,) = await ask(strict)
    assert Headers(raw=start["headers"])["content-security-policy"] == "sandbox"


def test_origin_of_a_public_server_is_exact():
    assert allowed_origin(HTTPS, "https://consult.example.org")
    for foreign in (
        None,
        "",
        "null",
        "http://consult.example.org",
        "https://consult.example.org:8443",
        "https://evil.example/https://consult.example.org",
        "https://consult.example.org.evil.example",
        "http://127.0.0.1:8000",
    ):
        assert not allowed_origin(HTTPS, foreign)


@pytest.mark.parametrize(
    ("method", "headers", "refused"),
    [
        ("POST", {"sec-fetch-site": "same-origin"}, False),
        ("POST", {"sec-fetch-site": "none"}, False),
        ("POST", {"sec-fetch-site": "same-site"}, True),
        ("DELETE", {"sec-fetch-site": "cross-site"}, True),
        ("GET", {"sec-fetch-site": "cross-site"}, False),
        ("POST", {"origin": "https://evil.example"}, True),
        ("POST", {"origin": "https://consult.example.org"}, False),
        ("POST", {"sec-fetch-site": "cross-site", "origin": "https://consult.example.org"}, True),
        ("POST", {}, False),
        ("POST", {"sec-fetch-site": "cross-site", "authorization": "Bearer hz_x"}, False),
        ("POST", {"sec-fetch-site": "cross-site", "authorization": "Basic eA=="}, True),
    ],
)
def test_foreign_pages_change_nothing(method: str, headers: dict[str, str], refused: bool):
    assert is_cross_site(HTTPS, method, Headers(headers)) is refused


@pytest.mark.parametrize(
    ("host", "foreign"),
    [
        ("consult.example.org", False),
        ("Consult.Example.org:443", False),
        ("127.0.0.1:8000", False),
        ("[::1]:8000", False),
        ("evil.example", True),
        ("10.0.0.7", True),
        ("consult.example.org@evil.example", True),
        ("[", True),
        ("", True),
    ],
)
def test_server_answers_only_to_its_name(host: str, foreign: bool):
    assert is_foreign_host(HTTPS, Headers({"host": host})) is foreign


def test_a_part_that_is_down_says_when_to_come_back():
    answer = problem(StorageUnavailable("storage", retry_after=7), "en")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "7")
    assert status_of(SchemaOutdated("1", "2")) == 500
