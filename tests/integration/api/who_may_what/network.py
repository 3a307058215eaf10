"""Hospitals, agreements, people, protocols, limits, and how people are called."""

from __future__ import annotations

from datetime import timedelta

from consult.access.verbs import Verb
from consult.actions.network import hospitals, partnerships
from consult.actions.network.people import SavePerson, save_person
from consult.actions.network.roles import GrantRole, grant_role
from consult.network.partnerships import Service
from consult.network.roles import Role
from storage.database.unit_of_work import new_id, system_clock
from tests.integration.api.who_may_what.rule import API, REASON, Ids, Rows, Rule, Target, fixed
from tests.stories.consulting import Consulting
from tests.stories.publishing import publish

# Nothing listens there.
GATEWAY = {"kind": "voice", "name": "gateway", "config": {"url": "http://127.0.0.1:9/call"}}


ROWS: Rows = {
    ("GET", f"{API}/hospitals"): Rule("network", Verb.READ_NETWORK),
    ("POST", f"{API}/hospitals"): Rule("network", Verb.MANAGE_NETWORK, body=fixed(name="new")),
    ("PATCH", f"{API}/hospitals/{{id}}"): Rule("org", Verb.MANAGE_ORG, body=fixed(phone="1")),
    ("GET", f"{API}/hospitals/{{id}}/departments"): Rule("network", Verb.READ_NETWORK),
    ("POST", f"{API}/hospitals/{{id}}/departments"): Rule(
        "org", Verb.MANAGE_ORG, body=fixed(name="ward", specialty="emergency")
    ),
    ("PATCH", f"{API}/departments/{{id}}"): Rule(
        "department", Verb.MANAGE_ORG, body=fixed(phone="2")
    ),
    ("GET", f"{API}/hospitals/{{id}}/capabilities"): Rule("partner", Verb.READ_CAPABILITIES),
    ("GET", f"{API}/hospitals/{{id}}/capabilities/{{code}}"): Rule(
        "partner", Verb.READ_CAPABILITIES
    ),
    ("PUT", f"{API}/hospitals/{{id}}/capabilities/{{code}}"): Rule(
        "org item", Verb.MANAGE_ORG, body=fixed(has="yes")
    ),
    **{
        ("GET", f"{API}/hospitals/{{id}}/protocols{path}"): Rule(
            "partner protocol", Verb.READ_PROTOCOLS
        )
        for path in ("", "/{template}", "/{template}/{version}/original")
    },
    ("PUT", f"{API}/hospitals/{{id}}/protocols/{{template}}"): Rule(
        "own protocol", Verb.MANAGE_ORG
    ),
    ("POST", f"{API}/hospitals/{{id}}/protocols/{{template}}/withdraw"): Rule(
        "own protocol", Verb.MANAGE_ORG, body=REASON
    ),
    ("GET", f"{API}/partnerships"): Rule("network", Verb.READ_NETWORK),
    ("POST", f"{API}/partnerships"): Rule(
        "network",
        Verb.MANAGE_NETWORK,
        body=lambda story, ids: {
            "requester_org": story.served.orgs["xinhe"],
            "provider_org": story.served.orgs["anzhen"],
            "services": ["mdt"],
        },
    ),
    ("PUT", f"{API}/partnerships/{{id}}"): Rule(
        "partnership",
        Verb.MANAGE_NETWORK,
        body=fixed(services=["ecg_report"], valid_to=None, allows_referral=True),
    ),
    ("PATCH", f"{API}/partnerships/{{id}}"): Rule(
        "partnership", Verb.MANAGE_NETWORK, body=fixed(valid_to="2030-01-01T00:00:00Z")
    ),
    ("GET", f"{API}/destinations"): Rule("member"),
    ("GET", f"{API}/people"): Rule("network", Verb.READ_NETWORK),
    ("POST", f"{API}/people"): Rule(
        "org",
        Verb.MANAGE_ORG,
        body=lambda story, ids: {"org_id": story.served.orgs["gangcha"], "name": "somebody"},
    ),
    ("PATCH", f"{API}/people/{{id}}"): Rule(
        "person",
        Verb.MANAGE_ORG,
        body=lambda story, ids: {"org_id": story.served.orgs["gangcha"], "title": "x"},
    ),
    ("POST", f"{API}/people/{{id}}/roles"): Rule(
        "person",
        Verb.MANAGE_ORG,
        body=lambda story, ids: {"org_id": story.served.orgs["gangcha"], "role": "nurse"},
    ),
    ("DELETE", f"{API}/roles/{{id}}"): Rule("role", Verb.MANAGE_ORG),
    ("POST", f"{API}/people/{{id}}/account"): Rule(
        "person",
        Verb.MANAGE_ORG,
        body=lambda story, ids: {
            "org_id": story.served.orgs["gangcha"],
            "username": f"u{new_id(system_clock())}",
            "password": "several words in a row",
        },
    ),
    ("PUT", f"{API}/accounts/{{id}}/password"): Rule(
        "account",
        Verb.MANAGE_ORG,
        body=lambda story, ids: {
            "org_id": story.served.orgs["gangcha"],
            "password": "several words in a row",
        },
    ),
    ("PUT", f"{API}/accounts/{{id}}/status"): Rule(
        "account",
        Verb.MANAGE_ORG,
        body=lambda story, ids: {"org_id": story.served.orgs["gangcha"], "disabled": False},
    ),
    ("GET", f"{API}/people/{{id}}/contact"): Rule("person", Verb.MANAGE_ORG),
    ("PUT", f"{API}/people/{{id}}/contact"): Rule(
        "person",
        Verb.MANAGE_ORG,
        body=lambda story, ids: {"org_id": story.served.orgs["gangcha"], "wecom": "x"},
    ),
    ("PUT", f"{API}/people/{{id}}/term"): Rule(
        "person",
        Verb.MANAGE_ORG,
        body=lambda story, ids: {"org_id": story.served.orgs["gangcha"], "starts": "2026-01-01"},
    ),
    ("GET", f"{API}/limits/{{scope}}"): Rule("scope", Verb.READ_NETWORK),
    ("PUT", f"{API}/limits/{{scope}}"): Rule(
        "scope of org", Verb.MANAGE_ORG, body=fixed(data={"info_days": 3}, reason="shorter")
    ),
    ("GET", f"{API}/escalation-policies"): Rule("duty", Verb.READ_DUTY),
    ("POST", f"{API}/escalation-policies"): Rule(
        "org",
        Verb.MANAGE_ORG,
        body=lambda story, ids: {"org_id": ids["id"], "after_s": {"line1": 0, "centre": 60}},
    ),
    ("GET", f"{API}/channels"): Rule("network", Verb.MANAGE_NETWORK),
    ("POST", f"{API}/channels"): Rule(
        "network", Verb.MANAGE_NETWORK, body=lambda story, ids: GATEWAY
    ),
    ("PUT", f"{API}/channels/{{id}}"): Rule(
        "channel", Verb.MANAGE_NETWORK, body=lambda story, ids: GATEWAY
    ),
    ("POST", f"{API}/channels/{{id}}/test"): Rule("channel", Verb.MANAGE_NETWORK),
    ("GET", f"{API}/channels/{{id}}/test"): Rule("channel", Verb.MANAGE_NETWORK),
    # a gateway proves itself by its own secret: tests/integration/exchange/test_notify.py
    ("POST", f"{API}/callbacks/{{id}}"): Rule("gateway", body=fixed(key="x")),
}


