"""Whatever people and machines have written, what leaves is valid FHIR."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consult.access.audit import AuditEvent, Outcome
from consult.cases.case import Basis, CaseParty, Side
from consult.cases.patients.patient import IdentityStatus, Patient, PatientIdentifier, Sex
from consult.cases.request import Kind
from consult.cases.workflow.workflows import WORKFLOWS
from consult.network.people import Person
from consult.rooms.room import EventKind, RoomEvent
from consult.rooms.thread import fold
from consult.studies.material import (
    Attachment,
    CaseMaterial,
    Identity,
    ItemKind,
    MaterialPart,
    Series,
    Study,
)
from server.fhir.mapping import materials, messages, network, patients, reports, requests, trail
from server.fhir.mapping.values import Naming, partial_date
from server.fhir.render import stamped
from storage.repositories.fhir.materials import FilePapers, StudyPapers
from storage.repositories.fhir.patients import ConsentPapers, PatientPapers
from storage.repositories.fhir.requests import RequestPapers, TaskPapers, load_requests
from storage.repositories.fhir.source import Reader
from storage.repositories.fhir.talk import MessagePapers
from tests.fixtures.fhir import Json, empties, validated
from tests.worlds.steps import signed_case
from tests.worlds.world import T0, build_world

NAMING = Naming("https://huizhen.example.org")
ID = "0193f3a0-0000-7000-8000-000000000000"
TEXT = st.text(max_size=30) | st.sampled_from(
    ["", " ", "\x00", "\x1b[0m", "张三 李", "\u202eabc", "a\n b"]
)
JSON: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
INSTANT = st.datetimes(timezones=st.just(UTC))
FORMS = st.dictionaries(
    st.sampled_from(
        ["chief_complaint", "provisional_diagnosis", "vitals", "consent", "diagnoses", "details"]
    )
    | TEXT,
    JSON,
    max_size=6,
)
few = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def valid(resource: Json) -> Json:
    found = stamped(resource)
    assert list(empties(found)) == []
    return validated(found)


@pytest.fixture(scope="module")
def papers() -> RequestPapers:
    world = build_world()
    case = signed_case(world)
    actor = world.actor("county.doctor")
    with world.store() as store:
        found = load_requests(Reader(store, actor, world.now), [case.request_id])
    return found[case.request_id]


@few
@given(
    name=TEXT,
    sex=st.sampled_from(Sex),
    born=st.none() | st.dates(min_value=date(1890, 1, 1)),
    age=st.none() | st.integers(0, 130),
    number=TEXT,
    system=st.sampled_from(["national_id", "mrn", "insurance", "provisional"]),
)
def test_patients(
    name: str, sex: Sex, born: date | None, age: int | None, number: str, system: str
):
    row = Patient(
        id=ID,
        org_id=ID,
        name=name,
        sex=sex,
        identity=IdentityStatus.UNIDENTIFIED,
        birth_date=born,
        age_years=age,
        phone=name,
        merged_into=ID if age else None,
    )
    numbers = [PatientIdentifier(org_id=ID, system=system, value=number, patient_id=ID)]
    valid(patients.patient(PatientPapers(row, numbers), NAMING))


@few
@given(data=FORMS, words=TEXT, at=INSTANT)
def test_requests_consents_and_reports(
    papers: RequestPapers, data: dict[str, Any], words: str, at: datetime
):
    form = replace(papers.form, data=data, at=at, template=papers.form.template)
    questions = [replace(each, text=words) for each in papers.questions]
    opinion = replace(papers.opinions[0], content={"impression": words}, signed_at=at)
    odd = replace(papers, form=form, questions=questions, opinions=[opinion])
    valid(requests.service_request(odd, NAMING))
    valid(requests.task(TaskPapers(odd), NAMING))
    valid(requests.task(TaskPapers(odd, replace(papers.assignments[0], reason=words)), NAMING))
    valid(reports.newest_report(odd, NAMING))
    party = CaseParty(
        id=ID, case_id=ID, org_id=ID, side=Side.PROVIDER, basis=Basis.REQUEST, since=T0
    )
    valid(patients.consent(ConsentPapers(papers.case, form, [party]), NAMING))


@pytest.mark.parametrize("kind", sorted(WORKFLOWS))
def test_every_state_of_every_kind(papers: RequestPapers, kind: Kind):
    """Kinds that are added later are held to it by their table."""
    for state in sorted(WORKFLOWS[kind].states):
        odd = replace(papers, request=replace(papers.request, kind=kind, state=state))
        assert valid(requests.service_request(odd, NAMING))["status"] != "unknown"
        valid(requests.task(TaskPapers(odd), NAMING))
        valid(requests.task(TaskPapers(odd, papers.assignments[0]), NAMING))


@few
@given(body=st.dictionaries(st.sampled_from(["text", "owner", "mentions"]), JSON), at=INSTANT)
def test_messages(papers: RequestPapers, body: dict[str, Any], at: datetime):
    event = RoomEvent(room_id=ID, seq=3, kind=EventKind.CARD, body=body, at=at, author_id=ID)
    acked = replace(event, seq=4, kind=EventKind.ACK, target_seq=3)
    told = fold(event, [acked])
    valid(
        messages.communication(
            MessagePapers(told=told, later=[acked], case=papers.case, members=[]), NAMING
        )
    )


@few
@given(
    facts=st.dictionaries(st.sampled_from(["date", "description", "accession"]), JSON), words=TEXT
)
def test_studies_and_files(papers: RequestPapers, facts: dict[str, Any], words: str):
    material = CaseMaterial(
        id=ID,
        case_id=ID,
        kind=ItemKind.STUDY,
        item_id=ID,
        part=MaterialPart.CURRENT,
        identity=Identity.MISMATCH,
        added_by=ID,
        added_at=T0,
        label=words,
    )
    study = Study(id=ID, org_id=ID, study_uid="1.2.3", attributes=facts, created_at=T0)
    series = Series(
        id=ID,
        org_id=ID,
        study_id=ID,
        series_uid="1.2.3.4",
        modality=words,
        attributes={"number": facts.get("date"), "description": words},
    )
    found = StudyPapers(
        study=study, material=material, case=papers.case, series=[series], instances={}, whole=True
    )
    assert valid(materials.imaging_study(found, NAMING))["meta"]["tag"][0]["code"] == "mismatch"
    paper = Attachment(
        id=ID,
        org_id=ID,
        object_sha256="a" * 64,
        media_type="image/jpeg",
        file_name=words,
        created_at=T0,
    )
    file = FilePapers(item=paper, material=material, case=papers.case, size=2**40)
    valid(materials.document_reference(file, NAMING))


@few
@given(words=TEXT, count=st.integers(0, 10**6), at=INSTANT)
def test_trail_and_people(words: str, count: int, at: datetime):
    event = AuditEvent(
        id=ID,
        at=at,
        actor=words,
        action=words,
        subject=words,
        outcome=Outcome.DENIED,
        count=count,
        request_id=words,
    )
    valid(trail.audit_event(event, NAMING))
    valid(network.practitioner(Person(id=ID, name=words, title=words, phone=words), NAMING))


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("2026", "2026"),
        ("2026-02", "2026-02"),
        ("2024-02-29", "2024-02-29"),
        ("2026-02-29", None),
        ("2026-13", None),
        ("0000", None),
        ("20260221", None),
        ("", None),
    ],
)
def test_a_date_is_told_as_far_as_it_is_known(written: str, told: str | None):
    assert partial_date(written) == told
