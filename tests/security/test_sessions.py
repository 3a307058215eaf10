"""The logins one has open: seen, ended, and unlocked again; and a password somebody else gave."""

from __future__ import annotations

from collections import defaultdict

import pytest
from starlette.testclient import TestClient

from consult.access.system import SYSTEM
from consult.actions.network.accounts import SetPassword, set_password
from server.api import ROUTES
from server.security.auth.throttle import HERE
from server.uploads.endpoints import UPLOAD_ROUTES
from tests.fixtures.served import PASSWORD, Served, log_in
from tests.fixtures.server import Running

GIVEN = "a password somebody gave"
OWN = "a password of my own"
# What somebody with a given password needs to choose one.
OPEN = {
    ("GET", "/api/v1/session"),
    ("DELETE", "/api/v1/session"),
    ("PUT", "/api/v1/session/password"),
}


def sessions(browser: TestClient) -> list[dict[str, object]]:
    answer = browser.get("/api/v1/sessions")
    assert answer.status_code == 200, answer.text
    items: list[dict[str, object]] = answer.json()["items"]
    return items


# ---- seen and ended


def test_one_sees_ones_own_logins_and_which_is_this_one(demo_server: Running) -> None:
    ward = demo_server.login("county.doctor")
    demo_server.login("cardiologist")
    home = demo_server.browser(**{"user-agent": "Firefox at home"})
    home.post("/api/v1/session", json={"username": "county.doctor", "password": "huizhen-demo"})
    listed = sessions(ward)
    assert [each["current"] for each in listed] == [True, False]
    assert listed[1]["device"] == "Firefox at home"
    assert {"created_at", "seen_at", "expires_at"} <= set(listed[1])
    assert "token" not in repr(listed)


@pytest.mark.both_backends
def test_a_login_ended_from_elsewhere_is_over_at_once(demo_server: Running) -> None:
    ward, home = demo_server.login("county.doctor"), demo_server.login("county.doctor")
    [other] = [each for each in sessions(home) if not each["current"]]
    assert home.delete(f"/api/v1/sessions/{other['id']}").status_code == 204
    assert ward.get("/api/v1/session").status_code == 401
    assert [each["current"] for each in sessions(home)] == [True]


def test_nobody_ends_anothers_login(demo_server: Running) -> None:
    doctor, admin = demo_server.login("county.doctor"), demo_server.login("admin")
    [mine] = sessions(doctor)
    refused = admin.delete(f"/api/v1/sessions/{mine['id']}")
    assert (refused.status_code, refused.json()["code"]) == (404, "session.not_found")
    assert doctor.get("/api/v1/session").status_code == 200


def test_a_program_neither_sees_nor_ends_logins(demo_server: Running) -> None:
    doctor = demo_server.login("county.doctor")
    body = {"name": "script", "scopes": ["api"]}
    token = doctor.post("/api/v1/tokens", json=body).json()["token"]
    program = demo_server.browser(Authorization=f"Bearer {token}")
    [mine] = sessions(doctor)
    assert program.get("/api/v1/sessions").status_code == 403
    assert program.delete(f"/api/v1/sessions/{mine['id']}").status_code == 403


# ---- the lock on a screen


def test_a_locked_screen_opens_to_the_same_person_alone(demo_server: Running) -> None:
    doctor = demo_server.login("county.doctor")

    def unlock(password: str) -> tuple[int, str]:
        answer = doctor.post("/api/v1/session/unlock", json={"password": password})
        return answer.status_code, answer.json()["code"] if answer.content else ""

    assert unlock("huizhen-demo") == (204, "")
    for _ in range(HERE.free):
        assert unlock("a guess") == (403, "session.not_confirmed")
    assert unlock("huizhen-demo") == (429, "session.throttled")
    assert doctor.get("/api/v1/session").json()["idle_lock_minutes"] == 15


# ---- a password somebody else has set