def department(story: Consulting) -> Ids:
    cmd = hospitals.SaveDepartment(
        org_id=story.served.orgs["gangcha"], name="ward", specialty="emergency"
    )
    return {"id": story.act(hospitals.save_department, cmd).id}


def partnership(story: Consulting) -> Ids:
    cmd = partnerships.MakePartnership(
        requester_org=story.served.orgs["xinhe"],
        provider_org=story.served.orgs["liaocheng"],
        services=(Service.ECG_REPORT,),
        valid_from=system_clock() - timedelta(days=1),
    )
    known = story.look(
        lambda store: store.partnerships.find(requester_org=story.served.orgs["xinhe"])
    )
    return {"id": (known or story.act(partnerships.make_partnership, cmd)).id}


def person(story: Consulting) -> Ids:
    org_id = story.served.orgs["gangcha"]
    made = story.act(save_person, SavePerson(org_id=org_id, name="new"))
    cmd = GrantRole(person_id=made.id, org_id=org_id, role=Role.NURSE)
    return {"id": made.id, "role": story.act(grant_role, cmd).id}


def account(story: Consulting) -> Ids:
    ids = person(story)
    body = {
        "org_id": story.served.orgs["gangcha"],
        "username": f"u{ids['id']}",
        "password": "several words in a row",
    }
    return {"id": story.post("admin", f"/people/{ids['id']}/account", body)["id"]}


def a_protocol(story: Consulting) -> Ids:
    ids = {"id": story.served.orgs["gangcha"], "template": "chest_pain", "version": "1"}
    path = f"/hospitals/{ids['id']}/protocols/{ids['template']}"
    if not story.get("hospital.admin", path).json()["items"]:  # the hospital is shared
        answer = publish(story, ids["id"])
        assert answer.status_code == 200, answer.text
    return ids


def channel(story: Consulting) -> Ids:
    return {"id": story.post("admin", "/channels", GATEWAY)["id"]}


TARGETS: dict[str, Target] = {
    "member": lambda story, state: {},
    "network": lambda story, state: {"id": story.served.orgs["gangcha"]},
    "org": lambda story, state: {"id": story.served.orgs["gangcha"]},
    "department": lambda story, state: department(story),
    "partnership": lambda story, state: partnership(story),
    "person": lambda story, state: person(story),
    "role": lambda story, state: {"id": person(story)["role"]},
    "account": lambda story, state: account(story),
    "org item": lambda story, state: {"id": story.served.orgs["gangcha"], "code": "inr"},
    "partner": lambda story, state: {"id": story.served.orgs["gangcha"], "code": "inr"},
    "partner protocol": lambda story, state: a_protocol(story),
    "own protocol": lambda story, state: a_protocol(story),
    "scope": lambda story, state: {"scope": "network"},
    "scope of org": lambda story, state: {"scope": story.served.orgs["gangcha"]},
    "gateway": lambda story, state: {"id": story.served.orgs["gangcha"]},
    "channel": lambda story, state: channel(story),
}
