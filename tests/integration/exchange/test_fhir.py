"""FHIR as another hospital's program uses it: with a token, over HTTP, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from server.fhir.declaration import RESOURCES
from tests.fixtures.fhir import validated
from tests.fixtures.served import Served
from tests.stories.consulting import Consulting

ROOT = "/fhir/R4"
Get = Callable[..., Response]


def program(story: Consulting, who: str, *scopes: str) -> Get:
    """A program of `who`'s with a token and nothing else."""
    made = story.post(who, "/tokens", {"name": "archive", "scopes": list(scopes or ("fhir",))})
    assert story.served.client is not None
    client = TestClient(story.served.client.app, base_url="http://127.0.0.1:8000")
    client.portal = story.served.client.portal

    def get(path: str, **headers: str) -> Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return client.get(path, headers={"Authorization": f"Bearer {made['token']}"} | named)

    return get


def ids(answer: Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/fhir+json"
    found: dict[str, Any] = validated(answer.json())
    return [e["resource"]["id"] for e in found.get("entry", ()) if e["search"]["mode"] == "match"]


def links(answer: Response) -> dict[str, str]:
    return {each["relation"]: each["url"] for each in answer.json()["link"]}


def told(answer: Response) -> tuple[int, str, str]:
    [issue] = validated(answer.json())["issue"]
    return answer.status_code, issue["code"], issue["details"]["text"]


def test_a_hospital_reads_its_case_and_a_stranger_does_not(served: Served) -> None:
    story = Consulting(served)
    opened = story.signed()
    patient = story.case("county.doctor", opened["id"])["patient"]["id"]
    own, stranger = program(story, "county.doctor"), program(story, "county2.doctor")
    request = f"{ROOT}/ServiceRequest/{opened['request_id']}"

    read = own(request)
    assert validated(read.json())["subject"]["reference"] == f"Patient/{patient}"
    [row] = [each for each in story.audit() if each.action == "fhir_read"]
    assert (row.case_id, row.patient_id) == (opened["id"], patient)
    assert own(request, If_None_Match=read.headers["etag"]).status_code == 304

    for kind in RESOURCES:
        mine, theirs = own(f"{ROOT}/{kind.name}"), stranger(f"{ROOT}/{kind.name}")
        assert mine.json()["total"] == len(ids(mine))
        if kind.of_patients and kind.name != "AuditEvent":
            assert ids(theirs) == [], kind.name
    walk_the_statement(own, stranger, patient)
    assert told(stranger(request, Accept_Language="vi")) == (
        404,
        "not-found",
        "Nội dung không có ở đây, hoặc không mở cho bạn.",
    )
    assert told(program(story, "county.doctor", "dicomweb")(request))[:2] == (403, "forbidden")
    assert story.as_("supervisor").get(request).status_code == 404

    bundle = own(f"/api/v1/cases/{opened['id']}/fhir")
    assert validated(bundle.json())["type"] == "collection"
    assert story.audit()[-1].action == "fhir_export"
    assert stranger(f"/api/v1/cases/{opened['id']}/fhir").status_code == 404


# How a value that a resource is found by is read off it; dates are all after 2020.
ON_IT: dict[str, Callable[[dict[str, Any]], str]] = {
    "identifier": lambda it: it["identifier"][0]["value"],
    "name": lambda it: it["name"][0]["text"][:2],
    "gender": lambda it: it["gender"],
    "birthdate": lambda it: it["birthDate"],
    "practitioner": lambda it: it["practitioner"]["reference"],
    "organization": lambda it: it["organization"]["reference"],
    "role": lambda it: it["code"][0]["coding"][0]["code"],
    "partof": lambda it: it["partOf"]["reference"],
    "status": lambda it: it["status"],
    "code": lambda it: it["code"]["coding"][0]["code"],
    "requisition": lambda it: it["requisition"]["value"],
    "business-status": lambda it: it["businessStatus"]["coding"][0]["code"],
    "agent": lambda it: it["agent"][0]["who"]["reference"],
    "subtype": lambda it: it["subtype"][0]["code"],
    "outcome": lambda it: it["outcome"],
}
# What a signed case is made of; the rest is asked for as well and may be empty.
THERE = {
    *("Patient", "Practitioner", "PractitionerRole", "Organization", "ServiceRequest", "Task"),
    *("Consent", "DiagnosticReport", "DocumentReference", "AuditEvent"),
}


def walk_the_statement(own: Get, stranger: Get, patient: str) -> None:
    """Each declared parameter finds what has its value, for the hospital and for nobody else."""
    found_by: dict[str, set[str]] = {}
    for each in validated(own(f"{ROOT}/metadata").json())["rest"][0]["resource"]:
        kind, address = each["type"], f"{ROOT}/{each['type']}"
        about = f"?patient=Patient/{patient}" if has(each, "patient") else ""
        entries = validated(own(f"{address}{about}").json()).get("entry", [])
        for parameter in each["searchParam"]:
            name = parameter["name"]
            for it in (entry["resource"] for entry in entries):
                try:
                    value = value_of(parameter, it, patient)
                except KeyError:
                    continue  # this one has none
                asked = f"{address}?{urlencode({name: value, '_count': 200})}"
                assert it["id"] in ids(own(asked, Prefer="handling=strict")), asked
                if about:
                    assert it["id"] not in ids(stranger(asked)), asked
                found_by.setdefault(kind, set()).add(name)
                break
    assert set(found_by) >= THERE
    for kind in found_by.keys() & {one.name for one in RESOURCES if "status" in one.parameters}:
        assert {"patient", "status"} <= found_by[kind], kind


def has(resource: dict[str, Any], name: str) -> bool:
    return name in [each["name"] for each in resource["searchParam"]]


def value_of(parameter: dict[str, Any], it: dict[str, Any], patient: str) -> str:
    if parameter["name"] in ("patient", "subject"):
        return f"Patient/{patient}"
    if parameter["name"] == "_id":
        return str(it["id"])
    if parameter["type"] == "date" and parameter["name"] != "birthdate":
        return "ge2020-01-01"
    return ON_IT[parameter["name"]](it)


@pytest.mark.both_backends
def test_searching(served: Served) -> None:
    story = Consulting(served)
    first, second, third = (story.open() for _ in range(3))
    draft = story.open(send=False)
    patient = story.case("county.doctor", second["id"])["patient"]["id"]
    get = program(story, "county.doctor")
    requests = f"{ROOT}/ServiceRequest"
    all_of_them = [each["request_id"] for each in (draft, third, second, first)]

    assert ids(get(requests)) == all_of_them
    assert ids(get(f"{requests}?status=draft,revoked")) == [draft["request_id"]]
    assert ids(get(f"{requests}?patient=Patient/{patient}")) == [second["request_id"]]
    assert ids(get(f"{requests}?subject={patient}&status=active")) == [second["request_id"]]
    assert ids(get(f"{requests}?_id={all_of_them[0]},nobody")) == all_of_them[:1]
    assert ids(get(f"{requests}?authored=ge2020&authored=lt2090-01-01")) == all_of_them
    assert ids(get(f"{requests}?_lastUpdated=lt2020-01-01T08:00:00%2B08:00")) == []
    assert ids(get(f"{ROOT}/Task?business-status=2.0&patient={patient}")) == [second["request_id"]]
    assert ids(get(f"{ROOT}/Patient?name=示例&birthdate=1968-03&_id={patient}")) == [patient]
    assert ids(get(f"{ROOT}/Patient?birthdate=lt1968-03-01")) == []

    page = get(f"{requests}?_count=3&status=active,draft&colour=red")
    assert ids(page) == all_of_them[:3]
    assert page.json()["total"] == 4
    assert "colour" not in links(page)["self"]
    assert page.json()["entry"][-1]["search"]["mode"] == "outcome"
    following = get(links(page)["next"])
    assert ids(following) == all_of_them[3:]
    assert "next" not in links(following)
    counted = get(f"{requests}?_count=0").json()
    assert (counted["total"], "entry" in counted) == (4, False)


def test_what_makes_no_sense_is_said_in_fhirs_words(served_here: Served) -> None:
    story = Consulting(served_here)
    get, requests = program(story, "county.doctor"), f"{ROOT}/ServiceRequest"
    assert told(
        get(f"{requests}?colour=red", Prefer="handling=strict", Accept_Language="zh-CN")
    ) == (
        400,
        "invalid",
        "不支持参数 colour。",
    )
    for nonsense in (
        "authored=yesterday",
        "_count=many",
        "_place=x",
        "authored=ge9999",
    ):
        assert told(get(f"{requests}?{nonsense}"))[:2] == (400, "invalid"), nonsense
    assert told(get(requests, Accept="application/fhir+xml"))[:2] == (406, "not-supported")
    assert get(f"{requests}?_format=application/fhir+json").status_code == 200
    assert told(get(f"{ROOT}/Observation"))[:2] == (404, "not-found")
    assert told(story.as_("county.doctor").post(requests))[:2] == (405, "not-supported")
    assert told(story.served.client.get(requests))[:2] == (401, "login")  # type: ignore[union-attr]


def test_the_statement_says_what_the_routes_do(served_here: Served) -> None:
    """Every parameter that is named is understood, by everybody who may ask."""
    assert served_here.client is not None
    statement = validated(served_here.client.get(f"{ROOT}/metadata").json())
    named = {each["type"]: each["searchParam"] for each in statement["rest"][0]["resource"]}
    assert set(named) == {kind.name for kind in RESOURCES}
    get = program(Consulting(served_here), "county.doctor")
    values = {"date": "2026-11", "token": "x", "reference": "Patient/x", "string": "x"}
    for kind, parameters in named.items():
        words = "&".join(f"{each['name']}={values[each['type']]}" for each in parameters)
        assert ids(get(f"{ROOT}/{kind}?{words}", Prefer="handling=strict")) == [], kind
