"""A whole case in FHIR's words: every resource is valid, and stands for what is in the case."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from consult.actions.cases.opening import Opened
from consult.actions.requests.expert import scheduling
from consult.actions.rooms.discussion.say import say
from consult.errors import NotFound
from consult.rooms.room import EventKind, Post, Posted
from consult.studies.manifest import DicomSummary, Manifest
from server.fhir.declaration import RESOURCES
from server.fhir.export import export_case
from server.fhir.mapping.values import Naming
from server.fhir.render import rendered
from storage.repositories.fhir.source import Criterion, Query, Reader, find
from tests.fixtures.fhir import Json, empties, validated
from tests.worlds.steps import (
    correct,
    ecg_manifest,
    respond,
    sign,
    signed_case,
    take,
    upload,
    write,
)
from tests.worlds.world import World, build_world

NAMING = Naming("https://huizhen.example.org")
PICTURE = Manifest("b" * 64, 1000, "image/jpeg", "attachment", "jpeg")
CT = replace(
    PICTURE,
    sha256="c" * 64,
    kind="dicom",
    dicom=DicomSummary(
        *("1.2.3", "1.2.3.4", "1.2.3.4.5", "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.1.2", "CT"),
        study_date="2026-11-21",
    ),
)


def post(
    world: World, case: Opened, who: str, kind: EventKind, about: int | None, **body: Any
) -> Posted:
    cmd = Post(
        room_id=case.room_id,
        author_id=world.ids[who],
        cmid=world.new_id(),
        kind=kind,
        body=body,
        target_seq=about,
    )
    return world.do(say, cmd, who)


@pytest.fixture(scope="module")
def story() -> tuple[World, Opened]:
    """Files, a meeting, an urgent message, a card, a signed opinion that was corrected."""
    world = build_world()
    case = world.case(send=True)
    for manifest, name in ((ecg_manifest(), "心电.scp"), (PICTURE, "paper.jpg"), (CT, "IM1")):
        upload(world, case.case_id, manifest, name=name)
    take(world, case.request_id)
    start = world.now + timedelta(hours=1)
    meeting = scheduling.Schedule(
        request_id=case.request_id,
        starts_at=start,
        ends_at=start + timedelta(minutes=30),
        link="https://meet.example.org/a",
    )
    world.do(scheduling.schedule, meeting, "cardiologist")
    urgent = post(world, case, "county.doctor", EventKind.TEXT, None, text="BP 80", urgent=True)
    post(world, case, "cardiologist", EventKind.ACK, urgent.seq, read_back="eighty")
    card = post(world, case, "cardiologist", EventKind.CARD, None, text="one more ECG")
    post(world, case, "county.doctor", EventKind.CARD_CHANGE, card.seq, state="declined", note="no")
    write(world, case.request_id)
    sign(world, case.request_id)
    respond(world, case.request_id, "partly", "no drug here")
    correct(world, case.request_id)
    return world, case


def bundle(world: World, case: Opened, who: str = "county.doctor") -> Json:
    actor = world.actor(who)
    with world.store() as store:
        reader = Reader(store, actor, world.now, whole=True)
        return export_case(reader, case.case_id, NAMING).value[1]


@pytest.fixture(scope="module")
def found(story: tuple[World, Opened]) -> Json:
    return bundle(*story)


def of_kind(found: Json, kind: str) -> list[Json]:
    return [e["resource"] for e in found["entry"] if e["resource"]["resourceType"] == kind]


def test_the_bundle_is_valid_and_holds_every_kind(found: Json) -> None:
    validated(found)
    assert list(empties(found)) == []
    kinds = {each["resource"]["resourceType"] for each in found["entry"]}
    assert kinds == {kind.name for kind in RESOURCES} - {"AuditEvent"}


def test_every_reference_of_the_bundle_is_in_it(found: Json) -> None:
    there = {e["fullUrl"].removeprefix(f"{NAMING.base}/") for e in found["entry"]}
    for each in found["entry"]:
        own = {f"#{inner['id']}" for inner in each["resource"].get("contained", ())}
        assert set(references(each["resource"])) <= there | own


def references(value: object) -> list[str]:
    if isinstance(value, dict):
        own = [value["reference"]] if isinstance(value.get("reference"), str) else []
        return own + [inner for each in value.values() for inner in references(each)]
    return (
        [inner for each in value for inner in references(each)] if isinstance(value, list) else []
    )


def test_states_come_from_the_table(found: Json) -> None:
    [request] = of_kind(found, "ServiceRequest")
    assert (request["status"], request["priority"]) == ("active", "stat")
    assert [note["text"][:2] for note in request["note"]] == ["1.", "2."]
    whole, part = (
        next(t for t in of_kind(found, "Task") if ("partOf" in t) is wanted)
        for wanted in (False, True)
    )
    assert (whole["status"], part["status"]) == ("in-progress", "completed")
    assert whole["businessStatus"]["coding"][0]["code"] == "signed"
    assert whole["output"][0]["valueReference"]["reference"] == f"DiagnosticReport/{request['id']}"


def test_bser_names_the_state_where_it_has_a_word() -> None:
    world = build_world()
    case = world.case(send=True)
    [task] = of_kind(bundle(world, case), "Task")
    assert [each["code"] for each in task["businessStatus"]["coding"]] == ["2.0", "submitted"]


def test_each_version_of_the_report_is_kept(found: Json) -> None:
    reports = of_kind(found, "DiagnosticReport")
    assert [each["status"] for each in reports] == ["final", "corrected"]
    assert len({each["id"] for each in reports}) == 1
    assert len({each["meta"]["versionId"] for each in reports}) == 2
    first, second = reports[0]["contained"]
    assert first["valueString"] == "Yes, lyse."
    assert second["dataAbsentReason"]["text"] == "weight unknown"


def test_files_carry_the_hash_of_the_original(found: Json) -> None:
    hashes = {
        each["masterIdentifier"]["value"]
        for each in of_kind(found, "DocumentReference")
        if each["masterIdentifier"]["system"].endswith("sha256")
    }
    assert hashes == {"a" * 64, "b" * 64}
    [study] = of_kind(found, "ImagingStudy")
    assert (study["numberOfInstances"], study["started"]) == (1, "2026-11-21")
    assert study["series"][0]["instance"][0]["extension"][0]["valueString"] == "c" * 64


def test_the_talk_goes_along_as_text_and_as_the_log(
    found: Json, story: tuple[World, Opened]
) -> None:
    room_id = story[1].room_id
    [talk] = [each for each in of_kind(found, "DocumentReference") if each["id"] == room_id]
    plain, log = (base64.b64decode(each["attachment"]["data"]).decode() for each in talk["content"])
    assert "county.doctor: BP 80" in plain
    numbers = [json.loads(line)["seq"] for line in log.splitlines()]
    assert numbers == list(range(1, len(numbers) + 1))
    assert any(each["system"].endswith("seal-sha256") for each in talk["identifier"])


def test_messages_that_ask_say_what_became_of_them(found: Json) -> None:
    urgent, card = of_kind(found, "Communication")
    assert (urgent["status"], urgent["priority"]) == ("completed", "stat")
    assert urgent["note"][0]["text"] == "eighty"
    assert (card["status"], card["statusReason"]["coding"][0]["code"]) == ("not-done", "declined")


def test_a_draft_is_told_on_the_asking_side_alone() -> None:
    world = build_world()
    case = world.case()
    [request] = of_kind(bundle(world, case), "ServiceRequest")
    assert request["status"] == "draft"
    with pytest.raises(NotFound):
        bundle(world, case, "cardiologist")


PEOPLE = ("county.doctor", "county.head", "cardiologist", "county2.doctor", "supervisor", "admin")


def test_lists_show_what_single_reads_show(story: tuple[World, Opened]) -> None:
    """A stranger, a supervisor and an administrator find nothing of any patient."""
    world, _ = story
    seen: dict[str, set[str]] = {}
    for who in PEOPLE:
        actor = world.actor(who)
        with world.store() as store:
            reader = Reader(store, actor, world.now)
            for kind in RESOURCES:
                page = find(store, kind.source(reader), Query(limit=200))
                ids = ["-".join(map(str, key)) for key in page.keys]
                papers = kind.load(reader, ids)
                assert len(papers) == len(ids) == page.total
                for id_ in ids:
                    validated(rendered(kind, papers[id_], NAMING))
                if ids and kind.of_patients and kind.name != "AuditEvent":
                    seen.setdefault(who, set()).add(kind.name)
    everything = {kind.name for kind in RESOURCES if kind.of_patients} - {"AuditEvent"}
    assert seen == dict.fromkeys(("county.doctor", "county.head", "cardiologist"), everything)


def test_a_list_and_a_read_agree_on_the_version(story: tuple[World, Opened]) -> None:
    world, _ = story
    actor = world.actor("cardiologist")
    with world.store() as store:
        for kind in RESOURCES:
            short, whole = (Reader(store, actor, world.now, whole=each) for each in (False, True))
            for key in find(store, kind.source(short), Query()).keys:
                id_ = "-".join(map(str, key))
                one, other = (
                    rendered(kind, kind.load(reader, [id_])[id_], NAMING)["meta"]["versionId"]
                    for reader in (short, whole)
                )
                assert one == other, kind.name


def test_status_in_the_database_is_the_status_that_is_told() -> None:
    world = build_world()
    world.case()
    world.case(send=True)
    signed_case(world)
    actor = world.actor("county.doctor")
    with world.store() as store:
        reader = Reader(store, actor, world.now)
        for kind in RESOURCES:
            if "status" not in kind.parameters:
                continue
            source = kind.source(reader)
            for key in find(store, source, Query()).keys:
                id_ = "-".join(map(str, key))
                told = rendered(kind, kind.load(reader, [id_])[id_], NAMING)["status"]
                query = Query(ids=[key], criteria=[Criterion("status", [told])])
                assert find(store, source, query).total == 1, (kind.name, told)
