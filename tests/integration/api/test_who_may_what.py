"""Every route × everybody: what the policy says is what HTTP answers, and no route is forgotten."""

from __future__ import annotations

import base64
import hashlib
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from httpx2 import Response
from starlette.routing import BaseRoute, Host, Mount, Route, Router, WebSocketRoute
from starlette.testclient import TestClient

from consult.access.policy import (
    Actor,
    AreaSubject,
    CaseSubject,
    NetworkSubject,
    OrgSubject,
    Subject,
    decide,
    figure_orgs,
)
from consult.access.verbs import Verb
from consult.actions.duty import absence, overrides, rosters
from consult.actions.duty.door import subject_of
from consult.actions.network import hospitals, partnerships
from consult.actions.network.people import SavePerson, save_person
from consult.actions.network.roles import GrantRole, grant_role
from consult.actions.rooms.discussion.say import say
from consult.actions.work import Work
from consult.cases.request import Kind
from consult.network.partnerships import Service
from consult.network.roles import CLINICAL, Role
from consult.rooms.room import Post, Posted
from consult.studies.manifest import DicomSummary, Manifest
from server.dicomweb.routes import DICOMWEB_ROUTES
from server.fhir.declaration import RESOURCES
from storage.codecs.ecg.record import EcgRecord, LeadSamples
from storage.database.unit_of_work import new_id, system_clock
from storage.derive import ecg1
from storage.repositories.store import SqlStore
from tests.factories import images
from tests.factories.images import Picture
from tests.fixtures.backends import Backend
from tests.fixtures.served import PASSWORD, serving
from tests.integration.exchange.test_uploads import send
from tests.stories import mdt_routes
from tests.stories.consulting import ANSWERS, CONTENT, Consulting
from tests.stories.publishing import publish
from tests.stories.referring import SHEETS, body_of, prepare, refer
from tests.worlds.world import FULL_FORM

PEOPLE = (
    "nobody",
    "county2.doctor",
    "county.doctor",
    "county.tech",
    "county.head",
    "cardiologist",
    "coordinator",
    "supervisor",
    "hospital.admin",
    "admin",
)
LOGIN_NEEDED, REFUSED, NOT_THERE = 401, 403, 404
Ids = dict[str, str]
Body = Callable[[Consulting, Ids], object]


@dataclass(frozen=True)
class Rule:
    """What a route asks the policy, of what; `state` is how far the consultation has come."""

    about: str
    verb: Verb | None = None
    state: str = "submitted"
    body: Body | None = None
    headers: dict[str, str] = field(default_factory=dict)


def fixed(**body: object) -> Body:
    return lambda story, ids: body


def case(verb: Verb, state: str = "submitted", body: Body | None = None) -> Rule:
    return Rule("case", verb, state, body)


def request(verb: Verb, state: str = "submitted", body: Body | None = None) -> Rule:
    return Rule("request", verb, state, body)


def to_colleague(**more: object) -> Body:
    return lambda story, ids: {"person_id": story.served.people["cardiologist3"], **more}


def by_phone(story: Consulting) -> object:
    emergency = story.served.emergency()
    patient = {"name": "a man", "sex": "male", "age_years": 61}
    called = {"caller": "Dr. A", "caller_phone": "1", "read_back": True, "patient": patient}
    kept = {k: v for k, v in emergency.items() if k not in ("send", "patient", "training")}
    return kept | called


def on_referral(verb: Verb, state: str = "submitted", action: str = "", way: str = "up") -> Rule:
    """A step of a referral that has come to `state`, with the body such a step has."""
    body: Body | None = lambda story, ids: body_of(action, ids["ward"])  # noqa: E731
    return Rule(f"referral {way}", verb, state, body if body_of(action, "") is not None else None)


PUBLIC, LOGIN = Rule("public"), Rule("login")
READ = case(Verb.READ_CASE)
REASON = fixed(reason="because")
MEETING = fixed(
    starts_at="2099-01-01T08:00:00Z",
    ends_at="2099-01-01T09:00:00Z",
    link="https://meet.example.org/a",
    reason="list",
)
TUS = {"Tus-Resumable": "1.0.0"}
API = "/api/v1"

A_TEMPLATE = {
    "code": "ward",
    "version": 1,
    "words": {"en": "Ward", "zh": "病房", "vi": "Khoa"},
    "specialties": ["cardiology"],
    "sections": [],
}

# Nothing listens there.
GATEWAY = {"kind": "voice", "name": "gateway", "config": {"url": "http://127.0.0.1:9/call"}}

# FHIR's places and people, which a role opens, and what a case shows.
DIRECTORY = ("Organization", "Practitioner", "PractitionerRole")
SHOWN = [kind.name for kind in RESOURCES if kind.name not in (*DIRECTORY, "AuditEvent")]

