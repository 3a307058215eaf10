"""From an emergency in the county to a signed opinion and back, over HTTP, on both backends."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from consult.actions.network import partnerships
from storage.database.unit_of_work import new_id, system_clock
from storage.repositories.store import SqlStore
from tests.fixtures.served import PASSWORD, Served
from tests.stories.consulting import ANSWERS, CONTENT, Consulting
from tests.worlds.world import FULL_FORM

UNKNOWN = {"sex": "male", "age_years": 60, "unidentified": True}
BARE = {"chief_complaint": "chest pain"}


@pytest.fixture
def story(served: Served) -> Consulting:
    return Consulting(served)


@pytest.fixture
def here(served_here: Served) -> Consulting:
    """On the embedded parts alone, where the other backend would add nothing."""
    return Consulting(served_here)


@pytest.mark.both_backends
def test_from_emergency_to_closed(story: Consulting) -> None:
    opened = story.open()
    case_id, rid = opened["id"], opened["request_id"]

    [row] = story.groups("coordinator")["to_assign"]
    assert (row["case_id"], row["patient"]["name"]) == (case_id, "示例患者")
    assert {"assign", "reject"} <= set(row["allowed"])
    assert "take" not in row["allowed"]
    assert story.get("cardiologist", "/worklist").json()["counts"]["alarm"] == 1

    taken = story.step("cardiologist", rid, "take", version=opened["version"])
    assert taken["state"] == "accepted"
    assert {"give_back", "sign", "start"} <= set(taken["allowed"])
    assert story.groups("cardiologist")["mine"][0]["request_id"] == rid
    assert story.groups("coordinator")["running"][0]["who"]["name"] == "cardiologist"

    first = story.write(rid, answers=ANSWERS[:1])
    unanswered = story.sign(rid, first)
    assert story.refused(unanswered) == (422, "opinion.unanswered")
    assert unanswered.json()["params"]["questions"] == [2]
    second = story.write(rid, first)
    assert story.refused(story.sign(rid, first)) == (412, "opinion.stale_version")
    assert story.sign(rid, second).json()["state"] == "signed"

    [paper] = story.request("county.doctor", case_id)["opinions"]
    assert paper["content"] == CONTENT
    assert paper["signer"]["name"] == "cardiologist"
    assert [answer["no"] for answer in paper["answers"]] == [1, 2]
    assert story.groups("county.doctor")["decide"][0]["request_id"] == rid

    done = story.step("county.doctor", rid, "respond", {"value": "adopted", "reason": ""})
    assert done["state"] == "responded"
    assert story.groups("cardiologist")["outcomes"][0]["adoption"] == "adopted"
    unknown = story.send("county.doctor", "POST", f"/requests/{rid}/close", {})
    assert story.refused(unknown) == (422, "request.outcome_required")
    ended = story.step("county.doctor", rid, "close", {"outcome": "recovered"})
    assert ended["allowed"] == ["reopen"]

    steps = story.request("cardiologist", case_id)["transitions"]
    assert [(step["from"], step["action"], step["to"]) for step in steps] == [
        ("draft", "submit", "submitted"),
        ("submitted", "take", "accepted"),
        ("accepted", "sign", "signed"),
        ("signed", "respond", "responded"),
        ("responded", "close", "closed"),
    ]
    assert [step["by"]["org_name"] for step in steps] == [
        "gangcha",
        "liaocheng",
        "liaocheng",
        "gangcha",
        "gangcha",
    ]


def test_the_coordinator_hands_it_out(story: Consulting) -> None:
    opened = story.open()
    rid = opened["request_id"]
    experts = story.get("coordinator", f"/requests/{rid}/assignable").json()["items"]
    assert {expert["name"] for expert in experts} == {"cardiologist", "cardiologist3", "surgeon"}
    assert experts[-1]["name"] == "surgeon"  # another specialty comes last
    asked = {"person_id": story.served.people["cardiologist"]}
    assert story.step("coordinator", rid, "assign", asked)["state"] == "offered"
    refused = story.send("cardiologist", "POST", f"/requests/{rid}/refuse", {"reason": " "})
    assert story.refused(refused) == (422, "request.reason_required")
    back = story.step("cardiologist", rid, "refuse", {"reason": "in theatre"})
    assert back["state"] == "submitted"
    asked = {"person_id": story.served.people["cardiologist3"]}
    story.step("coordinator", rid, "assign", asked)
    assert story.step("cardiologist3", rid, "accept")["state"] == "accepted"
    assignments = story.request("county.doctor", opened["id"])["assignments"]
    assert [(a["person"]["name"], a["state"], a["reason"]) for a in assignments] == [
        ("cardiologist", "refused", "in theatre"),
        ("cardiologist3", "accepted", ""),
    ]


@pytest.mark.parametrize("who", ["county.doctor", "cardiologist"])
def test_only_coordinators_see_whom_to_ask(here: Consulting, who: str) -> None:
    rid = here.open()["request_id"]
    answer = here.get(who, f"/requests/{rid}/assignable")
    assert here.refused(answer) == (403, "policy.not_your_part")


@pytest.mark.both_backends
def test_of_two_experts_the_second_is_told_what_is_left(story: Consulting) -> None:
    rid = story.open()["request_id"]
    story.step("cardiologist", rid, "take", version=2)
    late = story.send("cardiologist3", "POST", f"/requests/{rid}/take", version=2)
    assert late.status_code == 409
    problem = late.json()
    assert problem["code"] == "request.illegal_move"
    assert problem["params"]["state"] == "accepted"
    assert problem["params"]["action"] == "take"
    assert "cancel" in problem["params"]["allowed"]


def test_a_stale_page_is_told_so(story: Consulting) -> None:
    opened = story.open()
    rid = opened["request_id"]
    stale = story.send("cardiologist", "POST", f"/requests/{rid}/take", version=1)
    assert story.refused(stale) == (412, "request.stale_version")
    form = {"template": "chest_pain", "form": BARE}
    path = f"/cases/{opened['id']}/form"
    assert story.send("county.doctor", "PUT", path, form, version=1).json() == {"version": 2}
    again = story.send("county.doctor", "PUT", path, form, version=1)
    assert story.refused(again) == (412, "form.stale_version")


def test_a_draft_is_edited_and_then_sent(story: Consulting) -> None:
    opened = story.open(send=False, questions=["?"], destination=None)
    rid = opened["request_id"]
    nowhere = story.send("county.doctor", "POST", f"/requests/{rid}/submit")
    assert story.refused(nowhere) == (422, "request.incomplete")
    assert nowhere.json()["params"]["missing"] == ["destination"]
    draft = {
        "questions": ["Lyse?", "Dose?"],
        "urgency": "urgent",
        "destination": {
            "partnership_id": story.served.partnership,
            "specialty": "cardiology",
        },
    }
    edited = story.send("county.doctor", "PUT", f"/requests/{rid}/draft", draft, version=1)
    assert edited.json()["version"] == 2
    assert story.get("cardiologist", f"/cases/{opened['id']}").status_code == 404
    assert story.step("county.doctor", rid, "submit", version=2)["state"] == "submitted"
    sent = story.request("cardiologist", opened["id"])
    assert [question["text"] for question in sent["questions"]] == ["Lyse?", "Dose?"]
    assert sent["urgency"] == "urgent"


@pytest.mark.both_backends
def test_the_same_send_twice_is_one_case(story: Consulting) -> None:
    body = story.served.emergency()
    first = story.post("county.doctor", "/cases", body)
    again = story.post("county.doctor", "/cases", body)
    assert first == again
    assert len(story.get("county.doctor", "/cases").json()["items"]) == 1


def test_an_incomplete_request_names_what_is_missing(here: Consulting) -> None:
    body = here.served.emergency(urgency="routine", form=BARE, questions=[])
    answer = here.send("county.doctor", "POST", "/cases", body)
    assert here.refused(answer) == (422, "request.incomplete")
    assert answer.json()["params"]["missing"] == [
        "questions",
        "consent",
        "history",
        "provisional_diagnosis",
    ]
    assert here.get("county.doctor", "/cases").json() == {"items": [], "next": None}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"urgency": "now"}, "urgency"),
        ({"id": "1"}, "id"),
        ({"colour": "red"}, "colour"),
        ({"patient": {"sex": "m"}}, "patient.sex"),
        ({"form": {"mood": "x"}}, "form.mood"),
        ({"form": {"vitals": {"pulse": "88"}}}, "form.vitals[...]"),
        ({"form": {"onset_at": "2026-11-21T04:00:00"}}, "form.onset_at"),
        ({"form": {"vitals": {"pulse": 1e9}}}, "vitals.pulse"),
        ({"form": {"history": "a\x00b"}}, "form.history"),
    ],
)
def test_a_wrong_field_is_named(here: Consulting, changes: dict[str, Any], field: str) -> None:
    answer = here.send("county.doctor", "POST", "/cases", here.served.emergency(**changes))
    assert answer.status_code == 422
    assert answer.json()["params"]["field"] == field


def test_an_unidentified_patient_gets_a_number_and_debts_that_shrink(story: Consulting) -> None:
    case_id = story.open(patient=UNKNOWN, form=BARE)["id"]
    seen = story.case("county.doctor", case_id)
    [number] = seen["patient"]["identifiers"]
    assert number["system"] == "provisional"
    assert number["value"].startswith("U")
    assert seen["patient"]["identity"] == "unidentified"
    assert {debt["field"] for debt in seen["debts"]} == {"onset", "vitals", "identity", "consent"}
    assert story.groups("county.doctor")["waiting"][0]["debts"] == 4

    form = {"template": "chest_pain", "form": FULL_FORM}
    story.send("county.doctor", "PUT", f"/cases/{case_id}/form", form)
    assert [d["field"] for d in story.case("county.doctor", case_id)["debts"]] == ["identity"]

    found = UNKNOWN | {
        "name": "王五",
        "unidentified": False,
        "identifiers": [{"system": "national_id", "value": "110101196803010013"}],
    }
    path = f"/cases/{case_id}/patient"
    version = seen["patient"]["version"]
    known = story.send("county.doctor", "PUT", path, found, version=version)
    assert known.json() == {"version": version + 1}
    stale = story.send("county.doctor", "PUT", path, found, version=version)
    assert story.refused(stale) == (412, "patient.stale_version")
    after = story.case("cardiologist", case_id)
    assert after["debts"] == []
    assert after["patient"]["identity"] == "identified"
    assert {row["system"] for row in after["patient"]["identifiers"]} == {
        "national_id",
        "provisional",
    }


def test_signing_asks_for_the_password_again(story: Consulting) -> None:
    opened = story.open()
    rid = opened["request_id"]
    story.step("cardiologist", rid, "take")
    revision = story.write(rid)
    wrong = story.sign(rid, revision, password="not mine")
    assert story.refused(wrong) == (403, "session.not_confirmed")
    assert story.request("county.doctor", opened["id"])["opinions"] == []
    assert story.get("cardiologist", "/session").status_code == 200
    assert story.sign(rid, revision).status_code == 200


def test_guessing_at_the_signature_is_slowed_down(here: Consulting) -> None:
    rid = here.open()["request_id"]
    here.step("cardiologist", rid, "take")
    revision = here.write(rid)
    tries = [here.sign(rid, revision, password=f"guess {n}").status_code for n in range(8)]
    assert tries[0] == 403
    assert tries[-1] == 429
    blocked = here.sign(rid, revision)
    assert here.refused(blocked) == (429, "session.throttled")


def test_a_program_cannot_sign(here: Consulting) -> None:
    rid = here.open()["request_id"]
    here.step("cardiologist", rid, "take")
    revision = here.write(rid)
    token = here.post("cardiologist", "/tokens", {"name": "script", "scopes": ["api"]})["token"]
    program = here.served.as_("cardiologist")
    program.cookies.clear()
    answer = program.post(
        f"/api/v1/requests/{rid}/sign",
        json={"password": PASSWORD, "revision": revision},
        headers={"Authorization": f"Bearer {token}"},
    )
    assert here.refused(answer) == (403, "session.person_needed")


def expire_licence(store: SqlStore, person_id: str) -> None:
    person = store.people.get(person_id)
    yesterday = system_clock().date() - timedelta(days=1)
    store.people.save(replace(person, licence_valid_to=yesterday))


def test_an_expired_licence_signs_nothing(story: Consulting) -> None:
    opened = story.open()
    rid = opened["request_id"]
    story.step("cardiologist", rid, "take")
    revision = story.write(rid)
    person = story.served.people["cardiologist"]
    story.call(story.services.database.write, lambda conn: expire_licence(SqlStore(conn), person))
    assert story.request("cardiologist", opened["id"])["can_sign"] == {
        "ok": False,
        "reason": "opinion.licence_expired",
    }
    assert story.refused(story.sign(rid, revision)) == (403, "opinion.licence_expired")
    assert story.request("cardiologist", opened["id"])["state"] == "accepted"


def test_an_ended_partnership_signs_nothing(here: Consulting) -> None:
    opened = here.open()
    rid = opened["request_id"]
    here.step("cardiologist", rid, "take")
    revision = here.write(rid)
    assert here.request("cardiologist", opened["id"])["can_sign"]["ok"]
    end = partnerships.EndPartnership(
        partnership_id=here.served.partnership, valid_to=system_clock()
    )
    here.act(partnerships.end_partnership, end)
    seen = here.request("cardiologist", opened["id"])
    assert not seen["partnership_active"]
    assert here.refused(here.sign(rid, revision)) == (403, "opinion.partnership_ended")


def test_a_correction_supersedes_and_asks_again(story: Consulting) -> None:
    opened = story.signed()
    case_id, rid = opened["id"], opened["request_id"]
    story.step("county.doctor", rid, "respond", {"value": "adopted"})
    body = {
        "password": PASSWORD,
        "reason": "dose was wrong",
        "content": {"impression": "anterior STEMI"},
        "answers": ANSWERS,
    }
    wrong = story.send("cardiologist", "POST", f"/requests/{rid}/correct", body | {"password": "x"})
    assert story.refused(wrong) == (403, "session.not_confirmed")
    assert story.step("cardiologist", rid, "correct", body)["state"] == "signed"
    seen = story.request("county.doctor", case_id)
    assert [(p["version"], p["state"]) for p in seen["opinions"]] == [
        (1, "superseded"),
        (2, "signed"),
    ]
    assert story.groups("county.doctor")["decide"][0]["adoption"] is None
    unreasoned = story.send("county.doctor", "POST", f"/requests/{rid}/respond", {"value": "not"})
    assert story.refused(unreasoned) == (422, "adoption.reason_required")
    story.step("county.doctor", rid, "respond", {"value": "not", "reason": "patient left"})
    adoptions = story.request("county.doctor", case_id)["adoptions"]
    assert [(a["opinion_version"], a["value"]) for a in adoptions] == [(1, "adopted"), (2, "not")]


def test_a_draft_is_its_authors_alone(story: Consulting) -> None:
    opened = story.open()
    story.step("cardiologist", opened["request_id"], "take")
    story.write(opened["request_id"])
    mine = story.request("cardiologist", opened["id"])["opinion_draft"]
    assert mine["content"] == CONTENT
    assert mine["answers"][1] == {
        "no": 2,
        "text": "",
        "cannot": True,
        "reason": "the weight is not stated",
    }
    for who in ("county.doctor", "coordinator", "cardiologist3"):
        assert story.request(who, opened["id"])["opinion_draft"] is None
        assert CONTENT["impression"] not in story.get(who, f"/cases/{opened['id']}").text


def test_the_room_over_http(story: Consulting) -> None:
    opened = story.open()
    room = f"/rooms/{opened['room_id']}"
    page = story.get("coordinator", f"{room}/messages").json()
    assert [(m["t"], m["seq"], m["body"]["code"]) for m in page["items"]] == [
        ("msg", 1, "case.opened"),
        ("msg", 2, "request.submit"),
    ]
    assert page["head"] == 2
    assert (
        story.get("coordinator", f"{room}/messages", after="1").json()["items"]
        == (page["items"][1:])
    )
    draft = {"text": "unsent"}
    outside = story.send("coordinator", "PUT", f"{room}/draft", draft)
    assert story.refused(outside) == (403, "policy.not_in_room")
    assert story.post("coordinator", f"{room}/enter") == {"member": True}
    assert story.send("coordinator", "PUT", f"{room}/draft", draft).status_code == 204
    assert story.case("coordinator", opened["id"])["room"]["draft"] == "unsent"
    assert story.case("county.doctor", opened["id"])["room"]["draft"] is None
    people = story.case("county.doctor", opened["id"])["people"]
    assert people[story.served.people["coordinator"]]["org_name"] == "liaocheng"


@pytest.mark.parametrize("after", ["x", "-1", "1.5", "9" * 30])
def test_messages_come_after_a_number(here: Consulting, after: str) -> None:
    room_id = here.open()["room_id"]
    answer = here.get("county.doctor", f"/rooms/{room_id}/messages", after=after)
    assert here.refused(answer) == (422, "request.invalid")


@pytest.mark.parametrize("who", ["county2.doctor", "cardiologist2", "supervisor", "admin"])
def test_for_a_stranger_nothing_is_there(here: Consulting, who: str) -> None:
    opened = here.open()
    ecg = here.store_file(opened["id"], b"raw", derived=("ecg1", b"ECG1 samples")).item_id
    for path in (
        f"/cases/{opened['id']}",
        f"/rooms/{opened['room_id']}/messages",
        f"/requests/{opened['request_id']}/assignable",
        f"/ecgs/{ecg}",
        f"/ecgs/{ecg}/ecg1",
        f"/ecgs/{ecg}/original",
    ):
        assert here.get(who, path).status_code == 404, path
    assert here.get(who, "/cases").json()["items"] == []
    nowhere = new_id(system_clock())
    known = here.get(who, f"/cases/{opened['id']}")
    unknown = here.get(who, f"/cases/{nowhere}")
    assert known.content == unknown.content


def test_times_are_utc_with_milliseconds(here: Consulting) -> None:
    seen = here.case("county.doctor", here.open()["id"])
    for text in (seen["created_at"], seen["requests"][0]["due_at"], seen["form"]["at"]):
        assert len(text) == len("2026-11-21T06:00:00.000Z")
        assert text.endswith("Z")
    assert seen["form"]["data"]["onset_at"] == "2026-11-21T04:00:00.000Z"


@pytest.mark.both_backends
def test_the_list_is_searched_and_turned(story: Consulting) -> None:
    for number in range(3):
        patient = {"name": f"患者{number}", "sex": "female", "age_years": 30}
        story.open(patient=patient, send=False)
    first = story.get("county.doctor", "/cases", limit="2").json()
    rest = story.get("county.doctor", "/cases", limit="2", after=first["next"]).json()
    names = [row["patient"]["name"] for row in first["items"] + rest["items"]]
    assert names == ["患者2", "患者1", "患者0"]
    assert rest["next"] is None
    found = story.get("county.doctor", "/cases", q="患者1").json()["items"]
    assert [row["patient"]["name"] for row in found] == ["患者1"]
    assert story.get("county.doctor", "/cases", q="%").json()["items"] == []
    assert story.get("county.doctor", "/cases", open="false").json()["items"] == []
    bad = story.get("county.doctor", "/cases", after="zzz")
    assert story.refused(bad) == (422, "list.bad_token")
