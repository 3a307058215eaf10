"""A whole consultation full of marked words, faults included: none is logged or told to others."""

from __future__ import annotations

import base64
import json
import shutil
import sqlite3
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import pytest
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from storage.database.unit_of_work import new_id, system_clock
from tests.e2e.installation import Installation, installed
from tests.factories.ecg import SyntheticEcg, dicom_12_lead
from tests.fixtures.backends import Backend
from tests.worlds.world import FULL_FORM

DEMO = "huizhen-demo"
NAME, NUMBER, PHONE = "金丝雀名字", "370102199001019911", "13900009912"
COMPLAINT, CHAT, FILE = "canary-complaint-9912", "canary-chat-9912", "canary-file-9912"
PASSWORD, GUESS, WHO = "canary-password-9912", "canary-guess-9912", "canary.username.9912"
TYPED = (NAME, NUMBER, PHONE, COMPLAINT, CHAT, FILE, PASSWORD, GUESS, WHO)
TUS = {"Tus-Resumable": "1.0.0"}


@dataclass
class Browser:
    """One person's; every answer is kept as its status line, headers and body."""

    at: Installation
    http: httpx2.Client
    heard: list[str] = field(default_factory=list)

    def ask(self, method: str, path: str, **more: Any) -> httpx2.Response:
        answer = self.http.request(method, path, **more)
        self.heard.append(f"{answer.status_code} {answer.headers} {answer.text}")
        return answer

    def api(self, method: str, path: str, body: object = None, **more: Any) -> httpx2.Response:
        return self.ask(method, f"/api/v1{path}", json=body, **more)

    @property
    def secret(self) -> str:
        return self.http.cookies["huizhen_session"]


def browser(stack: ExitStack, at: Installation, username: str, password: str = DEMO) -> Browser:
    client = stack.enter_context(httpx2.Client(base_url=at.url, trust_env=False, timeout=60))
    here = Browser(at, client)
    answer = here.api("POST", "/session", {"username": username, "password": password})
    assert answer.status_code == 200, answer.text
    return here


def emergency(county: Browser) -> dict[str, Any]:
    [role] = county.api("GET", "/session").json()["roles"]
    query = f"?org={role['org_id']}&service=consultation"
    to = next(
        each
        for each in county.api("GET", f"/destinations{query}").json()["items"]
        if each["specialty"] == "cardiology" and each["org_name"].startswith("聊城")
    )
    body = {
        "id": new_id(system_clock()),
        "org_id": role["org_id"],
        "patient": {
            "name": NAME,
            "sex": "male",
            "birth_date": "1990-01-01",
            "phone": PHONE,
            "identifiers": [{"system": "national_id", "value": NUMBER}],
        },
        "urgency": "emergency",
        "template": "chest_pain",
        "form": FULL_FORM | {"chief_complaint": COMPLAINT},
        "questions": [COMPLAINT],
        "destination": {"partnership_id": to["partnership_id"], "specialty": "cardiology"},
        "send": True,
    }
    answer = county.api("POST", "/cases", body)
    assert answer.status_code == 201, answer.text
    return body | answer.json()


def upload(county: Browser, data: bytes, name: str, case_id: str) -> tuple[str, httpx2.Response]:
    pairs = {"filename": name, "case": case_id}
    meta = ",".join(f"{k} {base64.b64encode(v.encode()).decode()}" for k, v in pairs.items())
    headers = TUS | {"Upload-Length": str(len(data)), "Upload-Metadata": meta}
    begun = county.ask("POST", "/uploads/", headers=headers)
    kind = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": "0"}
    return begun.headers["Location"], county.ask(
        "PATCH", begun.headers["Location"], headers=TUS | kind, content=data
    )


def chat(county: Browser, room: str) -> None:
    with connect(
        county.at.url.replace("http", "ws") + "/ws",
        subprotocols=[Subprotocol("consult.v1")],
        origin=Origin(county.at.url),
        additional_headers={"Cookie": f"huizhen_session={county.secret}"},
        proxy=None,
    ) as socket:

        def until(kind: str) -> None:
            while json.loads(socket.recv(10))["t"] != kind:
                pass

        said = {"t": "pub", "room": room, "cmid": CHAT, "kind": "text", "body": {"text": CHAT}}
        for frame, answer in (
            ({"t": "hello", "v": 1}, "welcome"),
            ({"t": "join", "id": 1, "room": room, "after": 0}, "joined"),
            (said, "ack"),
            ({"t": CHAT, "room": CHAT}, "err"),
        ):
            socket.send(json.dumps(frame))
            until(answer)
        socket.send("{" + CHAT)


