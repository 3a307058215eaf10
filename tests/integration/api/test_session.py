"""Logging in, staying in, getting out; and what is refused on the way."""

import pytest

from consult.access.system import SYSTEM
from consult.actions.network.accounts import DisableAccount, disable_account
from server.network.demo import PASSWORD
from server.security.auth.throttle import HERE
from tests.fixtures.server import Running

LOGIN = {"username": "county.doctor", "password": PASSWORD}
WRONG = {"username": "county.doctor", "password": "something else"}
NEW = "another good password"


def post(server: Running, body: dict[str, str], **headers: str):
    return server.browser(**headers).post("/api/v1/session", json=body)


def disable(server: Running, username: str) -> None:
    def find(store):
        account = store.accounts.find(username=username)
        return account.id, store.roles.list(person_id=account.person_id)[0].org_id

    async def run():
        account_id, org_id = await server.services.uow.look(find)
        cmd = DisableAccount(account_id=account_id, org_id=org_id)
        await server.services.uow.run(disable_account, cmd, actor=SYSTEM)

    server.call(run)


@pytest.mark.both_backends
def test_login_answers_who_one_is(demo_server: Running):
    browser = demo_server.browser()
    answer = browser.post("/api/v1/session", json=LOGIN)
    me = answer.json()
    assert answer.status_code == 200
    assert me["username"] == "county.doctor"
    assert me["person"]["name"] == "县医生甲"
    assert [role["role"] for role in me["roles"]] == ["doctor"]
    assert me["roles"][0]["department_name"] == "急诊科"
    assert me["time_zone"] == "Asia/Shanghai"
    assert browser.get("/api/v1/session").json()["person"] == me["person"]


def test_cookie_is_kept_from_scripts_and_other_sites(demo_server: Running):
    cookie = post(demo_server, LOGIN).headers["set-cookie"]
    assert cookie.startswith("huizhen_session=")
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= {part.strip() for part in cookie.split(";")}


def test_name_is_case_folded_and_trimmed(demo_server: Running):
    assert post(demo_server, LOGIN | {"username": " County.Doctor "}).status_code == 200


def test_wrong_password_unknown_name_and_disabled_login_answer_alike(demo_server: Running):
    disable(demo_server, "county.nurse")
    answers = [
        post(demo_server, WRONG),
        post(demo_server, WRONG | {"username": "nobody"}),
        post(demo_server, {"username": "county.nurse", "password": PASSWORD}),
        post(demo_server, {"username": "county\u0130", "password": "x" * 1000}),
    ]
    assert {answer.status_code for answer in answers} == {401}
    assert {answer.text for answer in answers} == {answers[0].text}
    assert answers[0].headers["content-type"] == "application/problem+json"
    assert answers[0].json()["code"] == "session.wrong_password"


def test_problem_speaks_the_callers_language(demo_server: Running):
    german = post(demo_server, WRONG, **{"Accept-Language": "de, zh;q=0.5, en;q=0.1"})
    assert german.json()["detail"] == "用户名或密码错误。"
    doctor = demo_server.login("county.doctor")
    doctor.put("/api/v1/session/locale", json={"locale": "en"})
    refused = doctor.put("/api/v1/session/locale", json={"locale": "tlh"})
    assert (refused.status_code, refused.json()["detail"]) == (
        422,
        "tlh is not a language of Huizhen.",
    )


def test_guessing_is_slowed_even_for_the_right_password(demo_server: Running):
    for _ in range(HERE.free):
        assert post(demo_server, WRONG).status_code == 401
    slowed = post(demo_server, LOGIN)
    assert slowed.status_code == 429
    assert slowed.json()["code"] == "session.throttled"
    wait = slowed.json()["params"]["retry_after"]
    assert slowed.headers["retry-after"] == str(wait)
    assert post(demo_server, {**LOGIN, "username": "county.tech"}).status_code == 200
    demo_server.time.later(seconds=wait)
    assert post(demo_server, LOGIN).status_code == 200
    assert post(demo_server, WRONG).status_code == 401


