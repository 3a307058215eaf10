"""Seven members in four hospitals meet about a case, over HTTP alone, on both databases."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from consult.actions.network import accounts
from server.security.auth.passwords import Passwords
from storage.database.unit_of_work import system_clock
from tests.fixtures.served import PASSWORD, Served
from tests.stories.consulting import Consulting
from tests.stories.mdt import Served as World
from tests.worlds.mdt import CONTENT, FORM, MEMBERS, TEAM, add_team

pytestmark = pytest.mark.both_backends

CHAIR, SECRETARY, COUNTY = "mdt.chair", "mdt.secretary", "county.doctor"


@pytest.fixture
def story(served: Served) -> Consulting:
    return Consulting(served)


def team(story: Consulting) -> str:
    """The board's id; everybody on it can log in."""
    known = set(story.served.people)
    board_id = add_team(World(story))  # type: ignore[arg-type]
    hashed = story.call(Passwords().hash, PASSWORD)
    for login in set(TEAM) - known:
        org_id, person_id = story.served.orgs[TEAM[login][0]], story.served.people[login]
        cmd = accounts.MakeAccount(
            org_id=org_id, person_id=person_id, username=login, password_hash=hashed
        )
        story.act(accounts.make_account, cmd)
    return board_id


def paper(story: Consulting, who: str, rid: str) -> dict[str, Any]:
    answer = story.get(who, f"/requests/{rid}/mdt")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def put(story: Consulting, who: str, path: str, body: object) -> int:
    answer = story.send(who, "PUT", path, body)
    assert answer.status_code == 200, answer.text
    return int(answer.json()["revision"])


def test_a_case_goes_before_the_team_and_back(story: Consulting) -> None:
    board = team(story)
    case_id = story.open()["id"]
    asked = {"board_id": board, "question": "Operate first?", "form": FORM}
    rid = story.post(COUNTY, f"/cases/{case_id}/mdt", asked)["id"]
    assert [row["request_id"] for row in story.get(CHAIR, "/mdt").json()["to_screen"]] == [rid]
    for who in ("cardiologist2", "county2.doctor"):  # not invited: there is no such thing
        assert story.get(who, f"/requests/{rid}/mdt").status_code == 404
    story.step(CHAIR, rid, "screen", {})

    begins = system_clock() + timedelta(days=3)
    times = {"starts_at": begins.isoformat(), "ends_at": (begins + timedelta(hours=1)).isoformat()}
    session = story.post(SECRETARY, f"/mdt/boards/{board}/sessions", {"mode": "live", **times})
    sid = session["id"]
    story.step(SECRETARY, rid, "plan", {"session_id": sid, "minutes": 15})
    story.post(SECRETARY, f"/mdt/sessions/{sid}/publish")

    for who in MEMBERS:
        story.post(who, f"/mdt/sessions/{sid}/answer", {"coming": True})
        put(story, who, f"/requests/{rid}/mdt/opinion", {"revision": 0, "text": f"{who} thinks"})
    for who in (*MEMBERS, CHAIR, SECRETARY, COUNTY):
        told = [row["text"] for row in paper(story, who, rid)["opinions"]]
        assert [text for text in told if text] == ([f"{who} thinks"] if who in MEMBERS else [])

    story.post(CHAIR, f"/mdt/sessions/{sid}/open")
    for who in (CHAIR, SECRETARY, *MEMBERS[:-1]):
        story.post(who, f"/mdt/sessions/{sid}/presence", {"here": True})
    moved = story.post(CHAIR, f"/mdt/sessions/{sid}/next", {"request_id": rid})
    assert moved["current_request_id"] == rid
    assert moved["quorum"]["met"]
    assert len(moved["agenda"][0]["readiness"]) == len(MEMBERS) + 1
    seen = story.get("county2.doctor", f"/mdt/sessions/{sid}")
    assert seen.status_code == 404
    story.step(CHAIR, rid, "open_opinions")
    assert len([row for row in paper(story, COUNTY, rid)["opinions"] if row["text"]]) == 6

    outcome = f"/requests/{rid}/mdt/outcome"
    revision = put(story, SECRETARY, outcome, {"revision": 0, "content": CONTENT})
    stale = story.send(CHAIR, "PUT", outcome, {"revision": 0, "content": CONTENT})
    assert story.refused(stale) == (412, "mdt_outcome.stale_version")
    assert paper(story, MEMBERS[0], rid)["outcome"]["revision"] == revision
    story.step(SECRETARY, rid, "conclude")
    story.step(SECRETARY, rid, "circulate")

    signature = {"password": PASSWORD, "version": 1, "value": "agree"}
    for who in MEMBERS[:-2]:
        story.step(who, rid, "sign_mdt", signature)
    early = story.send(CHAIR, "POST", f"/requests/{rid}/finalise", {**FINAL})
    assert story.refused(early) == (409, "mdt.unsigned")
    dissent = {"value": "dissent", "text": "Zu früh — 不同意。"}
    story.step(MEMBERS[-2], rid, "sign_mdt", signature | dissent)
    wrong = story.send(CHAIR, "POST", f"/requests/{rid}/finalise", FINAL | {"password": "x"})
    assert wrong.status_code == 403
    story.step(CHAIR, rid, "finalise", FINAL)

    final = paper(story, COUNTY, rid)
    assert final["outcome"]["status"] == "final"
    assert final["outcome"]["mdt_conclusion"]
    words = {row["person"]["name"]: (row["value"], row["text"]) for row in final["signatures"]}
    assert words[MEMBERS[-2]] == ("dissent", "Zu früh — 不同意。")
    assert MEMBERS[-1] not in words  # was not there
    assert final["signatures"][-1]["part"] == "chair"
    assert story.get(COUNTY, "/mdt").json()["actions"][0]["text"] == "Book the MRI"
    assert story.step(COUNTY, rid, "respond", {"value": "adopted"})["state"] == "acting"


FINAL = {"password": PASSWORD, "version": 1}
