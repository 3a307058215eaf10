"""A call leaves the house and comes back: gateway, callback, chat robots, e-mail, Web Push."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from starlette.testclient import TestClient

from server.notify.push import CURVE, b64url, public_bytes
from storage.database.unit_of_work import system_clock
from tests.factories.gateways import Receiver, mailing, receiving
from tests.fixtures.served import Served

pytestmark = pytest.mark.both_backends

VOICE = {
    "json": {"to": "{to}", "say": "{text}", "ref": "{key}", "back": "{callback}"},
    "headers": {"X-Api-Key": "{secret}"},
}


@pytest.fixture
def gateway() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


def channel(served: Served, kind: str, **body: Any) -> dict[str, Any]:
    answer = served.as_("admin").post(
        "/api/v1/channels", json={"kind": kind, "name": kind, "secret": "s3cret"} | body
    )
    assert answer.status_code == 201, answer.text
    return answer.json()


def send(served: Served) -> str:
    """An emergency of the county; the id of its request."""
    answer = served.as_("county.doctor").post("/api/v1/cases", json=served.emergency())
    assert answer.status_code == 201, answer.text
    return answer.json()["request_id"]


def ladder(served: Served, request_id: str, who: str = "county.doctor") -> dict[str, Any]:
    return served.as_(who).get(f"/api/v1/requests/{request_id}/ladder").json()


def ways(found: dict[str, Any], kind: str) -> list[str]:
    return [
        way["state"] for step in found["steps"] for way in step["channels"] if way["kind"] == kind
    ]


def say(
    browser: TestClient, made: dict[str, Any], body: dict[str, str], **changes: Any
) -> tuple[int, Any]:
    """As the gateway does, signed."""
    raw = json.dumps(body).encode()
    stamp = str(int(system_clock().timestamp()) + changes.get("late", 0))
    secret = changes.get("secret", made["callback_secret"])
    mac = hmac.new(secret.encode(), f"{stamp}.".encode() + raw, hashlib.sha256).hexdigest()
    headers = {"X-Huizhen-Signature": f"t={stamp},v1={mac}", "Content-Type": "application/json"}
    answer = browser.post(f"/api/v1/callbacks/{made['id']}", content=raw, headers=headers)
    return answer.status_code, answer.json()


def test_the_phone_rings_press_one_and_everything_falls_silent(
    served: Served, gateway: Receiver
) -> None:
    made = channel(
        served,
        "voice",
        config=VOICE
        | {"url": f"{gateway.url}/call", "stop": {"url": f"{gateway.url}/stop/{{key}}"}},
        new_callback_secret=True,
    )
    request_id = send(served)
    calls = gateway.wait(2)  # no roster: both cardiologists of the list
    for call in calls:
        assert call.path == "/call"
        assert call.headers["x-api-key"] == "s3cret"
        assert call.json["to"] == "0970-0000000"
        assert call.headers["idempotency-key"] == call.json["ref"]
        assert "gangcha" in call.json["say"]
        assert "示例患者" not in call.body.decode()
    key = calls[0].json["ref"]
    outside = served.client
    assert outside is not None
    assert call.json["back"].endswith(f"/api/v1/callbacks/{made['id']}")
    assert say(outside, made, {"key": key, "event": "delivered"}) == (200, {"known": True})
    assert "delivered" in ways(ladder(served, request_id), "voice")
    assert say(outside, made, {"key": key, "digits": "1"}) == (200, {"known": True})
    after = ladder(served, request_id)
    assert after["state"] == "acknowledged"
    assert after["acked"]["via"] == "voice"
    assert after["acked"]["by"]["name"].startswith("cardiologist")
    # The telephone that still rings is told to stop, by the key of its own call.
    stops = gateway.wait(3)[2:]
    assert [stop.path for stop in stops] == [f"/stop/{calls[1].json['ref']}"]
    # The list rings for nobody any more.
    rows = [
        row
        for group in served.as_("cardiologist").get("/api/v1/worklist").json()["groups"]
        for row in group["items"]
    ]
    assert [row["call"]["rings_me"] for row in rows] == [False]


def test_a_gateway_that_proves_nothing_is_refused(served_here: Served, gateway: Receiver) -> None:
    made = channel(
        served_here,
        "sms",
        config={"url": gateway.url, "form": {"to": "{to}", "m": "{text}"}},
        new_callback_secret=True,
    )
    mute = channel(served_here, "voice", config={"url": gateway.url, "json": {"ref": "{key}"}})
    request_id = send(served_here)
    gateway.wait(4)
    outside = served_here.client
    assert outside is not None
    found = served_here.as_("admin").get("/api/v1/channels").json()["items"]
    assert {"s3cret", made["callback_secret"]}.isdisjoint(json.dumps(found).split('"'))
    path = f"/api/v1/callbacks/{made['id']}"
    yes = {"from": "0970-0000000", "text": "1"}
    assert say(outside, made, yes, secret="wrong")[0] == 401
    assert say(outside, made, yes, late=-3600)[0] == 401
    assert say(outside, made | {"id": mute["id"]}, yes)[0] == 401
    assert outside.post(path, json=yes).status_code == 401
    assert outside.post(f"{path}?token=", json=yes).status_code == 401
    bearer = {"Authorization": f"Bearer {made['callback_secret']}"}
    assert outside.post(path, content=b"{", headers=bearer | JSON).status_code == 422
    assert outside.post(path, content=b"x" * 70_000, headers=bearer | JSON).status_code == 413
    assert ladder(served_here, request_id)["state"] == "ringing"
    # The secret itself for a gateway that can do no better; a reply is known by its number.
    stranger = {"from": "999", "text": "1"}
    assert outside.post(path, json=stranger, headers=bearer).json() == {"known": False}
    form = "from=0970-0000000&text=%E6%94%B6%E5%88%B0"
    with_token = f"{path}?token={made['callback_secret']}"
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert outside.post(with_token, content=form, headers=headers).json() == {"known": True}
    assert ladder(served_here, request_id)["acked"]["via"] == "sms"


JSON = {"Content-Type": "application/json"}


def test_a_gateway_that_fails_is_tried_again_with_the_same_key(
    served_here: Served, gateway: Receiver
) -> None:
    gateway.answers = [(503, b""), (503, b"")]
    channel(served_here, "voice", config=VOICE | {"url": gateway.url})
    request_id = send(served_here)
    first = gateway.wait(2)
    failed = ladder(served_here, request_id)
    assert set(ways(failed, "voice")) == {"waiting"}
    again = gateway.wait(4)[2:]
    assert {g.json["ref"] for g in again} == {g.json["ref"] for g in first}
    row = served_here.as_("admin").get("/api/v1/channels").json()["items"][0]
    assert row["last_failed_at"] is not None
    assert row["last_error"] == "out_of_order"


def test_robots_mail_and_browser(served_here: Served, gateway: Receiver) -> None:
    with mailing() as box:
        mail = {"host": box.host, "port": box.port, "security": "none", "from": "hz@example.org"}
        channel(served_here, "email", config=mail)
        channel(served_here, "wecom", config={"url": f"{gateway.url}/wecom?key={{secret}}"})
        channel(served_here, "push")
        expert = served_here.as_("cardiologist")
        saved = expert.put("/api/v1/me/contact", json={"email": "expert@example.org"})
        assert saved.json()["addresses"] == {"email": "expert@example.org"}
        assert saved.json()["channels"] == ["email", "push", "wecom"]
        browser = Browser(f"{gateway.url}/push/abc")
        assert expert.post("/api/v1/me/push", json=browser.subscription).status_code == 422
        push_hosts(served_here)
        assert expert.post("/api/v1/me/push", json=browser.subscription).status_code == 204
        send(served_here)
        got = gateway.wait(3)
        robots = [g for g in got if g.path == "/wecom?key=s3cret"]
        assert {g.json["text"]["mentioned_mobile_list"][0] for g in robots} == {"0970-0000000"}
        pushed = next(g for g in got if g.path == "/push/abc")
        assert pushed.headers["authorization"].startswith("vapid t=")
        told = browser.open(pushed.body)
        assert told["url"].startswith("http://127.0.0.1:8000/cases/")
        assert "示例患者" not in told["body"]
        letter = box.wait(1)[0]
    assert letter["To"] == "expert@example.org"
    assert letter["Message-ID"].endswith("@example.org>")
    assert "Cardiology" in letter["Subject"]
    assert "示例患者" not in letter.get_content()


def test_a_browser_that_is_gone_is_forgotten(served_here: Served, gateway: Receiver) -> None:
    channel(served_here, "push")
    push_hosts(served_here)
    expert = served_here.as_("cardiologist")
    browser = Browser(f"{gateway.url}/push/abc")
    expert.post("/api/v1/me/push", json=browser.subscription)
    gateway.answers = [(410, b"")]
    request_id = send(served_here)
    gateway.wait(1)
    until_told(served_here, request_id, "push", "failed")
    assert expert.get("/api/v1/me/contact").json()["browsers"] == 0


def test_the_shifts_test_goes_the_way_of_a_real_call(
    served_here: Served, gateway: Receiver
) -> None:
    made = channel(
        served_here, "voice", config=VOICE | {"url": gateway.url}, new_callback_secret=True
    )
    expert = served_here.as_("cardiologist")
    tested = expert.post("/api/v1/me/test_call")
    assert [test["kind"] for test in tested.json()["tests"]] == ["voice"]
    call = gateway.wait(1)[0]
    assert "test" in call.json["say"]
    assert served_here.client is not None
    say(served_here.client, made, {"key": call.json["ref"], "digits": "1"})
    assert expert.get("/api/v1/me/contact").json()["tests"][0]["state"] == "answered"
    assert expert.post("/api/v1/me/test_call").json()["code"] == "channel.tested_just_now"


@pytest.mark.parametrize(
    ("kind", "config"),
    [
        ("voice", {"url": "file:///etc/passwd"}),
        ("voice", {}),
        ("sms", {"url": "http://x", "headers": 1}),
        ("email", {"host": "x"}),
        ("voice", {"url": "http://x", "note": "x" * 20_000}),
    ],
)
def test_a_template_that_could_not_work_is_refused_by_day(served_here, kind, config) -> None:
    body = {"kind": kind, "name": "x", "config": config}
    answer = served_here.as_("admin").post("/api/v1/channels", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "channel.bad_template")


# ---- the other side of a push, and of waiting


class Browser:
    """Opens what was sealed for it (RFC 8291)."""

    def __init__(self, endpoint: str) -> None:
        self._key = ec.generate_private_key(CURVE)
        self._auth = b"0123456789abcdef"
        keys = {"p256dh": b64url(public_bytes(self._key)), "auth": b64url(self._auth)}
        self.subscription = {"endpoint": endpoint, "keys": keys}

    def open(self, body: bytes) -> dict[str, str]:
        salt, length = body[:16], body[20]
        sender, sealed = body[21 : 21 + length], body[21 + length :]
        point = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, sender)
        shared = self._key.exchange(ec.ECDH(), point)
        info = b"WebPush: info\0" + public_bytes(self._key) + sender
        material = _hkdf(shared, self._auth, info, 32)
        key = _hkdf(material, salt, b"Content-Encoding: aes128gcm\0", 16)
        nonce = _hkdf(material, salt, b"Content-Encoding: nonce\0", 12)
        return json.loads(AESGCM(key).decrypt(nonce, sealed, None).rstrip(b"\x02"))


def _hkdf(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)


def push_hosts(served: Served) -> None:
    """As HUIZHEN_PUSH_HOSTS=127.0.0.1 does."""
    assert served.client is not None
    senders = served.client.app.state.services.senders  # type: ignore[attr-defined]
    senders.push_hosts = ("127.0.0.1",)


def until_told(served: Served, request_id: str, kind: str, state: str) -> None:
    """Until the sender sees it; the server writes it right after the gateway's answer."""
    for _ in range(200):
        if state in ways(ladder(served, request_id), kind):
            return
    raise AssertionError(ladder(served, request_id))
