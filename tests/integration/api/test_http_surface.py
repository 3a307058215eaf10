"""What holds for every answer and every declared route."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from consult.network.people import TOKEN_SCOPES
from server import api
from server.api import ROUTES
from server.app import OTHER_ROUTES
from server.dicomweb.routes import DICOMWEB_ROUTES
from server.fhir.routes import FHIR_ROUTES
from server.http import ApiRoute
from server.security.web.origin import SAFE_METHODS
from server.uploads.endpoints import UPLOAD_ROUTES
from tests.fixtures.server import Running

DECLARED = (*ROUTES, *UPLOAD_ROUTES, *DICOMWEB_ROUTES, *FHIR_ROUTES)
PUBLIC = {
    # a program may look what there is before it asks for a login
    ("GET", "/fhir/R4/metadata"),
    # a ward's telephone has the secret of its link in the body
    ("POST", "/api/v1/ward-links/open"),
    ("POST", "/api/v1/ward-links/answer"),
    ("POST", "/api/v1/ward-links/beds"),
    # a gateway proves itself by its own secret
    ("POST", "/api/v1/callbacks/{id}"),
    ("GET", "/api/v1/about"),
    ("POST", "/api/v1/session"),
    ("POST", "/api/v1/client-errors"),
    ("OPTIONS", "/uploads/"),
}
SOME_ID = "0193f3a0-0000-7000-8000-000000000000"


def address(route: ApiRoute) -> str:
    parts = (SOME_ID if part.startswith("{") else part for part in route.path.split("/"))
    return "/".join(parts)


def name(route: ApiRoute) -> str:
    return f"{route.method} {route.path}"


def test_public_routes_are_these_and_no_others():
    assert {(route.method, route.path) for route in DECLARED if not route.auth} == PUBLIC


def test_every_route_says_what_it_is_and_what_it_gives():
    assert {name(route) for route in DECLARED if not route.summary} == set()
    assert {name(route) for route in DECLARED if route.answer is None} == set()
    assert {route.scope for route in DECLARED} <= TOKEN_SCOPES
    assert len({name(route) for route in DECLARED}) == len(DECLARED)


def test_every_route_wants_a_login(demo_server: Running):
    stranger = demo_server.browser()
    for route in DECLARED:
        if route.auth:
            refused = stranger.request(route.method, address(route))
            assert refused.status_code == 401, name(route)


def test_every_changing_route_refuses_another_site(demo_server: Running):
    doctor = demo_server.login("county.doctor")
    doctor.headers["Sec-Fetch-Site"] = "cross-site"
    for route in DECLARED:
        if route.method not in SAFE_METHODS:
            refused = doctor.request(route.method, address(route))
            assert refused.json()["code"] == "request.cross_site", name(route)


def test_every_route_refuses_a_token_of_another_scope(demo_server: Running):
    doctor = demo_server.login("county.doctor")
    programs = {}
    for scope in ("fhir", "uploads"):
        body = {"name": "other", "scopes": [scope]}
        token = doctor.post("/api/v1/tokens", json=body).json()["token"]
        programs[scope] = demo_server.browser(Authorization=f"Bearer {token}")
    for route in DECLARED:
        if route.auth:
            program = programs["uploads" if route.scope == "fhir" else "fhir"]
            refused = program.request(route.method, address(route))
            assert refused.status_code == 403, name(route)


def test_every_body_is_checked_before_anything_is_done(demo_server: Running):
    doctor = demo_server.login("county.doctor")
    bodies = [route for route in DECLARED if route.body is not None]
    assert len(bodies) > 10
    for route in bodies:
        unknown = doctor.request(route.method, address(route), json={"surprise": 1})
        assert (unknown.status_code, unknown.json()["code"]) == (422, "request.invalid")
        broken = doctor.request(
            route.method,
            address(route),
            content=b"{",
            headers={"Content-Type": "application/json"},
        )
        assert (broken.status_code, broken.json()["code"]) == (422, "request.malformed")
        form = doctor.request(route.method, address(route), data={"a": "b"})
        assert (form.status_code, form.json()["code"]) == (415, "request.not_json")


@pytest.mark.parametrize(
    ("content", "code", "field"),
    [
        (b'{"name":"a\\u0000b"}', "request.invalid", "name"),
        (b'{"name":1}', "request.invalid", "name"),
        (b'{"names":"x"}', "request.invalid", "names"),
        (b"{}", "request.invalid", "name"),
        (b'{"name":"\xff"}', "request.malformed", ""),
        (b"[" * 100_000, "request.invalid", ""),
        (b'{"name":"' + b"x" * (1 << 20) + b'"}', "request.too_large", ""),
    ],
    ids=("nul", "type", "unknown", "missing", "charset", "deep", "large"),
)
def test_bad_bodies_are_told_where_they_are_bad(demo_server: Running, content, code, field):
    admin = demo_server.login("admin")
    refused = admin.post(
        "/api/v1/hospitals", content=content, headers={"Content-Type": "application/json"}
    )
    assert refused.json()["code"] == code
    assert refused.json()["params"].get("field") == field


@pytest.mark.parametrize(
    "query", ["?limit=0", "?limit=201", "?limit=٣", "?limit=-1", "?q=%00", "?q=" + "x" * 501]
)
def test_bad_queries_are_refused(demo_server: Running, query: str):
    assert demo_server.login("admin").get(f"/api/v1/people{query}").status_code == 422


def test_every_answer_is_hardened_numbered_and_timed(demo_server: Running):
    browser = demo_server.browser()
    answers = [
        browser.get(path) for path in ("/", "/api/v1/about", "/api/v1/nothing", "/healthz")
    ] + [browser.post("/api/v1/session", json={}, headers={"Sec-Fetch-Site": "cross-site"})]
    for answer in answers:
        policy = answer.headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "unsafe-inline" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert "strict-transport-security" not in answer.headers
        stamp = answer.headers["x-server-time"]
        assert len(stamp) == len("2026-11-21T06:00:00.000Z")
        assert abs((datetime.now(UTC) - datetime.fromisoformat(stamp)).total_seconds()) < 60
    assert len({answer.headers["x-request-id"] for answer in answers}) == len(answers)


def test_unknown_addresses_are_json_under_api_and_the_app_elsewhere(demo_server: Running):
    browser = demo_server.browser()
    missing = browser.get("/api/v1/nothing")
    assert (missing.status_code, missing.json()["code"]) == (404, "route.not_found")
    assert browser.get("/assets/nothing.js").status_code == 404
    page = browser.get("/cases/anything")
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert page.headers["cache-control"] == "no-store"
    wrong = browser.delete("/api/v1/about")
    assert (wrong.status_code, wrong.json()["code"]) == (405, "request.wrong_method")


@pytest.mark.parametrize(
    "path", ["/../settings.py", "/%2e%2e/settings.py", "/..%2fsettings.py", "/assets/../../app.py"]
)
def test_no_path_leads_out_of_the_web_app(demo_server: Running, path: str):
    assert "import" not in demo_server.browser().get(path).text[:500]


def test_openapi_describes_every_api_route(demo_server: Running):
    document = demo_server.browser().get("/api/v1/openapi.json").json()
    assert document["openapi"] == "3.1.0"
    described = {
        (method.upper(), path)
        for path, operations in document["paths"].items()
        for method in operations
    }
    assert described == {(route.method, route.path) for route in ROUTES}
    operations = [op for path in document["paths"].values() for op in path.values()]
    assert len({op["operationId"] for op in operations}) == len(operations)
    known = document["components"]["schemas"]
    assert set(references(document)) <= {f"#/components/schemas/{name}" for name in known}
    assert "Problem" in known
    told = {p["name"] for op in operations for p in op["parameters"] if p["in"] == "query"}
    sources = [path.read_text() for path in Path(api.__file__).parent.rglob("*.py")]
    asked = re.findall(r'ctx\.(?:query\.get|flag)\("(\w+)"', "".join(sources))
    assert set(asked) <= told


def references(node: object):
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


@pytest.mark.both_backends
def test_readiness_names_each_part(empty_server: Running):
    ready = empty_server.browser().get("/readyz")
    assert ready.status_code == 200
    assert ready.json()["parts"] == dict.fromkeys(
        ("database", "schema", "objects", "spool", "clocks", "bus"), "ok"
    )


def test_readiness_names_the_part_that_fails(empty_server: Running):
    spool = empty_server.settings.spool_dir
    spool.rename(spool.with_name("gone"))
    broken = empty_server.browser().get("/readyz")
    assert broken.status_code == 503
    assert broken.json()["parts"]["spool"] != "ok"
    assert broken.json()["parts"]["database"] == "ok"
    assert empty_server.browser().get("/healthz").json() == {"alive": True}


def test_about_lists_the_demonstration_logins_only_while_there_are_any(empty_server: Running):
    before = empty_server.browser().get("/api/v1/about").json()
    assert (before["demo"], before["demo_accounts"], before["demo_password"]) == (False, [], None)
    empty_server.seed()
    after = empty_server.browser().get("/api/v1/about").json()
    assert after["demo"] is True
    assert {"username": "county.doctor", "name": "县医生甲", "role": "doctor"}.items() <= after[
        "demo_accounts"
    ][0].items()


def test_socket_and_uploads_are_served():
    assert {route.path for route in OTHER_ROUTES} >= {"/ws", "/uploads/"}  # type: ignore[attr-defined]
