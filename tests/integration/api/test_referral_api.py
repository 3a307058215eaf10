"""A patient goes up and comes back down through HTTP, on both databases."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factories.gateways import receiving
from tests.fixtures.served import Served
from tests.stories.consulting import Consulting
from tests.stories.referring import body_of, refer, take


@pytest.fixture
def story(served: Served) -> Consulting:
    return Consulting(served)


def whole(story: Consulting, who: str, ids: dict[str, str]) -> dict[str, Any]:
    answer = story.get(who, f"/referrals/{ids['id']}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def group_of(story: Consulting, who: str, path: str, ids: dict[str, str]) -> str:
    """The group of a list it stands in, or ""."""
    groups = story.get(who, path).json()["groups"]
    found = [each["key"] for each in groups if ids["id"] in [row["id"] for row in each["items"]]]
    assert len(found) <= 1
    return found[0] if found else ""


@pytest.mark.both_backends
def test_up_and_told_back(story: Consulting) -> None:
    ids = refer(story, "up", "draft")
    assert story.get("referral.desk", f"/referrals/{ids['id']}").status_code == 404
    take(story, ids, "submit")
    desk = ("referral.desk", "/referrals/desk", ids)
    own = ("county.doctor", "/referrals", ids)
    assert (group_of(story, *desk), group_of(story, *own)) == ("to_answer", "waiting")

    token = {"token": texted(story, ids)}
    page = story.as_("county.doctor").post("/api/v1/ward-links/open", json=token).json()
    assert page["question"]["need"] == "icu"
    said = token | {"answer": "later", "who": "nurse A", "when_at": "2099-01-01T08:00:00Z"}
    answered = story.as_("county.doctor").post("/api/v1/ward-links/answer", json=said)
    assert answered.status_code == 204
    again = story.as_("county.doctor").post("/api/v1/ward-links/answer", json=said)
    assert story.refused(again) == (404, "ward_link.not_found")

    take(story, ids, "accept")
    take(story, ids, "depart")
    take(story, ids, "en_route")
    board = story.get("county.doctor", "/beds").json()["items"]
    assert [row["coming"] for row in board if row["department"]["id"] == ids["ward"]] == [1]
    assert (group_of(story, *desk), group_of(story, *own)) == ("on_the_way", "on_the_way")
    seen = whole(story, "referral.desk", ids)
    assert (seen["direction"], seen["ward_questions"][0]["answer"]) == ("received", "later")
    assert [note["data"]["text"] for note in seen["en_route"]] == ["stable"]

    scanned = story.post("referral.desk", "/referrals/arrivals", {"code": seen["slip_code"]})
    assert scanned["state"] == "arrived"
    assert (group_of(story, *desk), group_of(story, *own)) == ("there", "needs_me")
    for action in ("upload_records", "treat", "discharge"):
        take(story, ids, action)
    assert (group_of(story, *desk), group_of(story, *own)) == ("to_feed_back", "there")
    take(story, ids, "feedback")
    assert group_of(story, *own) == "needs_me"
    take(story, ids, "close")
    told = whole(story, "county.doctor", ids)
    assert told["row"]["state"] == "closed"
    assert told["feedback"]["signer"]["name"] == "cardiologist"
    assert (group_of(story, *desk), group_of(story, *own)) == ("", "done")
    assert told["transitions"][-1]["details"] == {}


def texted(story: Consulting, ids: dict[str, str]) -> str:
    """A ward is asked by a message to its telephone; the secret that came in it."""
    body = {**(body_of("ask_ward", ids["ward"]) or {}), "by_sms": True}
    asking = f"/referrals/{ids['id']}/ask_ward"
    refused = story.served.as_("referral.desk").post(f"/api/v1{asking}", json=body)
    assert story.refused(refused) == (409, "referral.no_ward_channel")
    with receiving() as gateway:
        template = {"url": gateway.url, "json": {"to": "{to}", "text": "{text}"}}
        sms = {"kind": "sms", "name": "sms", "config": template, "emergency_only": False}
        story.post("admin", "/channels", sms)
        ward = story.served.as_("admin").patch(
            f"/api/v1/departments/{ids['ward']}", json={"phone": "0635-8270000"}
        )
        assert ward.status_code == 200, ward.text
        made = story.post("referral.desk", asking, body)
        [message] = gateway.wait(1)
    assert message.json["to"] == "0635-8270000"
    assert made["path"] in message.json["text"]
    assert "示例患者" not in message.body.decode()
    secret = str(made["path"].partition("#")[2])
    kept = story.look(lambda store: [each.content for each in store.notices.list()])
    assert secret not in str(kept)
    return secret


def test_down_with_a_plan_at_home(story: Consulting) -> None:
    ids = refer(story, "down", "capability_checked")
    seen = whole(story, "county.doctor", ids)
    assert [(row["name"], row["yes"]) for row in seen["capability"]] == [("INR", True)]
    for action in ("accept", "depart", "arrive", "first_visit"):
        take(story, ids, action)
    kinds = sorted(task["kind"] for task in whole(story, "cardiologist", ids)["tasks"])
    assert kinds == ["test", "visit"]
    case = story.case("county.doctor", ids["case"])
    [referral] = [each for each in case["requests"] if each["kind"] == "referral_down"]
    assert referral["state"] == "plan_running"
    assert [each["may_convert"] for each in case["requests"]] == [True, False]
