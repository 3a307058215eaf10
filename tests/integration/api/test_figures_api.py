"""Figures over HTTP: whose they are, what is masked, who is told when one case is looked up."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from consult.access.audit import AuditEvent
from server.http.csv_text import Cell, csv_response, number, safe
from tests.fixtures.served import Served
from tests.stories.consulting import Consulting

PATIENT = "示例患者"
FIELDS = {"request_id", "sent_at", "urgency", "specialty", "state", "from_org", "to_org", "met"}


@pytest.fixture
def story(served_here: Served) -> Consulting:
    """Two emergencies from Gangcha to Liaocheng; Gangcha below a prefecture of its own."""
    story = Consulting(served_here)
    office = {"name": "Haibei", "kind": "authority"}
    orgs = served_here.orgs
    orgs["haibei"] = story.post("admin", "/hospitals", office)["id"]
    below = {"parent_id": orgs["haibei"]}
    path = f"/hospitals/{orgs['gangcha']}"
    assert story.send("admin", "PATCH", path, below).status_code == 200
    grant = {"org_id": orgs["haibei"], "role": "supervisor"}
    story.post("admin", f"/people/{served_here.people['county2.doctor']}/roles", grant)
    for _ in range(2):
        story.open()
    return story


def sent(story: Consulting, who: str, **query: str) -> tuple[Any, Any]:
    rows = story.get(who, "/figures", **query).json()["rows"]
    tally = next(row["tally"] for row in rows if row["key"] == "emergency_sent")
    return tally["held_back"], tally["numerator"]


def test_everybody_reads_their_own(story: Consulting) -> None:
    orgs = story.served.orgs
    assert sent(story, "coordinator", side="provider") == (False, 2)
    assert sent(story, "coordinator", side="requester") == (False, 0)
    assert sent(story, "hospital.admin") == (False, 2)
    # From above: one county alone, and fewer than five.
    assert sent(story, "county2.doctor") == (True, None)
    places = story.get("county2.doctor", "/figures/places").json()["items"]
    assert {each["name"] for each in places} == {"Haibei", "gangcha"}
    for who in ("hospital.admin", "county2.doctor"):
        assert story.get(who, "/figures", place=orgs["xinhe"]).status_code == 404
    for bad in ({"from": "2026-13"}, {"side": "both"}, {"from": "2020-01", "to": "2026-01"}):
        assert story.get("coordinator", "/figures", **bad).status_code == 422


def test_a_hospital_does_not_choose_who_supervises_it(story: Consulting) -> None:
    orgs = story.served.orgs
    path = f"/hospitals/{orgs['gangcha']}"
    assert story.send("hospital.admin", "PATCH", path, {"parent_id": None}).status_code == 403
    assert story.send("hospital.admin", "PATCH", path, {"kind": "authority"}).status_code == 403
    assert story.send("hospital.admin", "PATCH", path, {"phone": "1"}).status_code == 200
    ring = story.send(
        "admin", "PATCH", f"/hospitals/{orgs['haibei']}", {"parent_id": orgs["gangcha"]}
    )
    assert (ring.status_code, ring.json()["code"]) == (422, "network.parent_ring")


def test_a_list_names_nobody_and_leaves_its_row(story: Consulting) -> None:
    answer = story.get("coordinator", "/figures/sent/cases", side="provider")
    items = answer.json()["items"]
    assert [set(each) for each in items] == [FIELDS | {"took_s"}] * 2
    saved = story.get("coordinator", "/figures/sent/cases.csv", side="provider")
    numbers = [story.case("county.doctor", case)["number"] for case in cases_of(story)]
    for text in (answer.text, saved.text):
        assert PATIENT not in text
        assert not any(number in text for number in numbers)
    rows = list(csv.reader(io.StringIO(saved.content.decode("utf-8-sig"))))
    assert len(rows) == 3
    assert rows[1][2:6] == ["Emergency", "Cardiology", "gangcha", "liaocheng"]
    # As the page shows it: the reader's own time, and no zone a spreadsheet would stumble over.
    shown = datetime.fromisoformat(items[0]["sent_at"]).astimezone(ZoneInfo("Asia/Shanghai"))
    assert rows[1][1] == f"{shown:%Y-%m-%d %H:%M:%S}"
    kept = audit_of(story, "list_figure_cases")
    assert [(row.subject, row.count) for row in kept] == [("figure:sent", 2)] * 2

    ledger = story.get("coordinator", "/figures/ledger.csv", side="provider")
    head, first, *_ = csv.reader(io.StringIO(ledger.content.decode("utf-8-sig")))
    assert (head[:3], first[3:5]) == (["Group", "Figure", "Month"], ["2", "2"])
    # A link that saves a file sends no header of the page's language.
    asked = {"locale": "vi", "from": "2026-01", "to": "2026-02"}
    ledger = story.get("coordinator", "/figures/ledger.csv", **asked)
    assert ledger.content.startswith("\ufeffNhóm;Chỉ số".encode())
    assert "figures-2026-01-to-2026-02.csv" in ledger.headers["content-disposition"]


def test_looking_a_case_up_tells_its_hospitals(story: Consulting) -> None:
    case_id = cases_of(story)[0]
    request = story.case("county.doctor", case_id)["requests"][0]
    body = {"request_id": request["id"], "figure": "sent", "reason": ""}
    refused = story.send("county2.doctor", "POST", "/figures/look_ups", body)
    assert refused.json()["code"] == "figures.reason_required"

    why = body | {"reason": "complaint 12"}
    found = story.post("county2.doctor", "/figures/look_ups", why)
    number = story.case("county.doctor", case_id)["number"]
    assert (found["number"], found["name"], found["sex"]) == (number, PATIENT, "male")
    # That is all of it: the case itself stays closed.
    assert story.get("county2.doctor", f"/cases/{case_id}").status_code == 404

    (row,) = audit_of(story, "unmask_case")
    assert (row.case_id, row.purpose, row.for_org) == (
        case_id,
        "supervision",
        story.served.orgs["haibei"],
    )
    for who in ("hospital.admin", "coordinator"):
        (told,) = story.get(who, "/figures/look_ups").json()["items"]
        assert (told["number"], told["by"], told["for_org"]) == (number, "county2.doctor", "Haibei")
        assert told["reason"] == "complaint 12"
    said = story.look(lambda store: store.room_log.read(request["room_id"], after=0, limit=100))
    assert said[-1].body == {
        "code": "unmasked",
        "params": {"who": "county2.doctor", "org": "Haibei", "reason": "complaint 12"},
    }


def test_what_is_not_in_ones_figures_does_not_exist(story: Consulting) -> None:
    request = story.case("county.doctor", cases_of(story)[0])["requests"][0]
    body = {"request_id": request["id"], "figure": "sent", "reason": "why"}
    # At the asked hospital; in the area of nobody who reads it; not to be read by name at all.
    assert story.send("coordinator", "POST", "/figures/look_ups", body).status_code == 201
    assert story.send("county.doctor", "POST", "/figures/look_ups", body).status_code == 404
    assert story.send("hospital.admin", "POST", "/figures/look_ups", body).status_code == 403


def test_numbers_of_the_figures_belong_to_the_network(story: Consulting) -> None:
    body = {"data": {"figures": {"order_from": "opinion"}}, "reason": "as the ministry says"}
    own = f"/limits/{story.served.orgs['gangcha']}"
    refused = story.send("hospital.admin", "PUT", own, body)
    assert refused.json()["code"] == "limits.of_the_network"
    assert story.send("admin", "PUT", "/limits/network", body).status_code == 200
    assert story.get("coordinator", "/figures").json()["order_from"] == "opinion"
    for wrong in ({"order_from": "birth"}, {"fewest": 0}, {"other": 1}):
        bad = {"data": {"figures": wrong}, "reason": "x"}
        answer = story.send("admin", "PUT", "/limits/network", bad, version=1)
        assert answer.status_code == 422


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        (" @SUM(A1)", "' @SUM(A1)"),
        ("\t-2", "'\t-2"),
        ("＝cmd", "'＝cmd"),
        ("刚察县人民医院", "刚察县人民医院"),
        (-3, -3),
    ],
)
def test_a_spreadsheet_runs_nothing_from_a_cell(cell: str | int, written: str | int) -> None:
    assert safe(cell) == written


@pytest.mark.parametrize(
    ("locale", "line"),
    [("en", '97.2%,-1.5,12,"a;b, ""c""",\'=1'), ("vi", '97,2%;-1,5;12;"a;b, ""c""";\'=1')],
)
def test_a_file_opens_in_columns_with_the_decimals_of_its_language(locale: str, line: str) -> None:
    cells: list[Cell] = [number(locale, 97.2) + "%", -1.5, 12, 'a;b, "c"', "=1"]
    saved = csv_response(locale, "name", ["a", "b", "c", "d", "e"], [cells])
    assert bytes(saved.body).decode("utf-8-sig").splitlines()[1] == line


def cases_of(story: Consulting) -> list[str]:
    return [row["case_id"] for row in story.get("county.doctor", "/cases").json()["items"]]


def audit_of(story: Consulting, action: str) -> list[AuditEvent]:
    return list(story.look(lambda store: store.audit.list(action=action)))