def test_session_ends_after_its_life(demo_server: Running):
    browser = demo_server.login("county.doctor")
    demo_server.time.later(hours=13)
    assert browser.get("/api/v1/session").status_code == 200
    demo_server.time.later(hours=1)
    ended = browser.get("/api/v1/session")
    assert (ended.status_code, ended.json()["code"]) == (401, "session.required")


@pytest.mark.both_backends
def test_session_notes_that_it_is_used(demo_server: Running):
    browser = demo_server.login("county.doctor")

    def seen():
        sessions = demo_server.call(demo_server.services.uow.look, lambda s: s.sessions.list())
        return sessions[0].seen_at - sessions[0].created_at

    demo_server.time.later(minutes=4)
    browser.get("/api/v1/session")
    assert seen().total_seconds() == 0
    demo_server.time.later(minutes=2)
    browser.get("/api/v1/session")
    assert seen().total_seconds() >= 360


def test_logging_out_ends_the_session_itself(demo_server: Running):
    browser = demo_server.login("county.doctor")
    secret = browser.cookies["huizhen_session"]
    assert browser.delete("/api/v1/session").status_code == 204
    thief = demo_server.browser(Cookie=f"huizhen_session={secret}")
    assert thief.get("/api/v1/session").status_code == 401


def test_database_never_learns_the_secret(demo_server: Running):
    secret = demo_server.login("county.doctor").cookies["huizhen_session"]
    sessions = demo_server.call(demo_server.services.uow.look, lambda s: s.sessions.list())
    assert secret not in repr(sessions)
    assert len(secret) >= 43


def test_disabling_a_login_ends_its_sessions(demo_server: Running):
    browser = demo_server.login("county.doctor")
    disable(demo_server, "county.doctor")
    assert browser.get("/api/v1/session").status_code == 401


def test_new_password_ends_the_other_sessions(demo_server: Running):
    here, elsewhere = demo_server.login("county.doctor"), demo_server.login("county.doctor")
    change = {"old": PASSWORD, "new": NEW}
    assert here.put("/api/v1/session/password", json=change).status_code == 204
    assert here.get("/api/v1/session").status_code == 200
    assert elsewhere.get("/api/v1/session").status_code == 401
    assert post(demo_server, LOGIN).status_code == 401
    demo_server.login("county.doctor", NEW)


def test_new_password_needs_the_old_one(demo_server: Running):
    browser = demo_server.login("county.doctor")
    refused = browser.put("/api/v1/session/password", json={"old": "a guess", "new": NEW})
    assert (refused.status_code, refused.json()["code"]) == (403, "session.not_confirmed")
    assert browser.get("/api/v1/session").status_code == 200


@pytest.mark.parametrize("new", ["short", "aaaaaaaaaaaa", "county.doctor-1", "x" * 257])
def test_new_password_is_not_one_to_guess(demo_server: Running, new: str):
    browser = demo_server.login("county.doctor")
    refused = browser.put("/api/v1/session/password", json={"old": PASSWORD, "new": new})
    assert refused.status_code == 422
    assert refused.json()["params"]["field"] == "new"


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "", "Origin": "http://127.0.0.1:8000"},
    ],
)
def test_login_from_another_site_is_refused(demo_server: Running, headers: dict[str, str]):
    refused = post(demo_server, LOGIN, **headers)
    assert (refused.status_code, refused.json()["code"]) == (403, "request.cross_site")
    assert "set-cookie" not in refused.headers


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://127.0.0.1:8000", 200),
        ("http://localhost:8000", 200),
        ("http://127.0.0.1:8001", 403),
        ("https://127.0.0.1:8000", 403),
        ("http://evil.example", 403),
        ("null", 403),
    ],
)
def test_without_sec_fetch_site_the_origin_decides(demo_server: Running, origin, status):
    browser = demo_server.browser(Origin=origin)
    del browser.headers["Sec-Fetch-Site"]
    assert browser.post("/api/v1/session", json=LOGIN).status_code == status


def test_another_name_for_the_server_is_refused(demo_server: Running):
    rebound = demo_server.browser(Host="evil.example:8000").get("/api/v1/about")
    assert (rebound.status_code, rebound.json()["code"]) == (403, "request.foreign_host")
    assert demo_server.browser(Host="10.0.0.7").get("/healthz").status_code == 200
