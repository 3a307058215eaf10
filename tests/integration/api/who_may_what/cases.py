"""Cases, what belongs to the asking hospital, and figures."""

from __future__ import annotations

from consult.access.verbs import Verb
from storage.database.unit_of_work import new_id, system_clock
from tests.integration.api.who_may_what.consultation import a_case, advance
from tests.integration.api.who_may_what.rule import (
    API,
    LOGIN,
    READ,
    REASON,
    Ids,
    Rows,
    Rule,
    Target,
    case,
    fixed,
    request,
)
from tests.stories.consulting import Consulting

A_TEMPLATE = {
    "code": "ward",
    "version": 1,
    "words": {"en": "Ward", "zh": "病房", "vi": "Khoa"},
    "specialties": ["cardiology"],
    "sections": [],
}


ROWS: Rows = {
    ("GET", f"{API}/worklist"): LOGIN,
    ("GET", f"{API}/reading/{{kind}}"): Rule("reading list"),
    ("GET", f"{API}/board"): LOGIN,
    ("GET", f"{API}/cases"): LOGIN,
    ("GET", f"{API}/uploads"): LOGIN,
    ("POST", f"{API}/cases"): Rule(
        "org", Verb.CREATE_CASE, body=lambda story, ids: story.served.emergency()
    ),
    ("GET", f"{API}/cases/{{id}}"): READ,
    ("GET", f"{API}/cases/{{id}}/fhir"): READ,
    ("PUT", f"{API}/cases/{{id}}/form"): case(
        Verb.EDIT_CASE, body=fixed(template="general", form={"chief_complaint": "x"})
    ),
    ("PUT", f"{API}/cases/{{id}}/patient"): case(Verb.EDIT_CASE, body=fixed(unidentified=True)),
    ("POST", f"{API}/cases/{{id}}/materials/{{mid}}/withdraw"): case(
        Verb.REMOVE_MATERIAL, body=REASON
    ),
    ("POST", f"{API}/cases/{{id}}/materials/{{mid}}/move"): case(
        Verb.REMOVE_MATERIAL,
        body=lambda story, ids: {"to_case_id": ids["other"], "reason": "because"},
    ),
    ("POST", f"{API}/cases/{{id}}/materials/{{mid}}/confirm"): case(Verb.ADD_MATERIAL),
    # figures: whose are read is in test_figures_api.py
    **{
        ("GET", f"{API}/figures{path}"): Rule("figures", Verb.READ_FIGURES)
        for path in ("", "/places", "/ledger.csv", "/look_ups")
    },
    **{
        ("GET", f"{API}/figures/{{key}}/{path}"): Rule("figures", Verb.READ_FIGURES)
        for path in ("hospitals", "cases", "cases.csv")
    },
    ("GET", f"{API}/figures/definitions/{{locale}}"): LOGIN,
    ("POST", f"{API}/figures/look_ups"): Rule(
        "figures case",
        Verb.UNMASK_CASE,
        body=lambda story, ids: {"request_id": ids["request"], "figure": "sent", "reason": "why"},
    ),
    ("GET", f"{API}/hospitals/{{id}}/startable"): Rule("org", Verb.UPLOAD),
    ("GET", f"{API}/hospitals/{{id}}/recordings"): Rule("org", Verb.UPLOAD),
    ("GET", f"{API}/hospitals/{{id}}/patients"): Rule("org", Verb.MERGE_PATIENTS),
    ("POST", f"{API}/cases/{{id}}/merge"): case(
        Verb.EDIT_CASE,
        body=lambda story, ids: {
            "into_id": story.case("county.doctor", ids["other"])["patient"]["id"],
            "reason": "the same person",
        },
    ),
    ("GET", f"{API}/cases/{{id}}/merges"): READ,
    ("POST", f"{API}/merges/{{id}}/undo"): Rule("merge", Verb.MERGE_PATIENTS, body=REASON),
    ("GET", f"{API}/drafts"): LOGIN,
    ("PUT", f"{API}/drafts/{{id}}"): Rule(
        "new draft",
        Verb.CREATE_CASE,
        body=lambda story, ids: {"org_id": story.served.orgs["gangcha"], "body": {}},
    ),
    ("GET", f"{API}/drafts/{{id}}"): Rule("own draft"),
    ("DELETE", f"{API}/drafts/{{id}}"): Rule("own draft"),
    ("GET", f"{API}/templates"): LOGIN,
    ("POST", f"{API}/templates"): Rule(
        "network", Verb.MANAGE_NETWORK, body=lambda story, ids: {"definition": A_TEMPLATE}
    ),
    ("PUT", f"{API}/hospitals/{{id}}/templates/{{code}}"): Rule(
        "org template", Verb.MANAGE_ORG, body=fixed(enabled=True)
    ),
    ("GET", f"{API}/labs"): LOGIN,
    ("GET", f"{API}/codes/icd10"): LOGIN,
    ("GET", f"{API}/codes/icd10/count"): LOGIN,
    ("POST", f"{API}/codes/icd10"): Rule(
        "network", Verb.MANAGE_NETWORK, body=fixed(csv="code,en\nA09,Gastroenteritis\n")
    ),
    ("GET", f"{API}/tasks"): LOGIN,
    ("GET", f"{API}/cases/{{id}}/tasks"): READ,
    ("POST", f"{API}/cases/{{id}}/tasks"): case(Verb.ADD_MATERIAL, body=fixed(wanted="ct")),
    ("POST", f"{API}/tasks/{{id}}/end"): Rule("task", Verb.ADD_MATERIAL, body=fixed(done=True)),
    ("GET", f"{API}/requests/{{id}}/follow_up"): request(Verb.READ_CASE),
    ("POST", f"{API}/requests/{{id}}/follow_up"): request(
        Verb.RESPOND, "responded", fixed(outcome="improved")
    ),
}


def own_draft(story: Consulting) -> Ids:
    ids = {"id": new_id(system_clock())}
    body = {"org_id": story.served.orgs["gangcha"], "body": {"who": "x"}}
    assert story.send("county.doctor", "PUT", f"/drafts/{ids['id']}", body).status_code == 200
    return ids


def a_task(story: Consulting) -> Ids:
    ids = advance(story, "submitted")
    made = story.post("county.doctor", f"/cases/{ids['case']}/tasks", {"wanted": "ct"})
    return ids | {"id": made["id"]}


def a_merge(story: Consulting) -> Ids:
    ids, other = advance(story, "submitted"), story.open()["id"]
    into = story.case("county.doctor", other)["patient"]["id"]
    body = {"into_id": into, "reason": "the same person"}
    return {"id": story.post("county.doctor", f"/cases/{ids['case']}/merge", body)["id"]}


TARGETS: dict[str, Target] = {
    "reading list": lambda story, state: {"kind": "ecg"},
    "case": a_case,
    "asked org": lambda story, state: {},
    "figures": lambda story, state: {"key": "sent"},
    "figures case": advance,
    "own draft": lambda story, state: own_draft(story),
    "new draft": lambda story, state: {"id": new_id(system_clock())},
    "org template": lambda story, state: {"id": story.served.orgs["gangcha"], "code": "stroke"},
    "task": lambda story, state: a_task(story),
    "merge": lambda story, state: a_merge(story),
}
