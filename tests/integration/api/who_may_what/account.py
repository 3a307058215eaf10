"""The installation, and one's own login, tokens, address and sessions."""

from __future__ import annotations

from tests.fixtures.served import PASSWORD
from tests.integration.api.who_may_what.rule import (
    API,
    LOGIN,
    PUBLIC,
    Ids,
    Rows,
    Rule,
    Target,
    fixed,
)
from tests.stories.consulting import Consulting

ROWS: Rows = {
    ("GET", "/healthz"): PUBLIC,
    ("GET", "/readyz"): PUBLIC,
    ("GET", "/metrics"): Rule("this machine"),
    ("GET", "/{path:path}"): PUBLIC,
    ("GET", f"{API}/openapi.json"): PUBLIC,
    ("GET", f"{API}/about"): PUBLIC,
    ("POST", f"{API}/session"): Rule("public", body=fixed(username="ghost", password="boo")),
    ("GET", f"{API}/session"): LOGIN,
    ("DELETE", f"{API}/session"): LOGIN,
    ("PUT", f"{API}/session/password"): Rule("login", body=fixed(old=PASSWORD, new="x")),
    ("PUT", f"{API}/session/locale"): Rule("login", body=fixed(locale="en")),
    ("POST", f"{API}/session/unlock"): Rule("login", body=fixed(password=PASSWORD)),
    ("GET", f"{API}/sessions"): LOGIN,
    ("DELETE", f"{API}/sessions/{{id}}"): Rule("own session"),
    ("POST", f"{API}/client-errors"): Rule(
        "public", body=fixed(kind="TypeError", places=[], version="1", page="/today")
    ),
    ("GET", f"{API}/tokens"): LOGIN,
    ("POST", f"{API}/tokens"): Rule("login", body=fixed(name="script", scopes=["api"])),
    ("DELETE", f"{API}/tokens/{{id}}"): Rule("own token"),
    ("POST", f"{API}/ws-ticket"): LOGIN,
    ("GET", f"{API}/vocabulary"): LOGIN,
    ("GET", f"{API}/me/contact"): LOGIN,
    ("PUT", f"{API}/me/contact"): Rule("login", body=fixed(email="a@b.example")),
    ("POST", f"{API}/me/push"): Rule(
        "login", body=fixed(endpoint="x", keys={"p256dh": "", "auth": ""})
    ),
    ("POST", f"{API}/me/push/stop"): Rule("login", body=fixed(endpoint="x")),
    ("POST", f"{API}/me/test_call"): LOGIN,
}


def own_token(story: Consulting) -> Ids:
    body = {"name": "script", "scopes": ["api"]}
    return {"id": story.post("county.doctor", "/tokens", body)["id"]}


def own_session(story: Consulting) -> Ids:
    mine = story.served.as_("county.doctor").get("/api/v1/sessions").json()["items"]
    return {"id": mine[0]["id"]}


TARGETS: dict[str, Target] = {
    "public": lambda story, state: {"path": "today"},
    "this machine": lambda story, state: {},
    "login": lambda story, state: {"org": story.served.orgs["gangcha"], "locale": "en"},
    "own token": lambda story, state: own_token(story),
    "own session": lambda story, state: own_session(story),
}
