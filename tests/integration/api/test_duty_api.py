"""A roster planned, exchanged and handed over through HTTP, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from storage.database.unit_of_work import system_clock
from tests.fixtures.served import Served
from tests.stories.consulting import Consulting


@pytest.fixture
def story(served: Served) -> Consulting:
    return Consulting(served)


@pytest.fixture
def here(served_here: Served) -> Consulting:
    """On the embedded parts alone, where the other backend would add nothing."""
    return Consulting(served_here)


def at(hours: float) -> str:
    """The full hour that many hours from now."""
    now = system_clock().astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    return (now + timedelta(hours=hours)).isoformat()


def plan(story: Consulting, who: str, line: int = 1) -> str:
    """Every hour of every day, from yesterday on."""
    org = story.served.orgs["liaocheng"]
    saved = story.send(
        "coordinator", "PUT", "/duty/rosters", {"org_id": org, "specialty": "cardiology"}
    )
    assert saved.status_code == 200, saved.text
    roster = str(saved.json()["id"])
    body = {
        "line": line,
        "person_id": story.served.people[who],
        "weekdays": list(range(7)),
        "starts_min": 0,
        "length_min": 24 * 60,
        "valid_from": (system_clock() - timedelta(days=2)).date().isoformat(),
    }
    story.post("coordinator", f"/duty/rosters/{roster}/shifts", body)
    return roster


def week(story: Consulting, who: str = "coordinator") -> dict[str, Any]:
    answer = story.get(who, "/duty/week", org=story.served.orgs["liaocheng"])
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def on_call(story: Consulting, hours: float | None = None) -> list[str]:
    """Now, or at a full hour to come: nobody has a role here before the test began."""
    when = system_clock().isoformat() if hours is None else at(hours)
    query = {"org": story.served.orgs["liaocheng"], "specialty": "cardiology", "at": when}
    lines = story.get("county.doctor", "/duty/on_call", **query).json()["lines"]
    return [each["name"] for each in lines[0]["people"]]


@pytest.mark.both_backends
def test_a_week_is_planned_changed_for_once_and_exchanged(story: Consulting) -> None:
    people = story.served.people
    roster = plan(story, "cardiologist")
    [shown] = week(story)["rosters"]
    assert {bar["line"] for bar in shown["bars"] if bar["people"]} == {1}
    assert all(hole["lines"] == [2] for hole in shown["holes"])
    assert len({hole["day"] for hole in shown["holes"]}) == 14

    once = {"line": 1, "person_id": people["surgeon"], "starts_at": at(24), "ends_at": at(30)}
    story.post("coordinator", f"/duty/rosters/{roster}/overrides", once)
    assert (on_call(story, 23), on_call(story, 25)) == (["cardiologist"], ["surgeon"])

    gives = {"line": 1, "starts_at": at(2), "ends_at": at(8)}
    swap = {"from_id": people["cardiologist"], "to_id": people["cardiologist3"], "gives": gives}
    asked = story.post("cardiologist", f"/duty/rosters/{roster}/swaps", swap)
    assert story.get("cardiologist3", "/duty/me").json()["swaps_asked"] == 1
    story.post("cardiologist3", f"/duty/swaps/{asked['id']}/answer", {"agree": True})
    assert (on_call(story, 1), on_call(story, 3)) == (["cardiologist"], ["cardiologist3"])

    # The county sees whom it would reach, not why somebody is away.
    away = {"presence": "away", "until": at(2)}
    assert story.send("cardiologist", "PUT", "/duty/me/availability", away).status_code == 200
    assert on_call(story) == []
    assert any(bar["skipped"] for bar in week(story)["rosters"][0]["bars"])
    theirs = week(story, "county.doctor")
    assert (theirs["own"], theirs["leaves"], theirs["swaps"]) == (False, [], [])
    assert not any(bar["skipped"] for bar in theirs["rosters"][0]["bars"])


def test_a_rehearsal_says_who_would_ring_and_nothing_rings(here: Consulting) -> None:
    plan(here, "cardiologist")
    plan(here, "cardiologist3", line=2)
    query = {"org": here.served.orgs["liaocheng"], "specialty": "cardiology", "at": at(40)}
    found = here.get("county.doctor", "/duty/rehearsal", **query).json()["plan"]
    rung = [(step["target"], step["name"]) for step in found["steps"]]
    assert rung[:2] == [("line1", "cardiologist"), ("line2", "cardiologist3")]
    assert found["steps"][0]["after_s"] == 0 < found["steps"][1]["after_s"]
    assert here.look(lambda store: store.outbox.list()) == []
    now = system_clock().replace(second=0, microsecond=0)  # before the people came, in seconds
    of_now = here.get("county.doctor", "/duty/rehearsal", **(query | {"at": now.isoformat()}))
    assert now < datetime.fromisoformat(of_now.json()["at"]) <= system_clock()
    bad = here.get("county.doctor", "/duty/rehearsal", **(query | {"at": "tomorrow"}))
    assert here.refused(bad) == (422, "request.invalid")


def test_ones_own_duty_and_the_alarm_that_was_heard(here: Consulting) -> None:
    plan(here, "cardiologist")
    mine = here.get("cardiologist", "/duty/me").json()
    assert (mine["on_duty"], mine["tested_at"], mine["presence"]) == (True, None, "available")
    assert mine["now"][0]["specialty"] == "cardiology"
    session = here.get("cardiologist", "/session").json()
    assert session["on_duty_until"] == mine["until"]
    here.post("cardiologist", "/duty/me/alarm_tests", {"device": "phone"})
    heard = here.get("cardiologist", "/duty/me").json()
    assert (heard["tested_at"] is not None, heard["tested_on"]) == (True, "phone")
    assert here.get("surgeon", "/duty/me").json()["on_duty"] is False


@pytest.mark.both_backends
def test_suggestions_figures_and_papers_are_read_from_what_was_done(story: Consulting) -> None:
    plan(story, "cardiologist3")
    story.signed()
    asked = story.open()
    rows = story.get("coordinator", f"/requests/{asked['request_id']}/suggestions").json()["items"]
    first = rows[0]
    assert (first["name"], first["suggested"]) == ("cardiologist3", True)
    assert {reason["why"] for reason in rows[1]["reasons"]} >= {"specialty", "doctor"}
    assert any(
        row.action == "suggest_experts" and row.case_id == asked["id"] for row in story.audit()
    )

    query = {"specialty": "cardiology", "urgency": "emergency"}
    query["partnership"] = story.served.partnership
    times = story.get("county.doctor", "/duty/answer_times", **query).json()
    assert (times["taken"], times["answered"], times["planned"]) == (None, None, True)
    assert [each["name"] for each in times["first_line"]] == ["cardiologist3"]

    papers = story.get("coordinator", "/experts", org=story.served.orgs["liaocheng"]).json()
    assert {row["name"]: row["open_cases"] for row in papers["items"]}["cardiologist"] == 0
    assert all(row["signs"] for row in papers["items"])


def test_a_shift_is_handed_over_and_acknowledged(story: Consulting) -> None:
    opened = story.open()
    rid = opened["request_id"]
    story.step("cardiologist", rid, "take")
    org = story.served.orgs["liaocheng"]
    page = story.get("cardiologist", "/duty/handover", org=org).json()
    assert [row["request_id"] for row in page["mine"]] == [rid]
    body = {
        "org_id": org,
        "to_id": story.served.people["cardiologist3"],
        "reason": "shift",
        "items": [{"request_id": rid, "note": "second ECG at ten"}],
    }
    made = story.post("cardiologist", "/duty/handovers", body)
    assert story.get("cardiologist3", "/duty/me").json()["handovers_asked"] == 1
    story.post("cardiologist3", f"/duty/handovers/{made['id']}/acknowledge")
    assert story.groups("cardiologist3")["mine"][0]["request_id"] == rid
    assert story.groups("cardiologist")["mine"] == []
    given = story.get("cardiologist", "/duty/handover", org=org).json()["given"]
    assert given[0]["acknowledged_at"] is not None


def test_times_without_a_zone_and_foreign_hospitals_are_refused(here: Consulting) -> None:
    org = here.served.orgs["liaocheng"]
    bare = datetime(2026, 11, 21, 2).isoformat()  # noqa: DTZ001 what is tested
    query = {"org": org, "specialty": "cardiology", "at": bare}
    assert here.refused(here.get("coordinator", "/duty/on_call", **query))[0] == 422
    for path in ("/duty/week", "/duty/on_call", "/duty/rehearsal", "/duty/answer_times"):
        answer = here.get("county2.doctor", path, org=org, specialty="cardiology")
        assert here.refused(answer) == (404, "hospital.not_found"), path
