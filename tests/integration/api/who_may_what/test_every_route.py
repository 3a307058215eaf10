"""Every route × everybody: what the policy says is what HTTP answers, and no route is forgotten."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from httpx2 import Response
from starlette.routing import BaseRoute, Host, Mount, Route, Router, WebSocketRoute
from starlette.testclient import TestClient

from server.jobs.clocks import Clocks
from storage.database.unit_of_work import system_clock
from tests.fixtures.backends import Backend
from tests.fixtures.served import serving
from tests.fixtures.soak import SOAK
from tests.integration.api.who_may_what import (
    account,
    cases,
    duty,
    fhir,
    mdt,
    network,
    recordings,
    referrals,
    requests,
)
from tests.integration.api.who_may_what.judging import OF_A_CASE, expected
from tests.integration.api.who_may_what.rule import (
    API,
    LOGIN_NEEDED,
    NOT_THERE,
    PEOPLE,
    Ids,
    Rows,
    Rule,
    Target,
)
from tests.stories.consulting import Consulting

AREAS = (account, network, cases, requests, recordings, fhir, duty, referrals, mdt)
MATRIX: Rows = {}
TARGETS: dict[str, Target] = {}
for area in AREAS:
    MATRIX |= area.ROWS
    TARGETS |= area.TARGETS
# What was made for one reading route is there for the next.
UNTOUCHED: dict[tuple[str, str], Ids] = {}


# Looked at elsewhere: tests/security/test_sockets.py.
SOCKETS = {("WS", "/ws")}


async def beat(clocks: Clocks) -> float:
    """Fire nothing, and be well."""
    clocks.beat_at = system_clock()
    return 1.0


@pytest.fixture(scope="module")
def story(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Consulting]:
    """One server for all: each call gets a case of its own."""
    folder = tmp_path_factory.mktemp("matrix")
    shutil.copy(sqlite_template, folder / "huizhen.db")
    backend = Backend(f"sqlite:///{folder}/huizhen.db", f"file:{folder}/objects")
    # Hundreds of emergencies would ring all the while, and nobody asks here who is rung.
    with pytest.MonkeyPatch.context() as patched, ExitStack() as stack:
        patched.setattr(Clocks, "fire_due", beat)
        served = stack.enter_context(serving(backend, folder / "data"))
        story = Consulting(served)
        for scope, data in (("gangcha", {"release": ["head"]}), ("liaocheng", {"fee": True})):
            body = {"data": data, "reason": "rules of the house"}
            answer = story.send("admin", "PUT", f"/limits/{served.orgs[scope]}", body)
            assert answer.status_code == 200, answer.text
        yield story


def named(route: BaseRoute) -> set[tuple[str, str]]:
    """A route's methods and path; whatever is neither route nor socket cannot be in the matrix."""
    if isinstance(route, WebSocketRoute):
        return {("WS", route.path)}
    if not isinstance(route, Route):
        return {(type(route).__name__, getattr(route, "path", ""))}
    methods = set(route.methods or ())
    # A GET answers HEAD by itself; a HEAD of its own stands alone.
    return {(m, route.path) for m in methods - ({"HEAD"} if "GET" in methods else set())}


def test_no_route_is_forgotten(story: Consulting) -> None:
    assert story.served.client is not None
    found = [named(route) for route in story.served.client.app.routes]  # type: ignore[attr-defined]
    assert set().union(*found) == set(MATRIX) | SOCKETS


@pytest.mark.parametrize("route", [Mount("/dicom-web", routes=[]), Host("other", Router())])
def test_a_part_with_routes_of_its_own_would_be_noticed(route: BaseRoute) -> None:
    assert not named(route) & (set(MATRIX) | SOCKETS)


def call(
    story: Consulting, browser: TestClient, method: str, path: str, rule: Rule, ids: Ids
) -> Response:
    headers = dict(rule.headers)
    if rule.about == "upload to case":
        case_id = base64.b64encode(ids["case"].encode()).decode()
        name = base64.b64encode(b"a.scp").decode()
        headers |= {
            "Upload-Length": "10",
            "Upload-Metadata": f"filename {name},case {case_id}",
        }
    by_org = rule.about in ("member", "person")
    query = {"org": story.served.orgs["gangcha"]} if by_org else {}
    if rule.about.startswith("duty"):
        query = {"org": ids["org"], "specialty": "cardiology", "starting": "2090-01-01"}
    address = path.replace("{path:path}", ids.get("path", "today")).format(**ids)
    body = rule.body(story, ids) if rule.body else None
    content = b"0123456789" if method == "PATCH" and path.startswith("/uploads") else None
    return browser.request(
        method, address, json=body, headers=headers, params=query, content=content
    )


def refusal(answer: Response) -> int | None:
    """401 only when a login or proof is missing: a wrong password at the login is no refusal."""
    if answer.status_code == LOGIN_NEEDED and answer.content:
        missing = "session.required" in answer.text or "callback.refused" in answer.text
        return LOGIN_NEEDED if missing else None
    return answer.status_code if answer.status_code in (401, 403, 404) else None


@pytest.mark.parametrize(("method", "path"), sorted(MATRIX))
def test_http_answers_what_the_policy_says(story: Consulting, method: str, path: str) -> None:
    rule = MATRIX[method, path]
    ids = UNTOUCHED.get((rule.about, rule.state), {}) if method == "GET" else {}
    ids = ids or TARGETS[rule.about](story, rule.state)
    people = (*PEOPLE, "referral.desk") if "referral" in path else PEOPLE
    refused = [who for who in people if expected(story, rule, ids, who) is not None]
    let = [who for who in people if who not in refused]
    wrong: list[tuple[str, object, int, str]] = []
    answers = set()
    # Each step that is done needs a case of its own for the next person: a soak does them all.
    for who in (*refused, *(let if SOAK or method == "GET" else let[:1])):
        if not ids:
            ids = TARGETS[rule.about](story, rule.state)
        wanted = expected(story, rule, ids, who)
        answers.add(wanted)
        answer = call(story, browser_of(story, who, method, path), method, path, rule, ids)
        if refusal(answer) != wanted or answer.status_code >= 500:
            wrong.append((who, wanted, answer.status_code, answer.text[:200]))
        if wanted is None and rule.about in OF_A_CASE and answer.status_code >= 400:
            wrong.append((who, "done", answer.status_code, answer.text[:200]))
        if refusal(answer) is None and method != "GET":
            ids = {}  # a step that was done may leave nothing for the next person
    if method == "GET":
        UNTOUCHED[rule.about, rule.state] = ids
    assert wrong == []
    if rule.about in OF_A_CASE:  # else an expectation that always refuses would pass unnoticed
        assert answers >= {None, LOGIN_NEEDED, NOT_THERE}


def browser_of(story: Consulting, who: str, method: str, path: str) -> TestClient:
    assert story.served.client is not None
    if who == "nobody":
        stranger = TestClient(story.served.client.app, base_url="http://127.0.0.1:8000")
        stranger.portal = story.served.client.portal
        return stranger
    if path == f"{API}/session" and method in ("DELETE", "POST"):
        return story.served.as_(who)  # a login of its own, which may end here
    return story.as_(who)