MATRIX: dict[tuple[str, str], Rule] = {
    # the installation, and oneself
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
    # people and places
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
    # cases
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
    # the asking hospital's own
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
    # requests
    ("PUT", f"{API}/requests/{{id}}/draft"): request(
        Verb.SUBMIT_REQUEST,
        "draft",
        fixed(questions=["?"], urgency="urgent", destination=None),
    ),
    ("POST", f"{API}/requests/{{id}}/submit"): request(Verb.SUBMIT_REQUEST, "draft"),
    ("POST", f"{API}/requests/{{id}}/cancel"): request(Verb.CANCEL_REQUEST, body=REASON),
    ("POST", f"{API}/requests/{{id}}/assign"): request(
        Verb.ASSIGN_REQUEST,
        body=lambda story, ids: {"person_id": story.served.people["cardiologist3"]},
    ),
    ("GET", f"{API}/requests/{{id}}/assignable"): request(Verb.ASSIGN_REQUEST),
    ("POST", f"{API}/requests/{{id}}/take"): request(Verb.TAKE_REQUEST),
    ("POST", f"{API}/requests/{{id}}/accept"): request(Verb.ANSWER_OFFER, "offered"),
    ("POST", f"{API}/requests/{{id}}/refuse"): request(Verb.ANSWER_OFFER, "offered", REASON),
    ("POST", f"{API}/requests/{{id}}/reject"): request(Verb.REJECT_REQUEST, body=REASON),
    ("POST", f"{API}/requests/{{id}}/start"): request(Verb.CONSULT, "accepted"),
    ("POST", f"{API}/requests/{{id}}/give_back"): request(Verb.CONSULT, "accepted", REASON),
    ("PUT", f"{API}/requests/{{id}}/opinion"): request(
        Verb.SIGN_OPINION, "accepted", fixed(revision=0)
    ),
    ("POST", f"{API}/requests/{{id}}/sign"): request(
        Verb.SIGN_OPINION, "written", fixed(password=PASSWORD, revision=1)
    ),
    ("POST", f"{API}/requests/{{id}}/correct"): request(
        Verb.SIGN_OPINION,
        "signed",
        fixed(password=PASSWORD, reason="typing", content=CONTENT, answers=ANSWERS),
    ),
    ("POST", f"{API}/requests/{{id}}/respond"): request(
        Verb.RESPOND, "signed", fixed(value="adopted")
    ),
    ("POST", f"{API}/requests/{{id}}/close"): request(Verb.CLOSE_REQUEST, "responded", REASON),
    ("POST", f"{API}/requests/{{id}}/release"): request(Verb.RELEASE_REQUEST, "awaiting_release"),
    ("POST", f"{API}/requests/{{id}}/send_back"): request(
        Verb.RELEASE_REQUEST, "awaiting_release", REASON
    ),
    ("POST", f"{API}/requests/{{id}}/ask_info"): request(
        Verb.ASK_INFO, body=fixed(missing=["ecg"], text="of this morning")
    ),
    ("POST", f"{API}/requests/{{id}}/resubmit"): request(
        Verb.SUBMIT_REQUEST, "info_requested", fixed(text="added")
    ),
    ("POST", f"{API}/requests/{{id}}/resume"): request(
        Verb.ASK_INFO, "info_requested", fixed(text="by telephone")
    ),
    ("POST", f"{API}/requests/{{id}}/promise"): request(
        Verb.PROMISE, "accepted", fixed(promised_at="2099-01-01T00:00:00Z")
    ),
    ("POST", f"{API}/requests/{{id}}/accept_by_phone"): request(
        Verb.ASSIGN_REQUEST, body=to_colleague()
    ),
    ("POST", f"{API}/requests/{{id}}/hand_over"): request(
        Verb.CONSULT, "accepted", to_colleague(reason="theatre")
    ),
    ("POST", f"{API}/requests/{{id}}/reassign"): request(
        Verb.ASSIGN_REQUEST, "accepted", to_colleague(reason="ill")
    ),
    ("POST", f"{API}/requests/{{id}}/cover"): request(Verb.COVER_REQUEST, "accepted_by_3", REASON),
    ("POST", f"{API}/requests/{{id}}/stop"): request(Verb.CONSULT, "in_consultation", REASON),
    ("POST", f"{API}/requests/{{id}}/ask_cancel"): request(
        Verb.CANCEL_REQUEST, "in_consultation", REASON
    ),
    ("POST", f"{API}/requests/{{id}}/sign_interim"): request(
        Verb.SIGN_OPINION, "written", fixed(password=PASSWORD, revision=1)
    ),
    ("POST", f"{API}/requests/{{id}}/ask_again"): request(
        Verb.RESPOND, "signed", fixed(question="and then?")
    ),
    ("POST", f"{API}/requests/{{id}}/reopen"): request(
        Verb.REOPEN_REQUEST, "rejected", fixed(questions=["again?"], urgency="emergency")
    ),
    ("POST", f"{API}/requests/{{id}}/schedule"): request(Verb.SCHEDULE, "accepted", MEETING),
    ("POST", f"{API}/requests/{{id}}/reschedule"): request(Verb.SCHEDULE, "scheduled", MEETING),
    ("POST", f"{API}/requests/{{id}}/unschedule"): request(Verb.SCHEDULE, "scheduled", REASON),
    ("POST", f"{API}/requests/{{id}}/no_show"): request(Verb.SCHEDULE, "met"),
    ("GET", f"{API}/requests/{{id}}/meeting.ics"): request(Verb.READ_CASE, "scheduled"),
    ("POST", f"{API}/requests/{{id}}/fee"): request(
        Verb.RECORD_FEE, "accepted", fixed(amount=20000, currency="CNY", payer="county")
    ),
    ("POST", f"{API}/cases/{{id}}/specialties"): case(
        Verb.ADD_SPECIALTY,
        body=lambda story, ids: {"request_id": ids["request"], "specialty": "neurology"},
    ),
    ("POST", f"{API}/cases/by-phone"): Rule(
        "asked org", Verb.ENTER_BY_PHONE, body=lambda story, ids: by_phone(story)
    ),
    ("POST", f"{API}/cases/{{id}}/confirm_entry"): case(Verb.EDIT_CASE, "by_phone"),
    ("GET", f"{API}/limits/{{scope}}"): Rule("scope", Verb.READ_NETWORK),
    ("PUT", f"{API}/limits/{{scope}}"): Rule(
        "scope of org", Verb.MANAGE_ORG, body=fixed(data={"info_days": 3}, reason="shorter")
    ),
    # calling people
    ("GET", f"{API}/requests/{{id}}/ladder"): request(Verb.READ_CASE),
    ("POST", f"{API}/requests/{{id}}/pass_on"): Rule("call", Verb.READ_CASE),
    ("POST", f"{API}/requests/{{id}}/call_again"): Rule("call", Verb.READ_CASE),
    ("POST", f"{API}/requests/{{id}}/calls"): request(
        Verb.READ_CASE, body=fixed(name="x", phone="1", outcome="reached")
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
    ("GET", f"{API}/me/contact"): LOGIN,
    ("PUT", f"{API}/me/contact"): Rule("login", body=fixed(email="a@b.example")),
    ("POST", f"{API}/me/push"): Rule(
        "login", body=fixed(endpoint="x", keys={"p256dh": "", "auth": ""})
    ),
    ("POST", f"{API}/me/push/stop"): Rule("login", body=fixed(endpoint="x")),
    ("POST", f"{API}/me/test_call"): LOGIN,
    # bytes and rooms
    ("GET", f"{API}/ecgs/{{id}}"): Rule("ecg", Verb.READ_CASE),
    ("GET", f"{API}/ecgs/{{id}}/ecg1"): Rule("ecg", Verb.READ_CASE),
    ("GET", f"{API}/ecgs/{{id}}/mini"): Rule("tracing", Verb.READ_CASE),
    ("GET", f"{API}/ecgs/{{id}}/original"): Rule("ecg", Verb.READ_CASE),
    ("GET", f"{API}/attachments/{{id}}/original"): Rule("attachment", Verb.READ_CASE),
    ("GET", f"{API}/attachments/{{id}}/preview"): Rule("attachment", Verb.READ_CASE),
    ("GET", f"{API}/instances/{{id}}/original"): Rule("instance", Verb.READ_CASE),
    ("GET", f"{API}/rooms/search"): LOGIN,
    ("PUT", f"{API}/rooms/{{id}}/notify"): Rule(
        "room", Verb.POST_MESSAGE, body=fixed(notify="mentions")
    ),
    ("GET", f"{API}/rooms/{{id}}/messages"): Rule("room", Verb.READ_CASE),
    ("GET", f"{API}/rooms/{{id}}/views"): Rule("room", Verb.READ_CASE),
    ("POST", f"{API}/rooms/{{id}}/enter"): Rule("room", Verb.JOIN_ROOM),
    ("PUT", f"{API}/rooms/{{id}}/draft"): Rule("room", Verb.POST_MESSAGE, body=fixed(text="x")),
    # duty, of the hospital that answers
    ("GET", f"{API}/duty/hospitals"): LOGIN,
    ("GET", f"{API}/duty/week"): Rule("duty", Verb.READ_DUTY),
    ("GET", f"{API}/duty/on_call"): Rule("duty", Verb.READ_DUTY),
    ("GET", f"{API}/duty/rehearsal"): Rule("duty", Verb.READ_DUTY),
    ("GET", f"{API}/duty/answer_times"): Rule("duty", Verb.READ_DUTY),
    ("GET", f"{API}/requests/{{id}}/suggestions"): request(Verb.ASSIGN_REQUEST),
    ("PUT", f"{API}/duty/rosters"): Rule(
        "duty",
        Verb.MANAGE_DUTY,
        body=lambda story, ids: {"org_id": ids["org"], "specialty": "cardiology"},
    ),
    ("POST", f"{API}/duty/rosters/{{id}}/shifts"): Rule(
        "duty",
        Verb.MANAGE_DUTY,
        body=lambda story, ids: {
            "line": 1,
            "person_id": story.served.people["cardiologist"],
            "weekdays": [0],
            "starts_min": 480,
            "length_min": 720,
            "valid_from": "2026-01-01",
        },
    ),
    ("PATCH", f"{API}/duty/shifts/{{id}}"): Rule(
        "duty shift", Verb.MANAGE_DUTY, body=fixed(starting="2090-01-01", line=1)
    ),
    ("DELETE", f"{API}/duty/shifts/{{id}}"): Rule("duty shift", Verb.MANAGE_DUTY),
    ("POST", f"{API}/duty/rosters/{{id}}/overrides"): Rule(
        "duty",
        Verb.MANAGE_DUTY,
        body=lambda story, ids: {
            "line": 1,
            "person_id": story.served.people["cardiologist"],
            "starts_at": "2090-01-01T00:00:00Z",
            "ends_at": "2090-01-02T00:00:00Z",
        },
    ),
    ("DELETE", f"{API}/duty/overrides/{{id}}"): Rule("duty override", Verb.MANAGE_DUTY),
    ("GET", f"{API}/duty/me"): LOGIN,
    ("PUT", f"{API}/duty/me/availability"): Rule("clinician", body=fixed(presence="available")),
    ("POST", f"{API}/duty/me/alarm_tests"): Rule("clinician", body=fixed(device="x")),
    ("POST", f"{API}/duty/leaves"): Rule(
        "duty leave",
        Verb.MANAGE_DUTY,
        body=lambda story, ids: {
            "org_id": ids["org"],
            "person_id": story.served.people["cardiologist"],
            "starts_at": "2090-01-01T00:00:00Z",
            "ends_at": "2090-01-02T00:00:00Z",
        },
    ),
    ("DELETE", f"{API}/duty/leaves/{{id}}"): Rule("duty leave", Verb.MANAGE_DUTY),
    ("POST", f"{API}/duty/rosters/{{id}}/swaps"): Rule(
        "duty party",
        Verb.MANAGE_DUTY,
        body=lambda story, ids: swap_body(story),
    ),
    ("POST", f"{API}/duty/swaps/{{id}}/answer"): Rule("duty swap", body=fixed(agree=False)),
    ("DELETE", f"{API}/duty/swaps/{{id}}"): Rule("duty swap", Verb.MANAGE_DUTY),
    ("GET", f"{API}/duty/handover"): Rule("duty colleague", state="hidden"),
    ("POST", f"{API}/duty/handovers"): Rule(
        "duty colleague",
        body=lambda story, ids: {
            "org_id": ids["org"],
            "to_id": story.served.people["cardiologist3"],
            "reason": "shift",
            "items": [{"request_id": ids["request"]}],
        },
    ),
    ("POST", f"{API}/duty/handovers/{{id}}/acknowledge"): Rule("duty sheet", state="receiver"),
    ("DELETE", f"{API}/duty/handovers/{{id}}"): Rule("duty sheet", state="giver"),
    ("POST", f"{API}/duty/terms/hand_over"): Rule(
        "duty desk",
        body=lambda story, ids: {
            "org_id": ids["org"],
            "person_id": story.served.people["cardiologist"],
            "to_id": story.served.people["cardiologist3"],
            "reason": "term",
        },
    ),
    ("GET", f"{API}/experts"): Rule("duty desk", Verb.MANAGE_DUTY, state="hidden"),
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
    # uploads
    ("OPTIONS", "/uploads/"): PUBLIC,
    ("POST", "/uploads/"): Rule("upload to case", Verb.ATTACH, headers=TUS),
    ("HEAD", "/uploads/{id}"): Rule("own upload", headers=TUS),
    ("PATCH", "/uploads/{id}"): Rule(
        "own upload",
        headers=TUS | {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"},
    ),
    ("DELETE", "/uploads/{id}"): Rule("own upload", headers=TUS),
    # DICOMweb; what is listed is looked at in tests/integration/exchange/test_dicomweb.py
    ("GET", "/dicom-web/studies"): LOGIN,
    ("GET", "/dicom-web/at/{org}/studies"): LOGIN,
    **{
        (route.method, route.path): Rule("study", Verb.READ_CASE)
        for route in DICOMWEB_ROUTES
        if "{study}" in route.path
    },
    # FHIR; what is listed is looked at in tests/unit/server/fhir
    ("GET", "/fhir/R4/metadata"): PUBLIC,
    ("GET", "/fhir/R4/{path:path}"): Rule("nothing"),
    **{("GET", f"/fhir/R4/{kind.name}"): LOGIN for kind in RESOURCES},
    **{("GET", f"/fhir/R4/{kind}/{{id}}"): Rule(f"fhir {kind}", Verb.READ_CASE) for kind in SHOWN},
    **{("GET", f"/fhir/R4/{kind}/{{id}}"): Rule(f"fhir {kind}") for kind in DIRECTORY},
    ("GET", "/fhir/R4/AuditEvent/{id}"): Rule("fhir AuditEvent", Verb.READ_AUDIT),
}
MATRIX |= {key: Rule(*row) for key, row in mdt_routes.ROWS.items()}
# Looked at elsewhere: tests/security/test_sockets.py.
SOCKETS = {("WS", "/ws")}


@pytest.fixture(scope="module")
def story(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Consulting]:
    """One server for all: each call gets a case of its own."""
    folder = tmp_path_factory.mktemp("matrix")
    shutil.copy(sqlite_template, folder / "huizhen.db")
    backend = Backend(f"sqlite:///{folder}/huizhen.db", f"file:{folder}/objects")
    with serving(backend, folder / "data") as served:
        story = Consulting(served)
        for scope, data in (("gangcha", {"release": ["head"]}), ("liaocheng", {"fee": True})):
            body = {"data": data, "reason": "rules of the house"}
            answer = story.send("admin", "PUT", f"/limits/{served.orgs[scope]}", body)
            assert answer.status_code == 200, answer.text
        yield story


def named(route: BaseRoute) -> set[tuple[str, str]]:
    """A route's methods and path; whatever is neither route nor socket cannot be in the matrix."""
    if isinstance(route, WebSocketRoute):
        return {("WS", route.path)}
    if not isinstance(route, Route):
        return {(type(route).__name__, getattr(route, "path", ""))}
    methods = set(route.methods or ())
    # A GET answers HEAD by itself; a HEAD of its own stands alone.
    return {(m, route.path) for m in methods - ({"HEAD"} if "GET" in methods else set())}


def test_no_route_is_forgotten(story: Consulting) -> None:
    assert story.served.client is not None
    found = [named(route) for route in story.served.client.app.routes]  # type: ignore[attr-defined]
    assert set().union(*found) == set(MATRIX) | SOCKETS


@pytest.mark.parametrize("route", [Mount("/dicom-web", routes=[]), Host("other", Router())])
def test_a_part_with_routes_of_its_own_would_be_noticed(route: BaseRoute) -> None:
    assert not named(route) & (set(MATRIX) | SOCKETS)


# ---- what the calls are about


TAKEN = {"accepted", "accepted_by_3", "in_consultation", "scheduled", "met"}
TAKEN |= {"written", "signed", "responded"}
MEETING_AT: dict[str, object] = {
    "starts_at": "2099-01-01T08:00:00Z",
    "ends_at": "2099-01-01T09:00:00Z",
}
# A further step: by whom, which, what it says.
LATER_STEPS: dict[str, tuple[str, str, dict[str, object]]] = {
    "in_consultation": ("cardiologist", "start", {}),
    "scheduled": ("coordinator", "schedule", MEETING_AT),
    "met": ("coordinator", "schedule", MEETING_AT),
    "rejected": ("coordinator", "reject", {"reason": "no cardiologist today"}),
    "info_requested": ("coordinator", "ask_info", {"missing": ["ecg"], "text": "of today"}),
}


def met_already(work: Work, request_id: str) -> None:
    """As if the time of the meeting had come."""
    [held] = work.store.appointments.list(request_id=request_id)
    work.store.appointments.save(replace(held, starts_at=work.now - timedelta(minutes=5)))


def advance(story: Consulting, state: str) -> Ids:
    if state == "by_phone":
        opened = story.post("coordinator", "/cases/by-phone", by_phone(story))
    elif state == "awaiting_release":
        opened = story.open(urgency="urgent")
    else:
        opened = story.open(send=state != "draft")
    rid = opened["request_id"]
    ids = {"case": opened["id"], "request": rid, "room": opened["room_id"]}
    if state == "offered":
        expert = {"person_id": story.served.people["cardiologist"]}
        story.step("coordinator", rid, "assign", expert)
    if state in TAKEN:
        who = "cardiologist3" if state == "accepted_by_3" else "cardiologist"
        story.step(who, rid, "take")
    if state in LATER_STEPS:
        who, action, body = LATER_STEPS[state]
        story.step(who, rid, action, body)
    if state == "met":
        story.act(met_already, rid)
    if state in ("written", "signed", "responded"):
        revision = story.write(rid)
        if state != "written":
            assert story.sign(rid, revision).status_code == 200
    if state == "responded":
        story.step("county.doctor", rid, "respond", {"value": "adopted"})
    return ids


def with_file(story: Consulting, manifest: Manifest | None, derived: str | None) -> Ids:
    ids = advance(story, "submitted")
    data = ids["case"].encode()  # other bytes for each, so that each is an item of its own
    made = (derived, b"derived " + data) if derived else None
    item = story.store_file(ids["case"], data, manifest=manifest, derived=made).item_id
    return ids | {"id": item}


def with_tracing(story: Consulting) -> Ids:
    ids = advance(story, "submitted")
    data = ids["case"].encode()
    samples = np.arange(5000, dtype=np.int32)
    lead = LeadSamples(name="II", code="", samples=samples, lsb_nv=1000.0)
    record = EcgRecord(format="test", rate=Fraction(500), leads=(lead,), parser_version="1")
    made = ("ecg1", ecg1.encode(record, hashlib.sha256(data).hexdigest()))
    return ids | {"id": story.store_file(ids["case"], data, derived=made).item_id}


PICTURE = Manifest("0" * 64, 1, "image/jpeg", "attachment", "jpeg")


def instance(story: Consulting) -> Ids:
    uid = f"1.2.{new_id(system_clock()).replace('-', '')}"
    summary = DicomSummary(uid, f"{uid}.1", f"{uid}.2", "1.2", "1.2.840.10008.1.2")
    image = replace(PICTURE, kind="dicom", dicom=summary)
    ids = with_file(story, image, None)
    [row] = story.look(lambda store: store.instances.list(sop_uid=f"{uid}.2"))
    return ids | {"id": row.id}


def study(story: Consulting) -> Ids:
    ids = advance(story, "submitted")
    picture = Picture(study=f"2.25.{int(ids['case'].replace('-', ''), 16)}")
    doctor = story.as_("county.doctor")
    done = send(doctor, images.native(picture), filename="IM1", case=ids["case"])
    assert done.headers["Upload-State"] == "stored"
    return ids | {
        "org": story.served.orgs["gangcha"],
        "study": picture.study,
        "series": picture.series_uid,
        "sop": picture.sop_uid,
        "frames": "1",
        "path": "7FE00010",
    }


def a_case(story: Consulting, state: str) -> Ids:
    ids = advance(story, state)
    other = story.open()["id"]
    story.store_file(ids["case"], ids["case"].encode())
    [material] = story.case("county.doctor", ids["case"])["materials"]
    return ids | {"id": ids["case"], "mid": material["id"], "other": other}


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


def own_token(story: Consulting) -> Ids:
    body = {"name": "script", "scopes": ["api"]}
    return {"id": story.post("county.doctor", "/tokens", body)["id"]}


def own_session(story: Consulting) -> Ids:
    mine = story.served.as_("county.doctor").get("/api/v1/sessions").json()["items"]
    return {"id": mine[0]["id"]}


def own_upload(story: Consulting) -> Ids:
    metadata = base64.b64encode(b"a.scp").decode()
    headers = TUS | {"Upload-Length": "10", "Upload-Metadata": f"filename {metadata}"}
    begun = story.as_("county.doctor").post("/uploads/", headers=headers)
    assert begun.status_code == 201, begun.text
    return {"id": begun.headers["Location"].rpartition("/")[2]}


def own_draft(story: Consulting) -> Ids:
    ids = {"id": new_id(system_clock())}
    body = {"org_id": story.served.orgs["gangcha"], "body": {"who": "x"}}
    assert story.send("county.doctor", "PUT", f"/drafts/{ids['id']}", body).status_code == 200
    return ids


def a_task(story: Consulting) -> Ids:
    ids = advance(story, "submitted")
    made = story.post("county.doctor", f"/cases/{ids['case']}/tasks", {"wanted": "ct"})
    return ids | {"id": made["id"]}


def a_protocol(story: Consulting) -> Ids:
    ids = {"id": story.served.orgs["gangcha"], "template": "chest_pain", "version": "1"}
    path = f"/hospitals/{ids['id']}/protocols/{ids['template']}"
    if not story.get("hospital.admin", path).json()["items"]:  # the hospital is shared
        answer = publish(story, ids["id"])
        assert answer.status_code == 200, answer.text
    return ids


def a_merge(story: Consulting) -> Ids:
    ids, other = advance(story, "submitted"), story.open()["id"]
    into = story.case("county.doctor", other)["patient"]["id"]
    body = {"into_id": into, "reason": "the same person"}
    return {"id": story.post("county.doctor", f"/cases/{ids['case']}/merge", body)["id"]}


NIGHT = {"line": 1, "starts_at": "2090-01-02T00:00:00Z", "ends_at": "2090-01-02T04:00:00Z"}


def swap_body(story: Consulting) -> dict[str, object]:
    people = story.served.people
    return {"from_id": people["cardiologist3"], "to_id": people["cardiologist"], "gives": NIGHT}


def duty(story: Consulting) -> Ids:
    """A cardiology roster at Liaocheng, on which its third cardiologist always is."""
    org_id = story.served.orgs["liaocheng"]
    made = story.act(rosters.save_roster, rosters.SaveRoster(org_id=org_id, specialty="cardiology"))
    body = rosters.AddShifts(
        roster_id=made.id,
        line=1,
        person_id=story.served.people["cardiologist3"],
        weekdays=tuple(range(7)),
        starts_min=0,
        length_min=24 * 60,
        valid_from=date(2026, 1, 1),
    )
    shift = story.act(rosters.add_shifts, body)[0]
    return {"id": made.id, "org": org_id, "shift": shift.id}


def duty_override(story: Consulting) -> Ids:
    ids = duty(story)
    cmd = overrides.MakeOverride(
        roster_id=ids["id"],
        line=1,
        person_id=story.served.people["cardiologist"],
        starts_at=datetime(2090, 1, 1, tzinfo=UTC),
        ends_at=datetime(2090, 1, 2, tzinfo=UTC),
    )
    return ids | {"id": story.act(overrides.make_override, cmd).id}


def duty_leave(story: Consulting) -> Ids:
    org_id = story.served.orgs["liaocheng"]
    cmd = absence.TakeLeave(
        org_id=org_id,
        person_id=story.served.people["cardiologist"],
        starts_at=datetime(2090, 1, 1, tzinfo=UTC),
        ends_at=datetime(2090, 1, 2, tzinfo=UTC),
    )
    return {"org": org_id, "id": story.act(absence.take_leave, cmd).id}


def duty_sheet(story: Consulting) -> Ids:
    ids = advance(story, "submitted")
    body = {
        "org_id": story.served.orgs["liaocheng"],
        "to_id": story.served.people["cardiologist"],
        "reason": "shift",
        "items": [{"request_id": ids["request"]}],
    }
    made = story.post("coordinator", "/duty/handovers", body)
    return ids | {"id": made["id"], "org": story.served.orgs["liaocheng"]}


def duty_swap(story: Consulting) -> Ids:
    ids = duty(story)
    made = story.post("cardiologist3", f"/duty/rosters/{ids['id']}/swaps", swap_body(story))
    return {"id": made["id"], "org": ids["org"]}


def channel(story: Consulting) -> Ids:
    return {"id": story.post("admin", "/channels", GATEWAY)["id"]}


ONE_OF_EACH: dict[int, Ids] = {}


def in_fhir(story: Consulting, kind: str) -> Ids:
    """A case that shows one of each, made once, and the id under which `kind` is read."""
    ids = ONE_OF_EACH.get(id(story)) or ONE_OF_EACH.setdefault(id(story), one_of_each(story))
    return ids | {"id": ids.get(kind, ids["request"])}


def one_of_each(story: Consulting) -> Ids:
    ids = instance(story)
    rid, doctor = ids["request"], actor_of(story, "county.doctor")
    urgent = Post(
        room_id=ids["room"],
        author_id=doctor.person_id,
        cmid=rid,
        body={"text": "!", "urgent": True},
    )
    said: Posted = story.call(story.services.uow.run, say, urgent, actor=doctor)
    story.step("cardiologist", rid, "take")
    story.step("coordinator", rid, "schedule", MEETING_AT)
    assert story.sign(rid, story.write(rid)).status_code == 200
    opened = story.case("county.doctor", ids["case"])
    [meeting] = story.look(lambda store: store.appointments.list(request_id=rid))
    [image] = opened["materials"]
    seen = story.look(lambda store: store.audit.list(case_id=ids["case"], actor=doctor.person_id))
    return ids | {
        "Patient": opened["patient"]["id"],
        "Appointment": meeting.id,
        "Communication": f"{ids['room']}-{said.seq}",
        "Consent": ids["case"],
        "ImagingStudy": image["item_id"],
        "DocumentReference": ids["room"],
        "AuditEvent": seen[-1].id,
        "Organization": story.served.orgs["gangcha"],
        "Practitioner": doctor.person_id,
        "PractitionerRole": doctor.roles[0].id,
    }


FHIR = {f"fhir {kind.name}": kind.name for kind in RESOURCES}


# step: (verb, the state it starts from)
REFERRAL_STEPS: dict[str, tuple[Verb, str]] = {
    "submit": (Verb.SEND_REFERRAL, "draft"),
    "resubmit": (Verb.SEND_REFERRAL, "info_requested"),
    "cancel": (Verb.SEND_REFERRAL, "submitted"),
    "ask_cancel": (Verb.SEND_REFERRAL, "departed"),
    "agree_cancel": (Verb.ANSWER_CANCEL, "cancel_requested"),
    "keep": (Verb.ANSWER_CANCEL, "cancel_requested"),
    "acknowledge": (Verb.SEND_REFERRAL, "declined"),
    "send_again": (Verb.SEND_REFERRAL, "declined"),
    "close": (Verb.SEND_REFERRAL, "feedback"),
    "refuse": (Verb.MOVE_PATIENT, "accepted"),
    "ask_info": (Verb.ANSWER_REFERRAL, "submitted"),
    "provisional": (Verb.ANSWER_REFERRAL, "submitted"),
    "accept": (Verb.ANSWER_REFERRAL, "submitted"),
    "schedule": (Verb.ANSWER_REFERRAL, "accepted"),
    "redirect": (Verb.ANSWER_REFERRAL, "submitted"),
    "decline": (Verb.ANSWER_REFERRAL, "submitted"),
    "ask_ward": (Verb.ANSWER_REFERRAL, "submitted"),
    "advise": (Verb.SIGN_REFERRAL, "submitted"),
    "feedback": (Verb.SIGN_REFERRAL, "discharged"),
    "agree": (Verb.MOVE_PATIENT, "accepted"),
    "depart": (Verb.MOVE_PATIENT, "accepted"),
    "update_eta": (Verb.MOVE_PATIENT, "departed"),
    "en_route": (Verb.MOVE_PATIENT, "departed"),
    "arrive": (Verb.RECEIVE_PATIENT, "departed"),
    "upload_records": (Verb.MOVE_PATIENT, "arrived"),
    "treat": (Verb.RECEIVE_PATIENT, "arrived"),
    "discharge": (Verb.RECEIVE_PATIENT, "treating"),
}
REFERRAL_STEPS_DOWN: dict[str, tuple[Verb, str]] = {
    "check_capability": (Verb.ANSWER_DOWN, "submitted"),
    "first_visit": (Verb.RECEIVE_PATIENT, "arrived"),
    "finish_plan": (Verb.RECEIVE_PATIENT, "plan_running"),
}
FIGURES = {"free_beds": 3}
MATRIX |= {
    ("GET", f"{API}/referrals"): LOGIN,
    ("GET", f"{API}/referrals/desk"): LOGIN,
    ("GET", f"{API}/referrals/destinations"): LOGIN,
    ("GET", f"{API}/referrals/{{id}}"): on_referral(Verb.READ_CASE),
    ("PUT", f"{API}/referrals/{{id}}/sheet"): Rule(
        "referral up", Verb.SEND_REFERRAL, "draft", fixed(sheet=SHEETS["up"])
    ),
    ("POST", f"{API}/referrals"): Rule(
        "referable",
        Verb.SEND_REFERRAL,
        body=lambda story, ids: {
            "case_id": ids["case"],
            "kind": "referral_up",
            "urgency": "routine",
            "sheet": SHEETS["up"],
        },
    ),
    ("POST", f"{API}/requests/{{id}}/refer"): Rule(
        "convertible", Verb.CONVERT_REQUEST, body=fixed(sheet=SHEETS["up"])
    ),
    ("POST", f"{API}/referrals/arrivals"): Rule(
        "referral up",
        Verb.RECEIVE_PATIENT,
        "departed",
        lambda story, ids: {
            "code": story.look(lambda store: store.referrals.get(ids["id"])).slip_code
        },
    ),
    **{
        ("POST", f"{API}/referrals/{{id}}/{action}"): on_referral(verb, state, action)
        for action, (verb, state) in REFERRAL_STEPS.items()
    },
    **{
        ("POST", f"{API}/referrals/{{id}}/{action}"): on_referral(verb, state, action, "down")
        for action, (verb, state) in REFERRAL_STEPS_DOWN.items()
    },
    ("GET", f"{API}/beds"): LOGIN,
    ("PUT", f"{API}/beds/{{id}}"): Rule("department", Verb.UPDATE_BEDS, body=fixed(**FIGURES)),
    ("POST", f"{API}/beds/{{id}}/link"): Rule("department", Verb.UPDATE_BEDS, body=fixed(hours=2)),
    ("POST", f"{API}/ward-links/open"): Rule(
        "ward link", body=lambda story, ids: {"token": ids["question"]}
    ),
    ("POST", f"{API}/ward-links/answer"): Rule(
        "ward link",
        body=lambda story, ids: {"token": ids["question"], "answer": "yes", "who": "nurse A"},
    ),
    ("POST", f"{API}/ward-links/beds"): Rule(
        "ward link", body=lambda story, ids: {"token": ids["beds"], "who": "nurse A"} | FIGURES
    ),
}


def ward_links(story: Consulting) -> Ids:
    """The secrets of a question to a ward, and of a link for its beds."""
    ids = refer(story)
    body = body_of("ask_ward", ids["ward"])
    asked = story.post("referral.desk", f"/referrals/{ids['id']}/ask_ward", body)
    board = story.post("referral.desk", f"/beds/{ids['ward']}/link", {})
    return {"question": _secret(asked), "beds": _secret(board)}


def _secret(made: dict[str, str]) -> str:
    return made["path"].partition("#")[2]


def convertible(story: Consulting) -> Ids:
    prepare(story)
    form = {**FULL_FORM, "allow_referral": True}
    opened = story.open(form=form, send=True)
    agreed = story.look(lambda store: store.requests.get(opened["request_id"]))
    story.act(both_services, agreed.partnership_id)
    return {
        "case": opened["id"],
        "room": opened["room_id"],
        "request": agreed.id,
        "id": agreed.id,
    }


def both_services(work: Work, partnership_id: str) -> None:
    held = work.store.partnerships.get(partnership_id)
    work.store.partnerships.save(replace(held, services=tuple(Service)))


TARGETS: dict[str, Callable[[Consulting, str], Ids]] = {
    **{
        about: lambda story, state, kind=kind: in_fhir(story, kind)  # type: ignore[misc]
        for about, kind in FHIR.items()
    },
    "nothing": lambda story, state: {},
    "referral up": lambda story, state: refer(story, "up", state),
    "referral down": lambda story, state: refer(story, "down", state),
    "referable": lambda story, state: (prepare(story), advance(story, state))[1],
    "convertible": lambda story, state: convertible(story),
    "ward link": lambda story, state: ward_links(story),
    "public": lambda story, state: {"path": "today"},
    "this machine": lambda story, state: {},
    "login": lambda story, state: {"org": story.served.orgs["gangcha"], "locale": "en"},
    "figures": lambda story, state: {"key": "sent"},
    "figures case": advance,
    "reading list": lambda story, state: {"kind": "ecg"},
    "member": lambda story, state: {},
    "network": lambda story, state: {"id": story.served.orgs["gangcha"]},
    "org": lambda story, state: {"id": story.served.orgs["gangcha"]},
    "department": lambda story, state: department(story),
    "partnership": lambda story, state: partnership(story),
    "person": lambda story, state: person(story),
    "role": lambda story, state: {"id": person(story)["role"]},
    "account": lambda story, state: account(story),
    "own token": lambda story, state: own_token(story),
    "own session": lambda story, state: own_session(story),
    "own upload": lambda story, state: own_upload(story),
    "own draft": lambda story, state: own_draft(story),
    "new draft": lambda story, state: {"id": new_id(system_clock())},
    "org template": lambda story, state: {"id": story.served.orgs["gangcha"], "code": "stroke"},
    "org item": lambda story, state: {"id": story.served.orgs["gangcha"], "code": "inr"},
    "partner": lambda story, state: {"id": story.served.orgs["gangcha"], "code": "inr"},
    "partner protocol": lambda story, state: a_protocol(story),
    "own protocol": lambda story, state: a_protocol(story),
    "task": lambda story, state: a_task(story),
    "merge": lambda story, state: a_merge(story),
    "clinician": lambda story, state: {},
    "duty": lambda story, state: duty(story),
    "duty party": lambda story, state: duty(story),
    "duty shift": lambda story, state: (ids := duty(story)) | {"id": ids["shift"]},
    "duty override": lambda story, state: duty_override(story),
    "duty leave": lambda story, state: duty_leave(story),
    "duty sheet": lambda story, state: duty_sheet(story),
    "duty desk": lambda story, state: {"org": story.served.orgs["liaocheng"]},
    "duty colleague": lambda story, state: (
        advance(story, "submitted") | {"org": story.served.orgs["liaocheng"]}
    ),
    "duty swap": lambda story, state: duty_swap(story),
    "mdt org": lambda story, state: mdt_routes.mdt_target(story, "mdt org"),
    "mdt board": lambda story, state: mdt_routes.mdt_target(story, "mdt board"),
    "mdt session": lambda story, state: mdt_routes.mdt_target(story, "mdt session"),
    "mdt meeting": lambda story, state: mdt_routes.mdt_target(story, "mdt meeting"),
    "mdt poll": lambda story, state: mdt_routes.mdt_target(story, "mdt poll"),
    "scope": lambda story, state: {"scope": "network"},
    "scope of org": lambda story, state: {"scope": story.served.orgs["gangcha"]},
    "asked org": lambda story, state: {},
    "case": a_case,
    "upload to case": a_case,
    "request": lambda story, state: (
        mdt_routes.mdt_case(story, state)
        if state.startswith("mdt_")
        else (ids := advance(story, state)) | {"id": ids["request"]}
    ),
    "gateway": lambda story, state: {"id": story.served.orgs["gangcha"]},
    "channel": lambda story, state: channel(story),
    "call": lambda story, state: (ids := advance(story, state)) | {"id": ids["request"]},
    "room": lambda story, state: (ids := advance(story, state)) | {"id": ids["room"]},
    "ecg": lambda story, state: with_file(story, None, "ecg1"),
    "tracing": lambda story, state: with_tracing(story),
    "attachment": lambda story, state: with_file(story, PICTURE, "preview"),
    "instance": lambda story, state: instance(story),
    "study": lambda story, state: study(story),
}
OF_A_CASE = {
    "case",
    "upload to case",
    "request",
    "room",
    "ecg",
    "tracing",
    "attachment",
    "instance",
    "study",
    "task",
    *(f"fhir {kind}" for kind in SHOWN),
    "referral up",
    "referral down",
    "referable",
    "convertible",
}
OF_A_REQUEST = {"request", "referral up", "referral down", "convertible"}


# ---- what the policy says


def actor_of(story: Consulting, who: str) -> Actor:
    person_id = story.served.people[who]
    roles = story.look(lambda store: store.roles.list(person_id=person_id))
    return Actor(person_id=person_id, roles=tuple(roles))


def case_subject(store: SqlStore, rule: Rule, ids: Ids, person_id: str) -> CaseSubject:
    member = store.members.find(room_id=ids["room"], person_id=person_id)
    subject = CaseSubject(
        parties=tuple(store.parties.list(case_id=ids["case"])),
        specialties=store.people.get(person_id).specialties,
        room_member=member is not None,
    )
    if rule.about == "referable":
        # Every hospital of the case may send its patient on.
        meant = store.requests.get(ids["request"])
        works_at = store.roles.list(person_id=person_id)[0].org_id
        sent = replace(meant, kind=Kind.REFERRAL_UP, from_org=works_at)
        return replace(subject, request=sent)
    if rule.about not in OF_A_REQUEST:
        return subject
    held = tuple(store.assignments.list(request_id=ids["request"]))
    return replace(subject, request=store.requests.get(ids["request"]), assignments=held)


def handing(rule: Rule, actor: Actor, who: str, *, planner: bool) -> int | None:
    """The coordinator has handed the cardiologist something; others know of no such sheet."""
    if rule.about == "duty sheet":
        mine = {"cardiologist": "receiver", "coordinator": "giver"}.get(who)
        return NOT_THERE if mine is None else None if mine == rule.state else REFUSED
    allowed = who in ("cardiologist", "coordinator")
    if rule.about == "duty desk":
        allowed = planner if rule.verb else who == "coordinator"
    return None if allowed else NOT_THERE if rule.state == "hidden" else REFUSED


def on_duty(story: Consulting, rule: Rule, actor: Actor, who: str) -> int | None:
    """Whose own leave or exchange it is may too; of an exchange others know nothing."""
    org_id, now = story.served.orgs["liaocheng"], system_clock()
    subject = story.look(lambda store: subject_of(store, org_id, now, None))
    if rule.about == "clinician":
        return None if actor.orgs_with(CLINICAL, now) else REFUSED
    planner = decide(actor, Verb.MANAGE_DUTY, subject, now).allowed
    party = who == "cardiologist"
    if rule.about == "duty swap":
        if not planner and not party:
            return NOT_THERE
        # The one who is asked answers; whoever proposed, or a planner, takes it back.
        return None if party == (rule.verb is None) else REFUSED
    if rule.about in ("duty colleague", "duty desk", "duty sheet"):
        return handing(rule, actor, who, planner=planner)
    if rule.about in ("duty leave", "duty party") and party:
        return None
    if not decide(actor, Verb.READ_DUTY, subject, now).allowed:
        return NOT_THERE
    assert rule.verb is not None
    return None if decide(actor, rule.verb, subject, now).allowed else REFUSED


def place_subject(story: Consulting, rule: Rule) -> Subject:
    if rule.about in ("network", "partnership", "scope"):
        return NetworkSubject()
    orgs = story.served.orgs
    partners = frozenset({orgs["liaocheng"]} if rule.about in BY_PARTNERS else ())
    return OrgSubject(orgs["liaocheng" if rule.about == "asked org" else "gangcha"], partners)


def apart(story: Consulting, rule: Rule, ids: Ids, actor: Actor, who: str) -> int | None:
    """What is judged by its own kind of subject."""
    if rule.about.startswith("figures"):
        return of_figures(story, rule, actor)
    if rule.about.startswith("mdt"):
        return mdt_routes.mdt_refusal(story, rule.verb, ids, actor)
    return on_duty(story, rule, actor, who)


def of_figures(story: Consulting, rule: Rule, actor: Actor) -> int | None:
    """Some hospital's figures, or a case of Gangcha sent to Liaocheng that stands behind one."""
    now, orgs = system_clock(), story.served.orgs
    if rule.about == "figures":
        return None if figure_orgs(actor, dict.fromkeys(orgs.values()), now) else REFUSED
    sides = [AreaSubject(org_id=orgs[name]) for name in ("gangcha", "liaocheng")]
    if not any(decide(actor, Verb.READ_FIGURES, side, now).allowed for side in sides):
        return NOT_THERE
    asked = [decide(actor, Verb.UNMASK_CASE, side, now) for side in sides]
    return None if any(each.allowed for each in asked) else REFUSED


BY_PARTNERS = ("partner", "partner protocol")
# Whose requests are on a reading list: tests/unit/storage/views/test_reading.py.
FOR_ALL = ("login", "reading list")


PLACES = {"member", "nothing", "fhir AuditEvent", *(f"fhir {kind}" for kind in DIRECTORY)}


def in_directory(story: Consulting, rule: Rule, ids: Ids, who: str) -> int | None:
    """Who has a role knows the places; people, who work together or have a case together."""
    actor = actor_of(story, who)
    if rule.about == "member":
        at_home = story.served.orgs["gangcha"] in {role.org_id for role in actor.roles}
        return None if at_home or who == "admin" else REFUSED
    if rule.verb is Verb.READ_AUDIT:
        subject = story.look(lambda store: case_subject(store, rule, ids, actor.person_id))
        overseen = decide(actor, Verb.READ_AUDIT, subject, system_clock()).allowed
        return None if overseen or who == "county.doctor" else NOT_THERE
    stranger = who in ("county2.doctor", "supervisor") and rule.about != "fhir Organization"
    return NOT_THERE if stranger or rule.about == "nothing" else None


def expected(story: Consulting, rule: Rule, ids: Ids, who: str) -> int | None:
    """The status of a refusal, None where the policy lets it through."""
    if rule.about in ("public", "ward link"):
        return None
    if rule.about == "this machine":
        return NOT_THERE  # to people, whoever they are
    if who == "nobody" or rule.about == "gateway":
        return LOGIN_NEEDED
    if rule.about in (*FOR_ALL, "own token", "own session", "own upload", "own draft"):
        return None if who == "county.doctor" or rule.about in FOR_ALL else NOT_THERE
    actor, now = actor_of(story, who), system_clock()
    if rule.about in PLACES:
        return in_directory(story, rule, ids, who)
    if rule.about.startswith(("duty", "clinician", "mdt", "figures")):
        return apart(story, rule, ids, actor, who)
    assert rule.verb is not None
    if rule.about in OF_A_CASE:
        subject: Subject = story.look(lambda store: case_subject(store, rule, ids, actor.person_id))
        if not decide(actor, Verb.READ_CASE, subject, now).allowed:
            return NOT_THERE
    elif rule.about == "call":  # who may read may speak up; whether anybody rings is another matter
        subject = story.look(lambda store: case_subject(store, rule, ids, actor.person_id))
        return None if decide(actor, Verb.READ_CASE, subject, now).allowed else NOT_THERE
    else:
        subject = place_subject(story, rule)
    refused = NOT_THERE if rule.about in BY_PARTNERS else REFUSED
    return None if decide(actor, rule.verb, subject, now).allowed else refused


# ---- what HTTP answers


def call(
    story: Consulting, browser: TestClient, method: str, path: str, rule: Rule, ids: Ids
) -> Response:
    headers = dict(rule.headers)
    if rule.about == "upload to case":
        case_id = base64.b64encode(ids["case"].encode()).decode()
        name = base64.b64encode(b"a.scp").decode()
        headers |= {
            "Upload-Length": "10",
            "Upload-Metadata": f"filename {name},case {case_id}",
        }
    by_org = rule.about in ("member", "person")
    query = {"org": story.served.orgs["gangcha"]} if by_org else {}
    if rule.about.startswith("duty"):
        query = {"org": ids["org"], "specialty": "cardiology", "starting": "2090-01-01"}
    address = path.replace("{path:path}", ids.get("path", "today")).format(**ids)
    body = rule.body(story, ids) if rule.body else None
    content = b"0123456789" if method == "PATCH" and path.startswith("/uploads") else None
    return browser.request(
        method, address, json=body, headers=headers, params=query, content=content
    )


def refusal(answer: Response) -> int | None:
    """401 only when a login or proof is missing: a wrong password at the login is no refusal."""
    if answer.status_code == LOGIN_NEEDED and answer.content:
        missing = "session.required" in answer.text or "callback.refused" in answer.text
        return LOGIN_NEEDED if missing else None
    return answer.status_code if answer.status_code in (401, 403, 404) else None


@pytest.mark.parametrize(("method", "path"), sorted(MATRIX))
def test_http_answers_what_the_policy_says(story: Consulting, method: str, path: str) -> None:
    rule = MATRIX[method, path]
    ids: Ids = {}
    wrong: list[tuple[str, object, int, str]] = []
    answers = set()
    for who in (*PEOPLE, "referral.desk") if "referral" in path else PEOPLE:
        if not ids:
            ids = TARGETS[rule.about](story, rule.state)
        wanted = expected(story, rule, ids, who)
        answers.add(wanted)
        answer = call(story, browser_of(story, who, method, path), method, path, rule, ids)
        if refusal(answer) != wanted or answer.status_code >= 500:
            wrong.append((who, wanted, answer.status_code, answer.text[:200]))
        if wanted is None and rule.about in OF_A_CASE and answer.status_code >= 400:
            wrong.append((who, "done", answer.status_code, answer.text[:200]))
        if refusal(answer) is None and method != "GET":
            ids = {}  # a step that was done may leave nothing for the next person
    assert wrong == []
    if rule.about in OF_A_CASE:  # else an expectation that always refuses would pass unnoticed
        assert answers >= {None, LOGIN_NEEDED, NOT_THERE}


def browser_of(story: Consulting, who: str, method: str, path: str) -> TestClient:
    assert story.served.client is not None
    if who == "nobody":
        stranger = TestClient(story.served.client.app, base_url="http://127.0.0.1:8000")
        stranger.portal = story.served.client.portal
        return stranger
    if path == f"{API}/session" and method in ("DELETE", "POST"):
        return story.served.as_(who)  # a login of its own, which may end here
    return story.as_(who)