def what_fails(county: Browser, case: dict[str, Any]) -> None:
    """Requests of every kind that quote a patient and are refused."""
    for method, path, more in (
        ("GET", f"/cases/{NAME}", {}),
        ("GET", f"/cases?q={NAME}&limit={NUMBER}", {}),
        ("GET", f"/{NAME}/{NUMBER}", {}),
        ("POST", "/cases", {"content": f'{{"{NAME}": {NUMBER}', "headers": JSON}),
        ("POST", "/cases", {"content": f'{{"{NAME}": 1}}', "headers": JSON}),
        ("PUT", f"/cases/{case['id']}/form", {"json": {"template": COMPLAINT, "form": {}}}),
        ("PUT", f"/cases/{case['id']}/patient", {"json": {"name": NAME, "birth_date": NUMBER}}),
        ("POST", "/cases", {"json": case | {"urgency": NAME}}),
        ("POST", "/session/unlock", {"json": {"password": GUESS}}),
        ("POST", "/session", {"json": {"username": WHO, "password": GUESS}}),
        ("POST", "/client-errors", {"json": {"kind": NAME, "places": [NAME]}}),
    ):
        assert county.ask(method, f"/api/v1{path}", **more).status_code >= 400, path
    odd = {"If-Match": NUMBER, "Referer": f"{county.at.url}/cases/{NUMBER}", "X-Name": NUMBER}
    county.ask("POST", f"/api/v1/requests/{case['request_id']}/cancel", json={}, headers=odd)
    county.ask("POST", "/uploads/", headers=TUS | {"Upload-Metadata": NUMBER})
    county.ask("GET", f"/{NUMBER}.js?{PHONE}")


JSON = {"Content-Type": "application/json"}


def what_breaks(county: Browser, case: dict[str, Any], folder: Path) -> None:
    """Faults of the machine while patients' data are in hand."""
    held = sqlite3.connect(folder / "huizhen.db", isolation_level=None)
    held.execute("BEGIN IMMEDIATE")
    again = case | {"id": new_id(system_clock())}
    body = {key: again[key] for key in BODY}
    assert county.api("POST", "/cases", body).status_code == 503
    held.rollback()
    held.close()
    shutil.rmtree(folder / "objects")
    (folder / "objects").write_text("not a folder")
    _, waiting = upload(county, dicom_12_lead(SyntheticEcg(name=NAME)), FILE, case["id"])
    assert waiting.headers["Upload-State"] == "received"
    shutil.rmtree(folder / "var" / "spool")
    (folder / "var" / "spool").write_text("not a folder")
    headers = TUS | {"Upload-Length": "5", "Upload-Metadata": "filename eA=="}
    assert county.ask("POST", "/uploads/", headers=headers).status_code == 500


BODY = ("id", "org_id", "patient", "urgency", "template", "form", "questions", "destination")


def strangers_answers(stranger: Browser, case: dict[str, Any], upload_url: str) -> None:
    """What another hospital is told when it tries the very addresses, or the same values."""
    cid, rid, room = case["id"], case["request_id"], case["room_id"]
    for path in (
        *(f"/cases/{cid}", f"/rooms/{room}/messages", f"/requests/{rid}/assignable"),
        *("/cases", "/worklist", "/uploads", f"/uploads?case={cid}", f"/cases?q={NAME}"),
        *("/sessions", "/tokens", "/people", "/hospitals"),
    ):
        stranger.api("GET", path)
    stranger.api("POST", f"/rooms/{room}/enter", {})
    stranger.api("PUT", f"/cases/{cid}/form", {"template": "general", "form": {}})
    stranger.api("POST", "/cases", {key: case[key] for key in BODY if key != "patient"})
    stranger.ask("HEAD", upload_url, headers=TUS)


@pytest.mark.parametrize("log_format", ["json", "console"])
def test_no_marked_word_gets_out(
    sqlite_url: str, files_url: str, tmp_path: Path, monkeypatch: Any, log_format: str
) -> None:
    monkeypatch.setenv("HUIZHEN_LOG_FORMAT", log_format)
    with installed(Backend(sqlite_url, files_url), tmp_path) as at, ExitStack() as stack:
        nurse = browser(stack, at, "county.nurse")
        change = {"old": DEMO, "new": PASSWORD}
        assert nurse.api("PUT", "/session/password", change).status_code == 204
        county = browser(stack, at, "county.nurse", PASSWORD)
        token = county.api("POST", "/tokens", {"name": FILE, "scopes": ["api"]}).json()["token"]
        secrets = (county.secret, nurse.secret, token)
        case = emergency(county)
        ecg = dicom_12_lead(SyntheticEcg(name=NAME, patient_id=NUMBER))
        url, stored = upload(county, ecg, f"{FILE}.dcm", case["id"])
        assert stored.headers["Upload-State"] == "stored"
        upload(county, ecg[:9000], f"{FILE}.dcm", case["id"])
        upload(county, f"#!/bin/sh {NAME}".encode(), f"{FILE}.sh", case["id"])
        chat(county, case["room_id"])
        what_fails(county, case)
        stranger = browser(stack, at, "cardiologist2")
        strangers_answers(stranger, case, url)
        what_breaks(county, case, tmp_path)
    log = at.log.read_text()
    assert "failed" in log
    assert "login refused" in log
    told = "\n".join(stranger.heard)
    for word in (*TYPED, *secrets):
        assert word not in log
        assert word not in told
    if log_format == "json":
        assert all(json.loads(line)["event"] for line in log.splitlines() if line[0] == "{")
