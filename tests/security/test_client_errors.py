"""A page's fault is told to the log without a word of anybody, and not without end."""

from __future__ import annotations

from typing import Any

import pytest
import structlog
from starlette.testclient import TestClient

from server.security.web.allowance import WINDOW, Allowance
from tests.fixtures.served import Served
from tests.fixtures.server import Running

FAULT = {
    "kind": "TypeError",
    "places": ["CasePage-Dqic_1.js:1:20441", "index-NX.js:3:7"],
    "version": "0.1.0",
    "page": "/cases/:id",
}
NAME, NUMBER, ID = "示例患者", "370102199001019912", "0193f3a0-0000-7000-8000-000000000000"


def report(browser: TestClient, **changes: Any) -> tuple[int, str]:
    answer = browser.post("/api/v1/client-errors", json=FAULT | changes)
    return answer.status_code, answer.json()["code"] if answer.content else ""


def test_a_fault_is_logged_by_its_places(served_here: Served) -> None:
    assert served_here.client is not None
    with structlog.testing.capture_logs() as logs:
        assert report(served_here.client) == (204, "")
    [line] = [line for line in logs if line["event"] == "page failed"]
    assert line["kind"] == "TypeError"
    assert line["where"] == FAULT["places"]
    assert (line["version"], line["page"]) == ("0.1.0", "/cases/:id")
    assert len(line["trace"]) == 36


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": NAME},
        {"kind": f"cannot read {NAME}"},
        {"kind": "LiMing"},
        {"message": NAME},
        {"places": [f"{NAME}.js:1:1"]},
        {"places": [f"at show ({NAME})"]},
        {"places": ["a.js:1:1"] * 13},
        {"version": NUMBER * 3},
        {"page": f"/cases/{ID}"},
        {"page": f"/cases?q={NAME}"},
        {"page": "https://evil.example"},
        {"page": f"/{NUMBER}"},
    ],
    ids=str,
)
def test_words_and_numbers_are_refused_and_not_logged(
    served_here: Served, changes: dict[str, Any]
) -> None:
    assert served_here.client is not None
    with structlog.testing.capture_logs() as logs:
        assert report(served_here.client, **changes) == (422, "request.invalid")
    # The trail is sealed meanwhile, by itself.
    assert [line for line in logs if line["event"] != "sealed"] == []


def test_a_flood_is_stopped_and_forgotten_after_a_while(demo_server: Running) -> None:
    browser = demo_server.browser()
    allowed = Allowance()
    for _ in range(allowed.each):
        assert report(browser) == (204, "")
    assert report(browser) == (429, "request.too_often")
    assert browser.get("/api/v1/about").status_code == 200
    demo_server.time.later(seconds=WINDOW.total_seconds())
    assert report(browser) == (204, "")
