"""No page of another site changes anything with a borrowed cookie, on any route there is."""

from __future__ import annotations

import pytest
from starlette.routing import Route

from server.security.web.origin import SAFE_METHODS
from tests.fixtures.served import Served
from tests.stories.consulting import Consulting

FOREIGN = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1:8000"},
    {"Sec-Fetch-Site": "SAME-ORIGIN"},
    {"Sec-Fetch-Site": ""},
    {"Origin": "https://evil.example"},
    {"Origin": "http://127.0.0.1:8001"},
    {"Origin": "https://127.0.0.1:8000"},
    {"Origin": "http://127.0.0.1:8000.evil.example"},
    {"Origin": "null"},
    {"Origin": "https://evil.example", "Authorization": "Basic aHo6aHo="},
]
SOME_ID = "0193f3a0-0000-7000-8000-000000000000"


def changing(served: Served) -> list[tuple[str, str]]:
    assert served.client is not None
    routes = [each for each in served.client.app.routes if isinstance(each, Route)]  # type: ignore[attr-defined]
    return [
        (method, each.path_format)
        for each in routes
        for method in (each.methods or set()) - SAFE_METHODS
    ]


def test_no_changing_route_listens_to_another_site(served_here: Served) -> None:
    story = Consulting(served_here)
    doctor = story.as_("county.doctor")
    before = len(story.audit())
    found = changing(served_here)
    wrong = []
    for method, path in found:
        for headers in FOREIGN:
            address = path.format_map(_AnyId())
            refused = doctor.request(method, address, headers=headers, json={})
            told = refused.json()["code"]
            if (refused.status_code, told) != (403, "request.cross_site"):
                wrong.append((method, path, headers, refused.status_code, told))
    assert len(found) > 40
    assert wrong == []
    assert len(story.audit()) == before
    assert doctor.get("/api/v1/session").status_code == 200


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}])
def test_a_bearer_token_is_nobodys_borrowed_cookie(
    served_here: Served, headers: dict[str, str]
) -> None:
    story = Consulting(served_here)
    body = {"name": "script", "scopes": ["api"]}
    token = story.post("county.doctor", "/tokens", body)["token"]
    assert served_here.client is not None
    program = served_here.client
    headers = headers | {"Authorization": f"Bearer {token}"}
    done = program.post("/api/v1/cases", json=served_here.emergency(), headers=headers)
    assert done.status_code == 201
    assert "access-control-allow-origin" not in done.headers


class _AnyId(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return SOME_ID