def given_password(served: Served, who: str) -> TestClient:
    """A browser of somebody whose password the administrator has just set."""
    admin = served.as_("admin")
    people = admin.get("/api/v1/people", params={"q": who}).json()["items"]
    [account] = people[0]["accounts"]
    [org, *_] = [role["org_id"] for role in people[0]["roles"]]
    reset = admin.put(
        f"/api/v1/accounts/{account['id']}/password", json={"org_id": org, "password": GIVEN}
    )
    assert reset.status_code == 204, reset.text
    browser = TestClient(admin.app, base_url="http://127.0.0.1:8000")
    browser.portal = admin.portal
    entered = browser.post("/api/v1/session", json={"username": who, "password": GIVEN})
    assert entered.json()["must_change_password"] is True
    return browser


ANY_ID: dict[str, str] = defaultdict(lambda: "x")


def test_a_given_password_opens_nothing_but_its_own_change(served_here: Served) -> None:
    nurse = given_password(served_here, "county.tech")
    wrong = []
    for route in (*ROUTES, *UPLOAD_ROUTES):
        here = (route.method, route.path)
        if not route.auth or here in OPEN:
            continue
        answer = nurse.request(route.method, route.path.format_map(ANY_ID), json={})
        told = answer.json()["code"] if answer.content else "account.must_change_password"
        if (answer.status_code, told) != (403, "account.must_change_password"):
            wrong.append((here, answer.status_code))
    assert wrong == []
    with nurse.websocket_connect(
        "ws://127.0.0.1:8000/ws",
        subprotocols=["consult.v1"],
        headers={"Origin": "http://127.0.0.1:8000"},
    ) as socket:
        assert socket.receive() == {"type": "websocket.close", "code": 4501, "reason": ""}


def test_what_is_open_before_the_change_is_this_and_no_more() -> None:
    assert {(each.method, each.path) for each in ROUTES if each.with_given_password} == OPEN


def test_once_changed_everything_is_open(served_here: Served) -> None:
    tech = given_password(served_here, "county.tech")
    change = {"old": GIVEN, "new": OWN}
    assert tech.put("/api/v1/session/password", json=change).status_code == 204
    assert tech.get("/api/v1/session").json()["must_change_password"] is False
    assert tech.get("/api/v1/worklist").status_code == 200


def test_demonstration_logins_keep_their_public_password(demo_server: Running) -> None:
    services = demo_server.services

    def give(store):
        account = store.accounts.find(username="county.doctor")
        org_id = store.roles.list(person_id=account.person_id)[0].org_id
        return SetPassword(
            account_id=account.id, password_hash=account.password_hash, org_id=org_id
        )

    async def reset():
        await services.uow.run(set_password, await services.uow.look(give), actor=SYSTEM)

    demo_server.call(reset)
    assert demo_server.login("county.doctor").get("/api/v1/worklist").status_code == 200


# ---- whose password a hospital's administrator may set


@pytest.mark.parametrize("victim", ["admin", "supervisor"])
def test_a_hospitals_administrator_cannot_become_the_networks(
    served_here: Served, victim: str
) -> None:
    """Both belong to Liaocheng; setting a password is being able to log in with it."""
    network = served_here.as_("admin")
    liaocheng = served_here.orgs["liaocheng"]
    org = {"org_id": liaocheng}
    coordinator = served_here.people["coordinator"]
    network.post(f"/api/v1/people/{coordinator}/roles", json=org | {"role": "hospital_admin"})
    local = served_here.as_("coordinator")
    people = local.get("/api/v1/people", params={"q": victim}).json()["items"]
    [account] = [each["accounts"][0] for each in people if each["name"] == victim]
    for method, path, body in (
        ("PUT", f"/api/v1/accounts/{account['id']}/password", {"password": GIVEN}),
        ("PUT", f"/api/v1/accounts/{account['id']}/status", {"disabled": True}),
        ("PATCH", f"/api/v1/people/{served_here.people[victim]}", {"name": "somebody"}),
        (
            "POST",
            f"/api/v1/people/{served_here.people[victim]}/account",
            {"username": "second", "password": GIVEN},
        ),
    ):
        refused = local.request(method, path, json=org | body)
        assert (refused.status_code, refused.json()["code"]) == (403, "policy.not_allowed"), path
    log_in(network, victim)
    assert PASSWORD not in repr(people)
