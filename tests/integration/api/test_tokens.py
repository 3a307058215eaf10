"""Bearer tokens: what they may, how they end."""

import pytest

from tests.fixtures.server import Running


def make(server: Running, **body: object):
    doctor = server.login("county.doctor")
    answer = doctor.post("/api/v1/tokens", json={"name": "script", "scopes": ["api"]} | body)
    return doctor, answer


def bearer(server: Running, token: str):
    program = server.browser(Authorization=f"Bearer {token}")
    del program.headers["Sec-Fetch-Site"]
    return program


def test_token_acts_as_its_owner_without_a_cookie(demo_server: Running):
    _, made = make(demo_server)
    assert made.status_code == 201
    assert made.json()["token"].startswith("hz_")
    program = bearer(demo_server, made.json()["token"])
    assert program.get("/api/v1/hospitals").status_code == 200
    assert program.put("/api/v1/session/locale", json={"locale": "en"}).status_code == 204


def test_list_never_shows_the_secret(demo_server: Running):
    doctor, made = make(demo_server)
    listed = doctor.get("/api/v1/tokens")
    assert [row["id"] for row in listed.json()["items"]] == [made.json()["id"]]
    assert made.json()["token"] not in listed.text


def test_token_of_another_scope_is_refused(demo_server: Running):
    _, made = make(demo_server, scopes=["dicomweb"])
    refused = bearer(demo_server, made.json()["token"]).get("/api/v1/hospitals")
    assert (refused.status_code, refused.json()["code"]) == (403, "token.scope_missing")


@pytest.mark.both_backends
def test_token_ends_in_time_and_when_revoked(demo_server: Running):
    doctor, short = make(demo_server, expires_in=60)
    lasting = doctor.post("/api/v1/tokens", json={"name": "b", "scopes": ["api"]}).json()
    demo_server.time.later(seconds=61)
    expired = bearer(demo_server, short.json()["token"]).get("/api/v1/hospitals")
    assert (expired.status_code, expired.json()["code"]) == (401, "session.bad_token")
    program = bearer(demo_server, lasting["token"])
    assert program.get("/api/v1/hospitals").status_code == 200
    assert doctor.delete(f"/api/v1/tokens/{lasting['id']}").status_code == 204
    assert program.get("/api/v1/hospitals").status_code == 401


def test_token_makes_no_token_and_cannot_confirm_a_password(demo_server: Running):
    _, made = make(demo_server)
    program = bearer(demo_server, made.json()["token"])
    another = program.post("/api/v1/tokens", json={"name": "c", "scopes": ["api"]})
    password = program.put("/api/v1/session/password", json={"old": "x", "new": "y"})
    assert [another.json()["code"], password.json()["code"]] == ["session.person_needed"] * 2


@pytest.mark.parametrize(
    "body", [{"scopes": []}, {"scopes": ["root"]}, {"name": ""}, {"expires_in": 1}]
)
def test_token_that_makes_no_sense_is_not_made(demo_server: Running, body):
    _, made = make(demo_server, **body)
    assert made.status_code == 422


def test_bad_bearer_does_not_fall_back_to_the_cookie(demo_server: Running):
    doctor, _ = make(demo_server)
    doctor.headers["Authorization"] = "Bearer hz_guess"
    assert doctor.get("/api/v1/hospitals").status_code == 401
