"""Recordings come onto a case once, name their patient, and leave with a tombstone."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from consult.actions.cases import patients
from consult.actions.cases.patients import AmendPatient, PatientEntry
from consult.actions.studies import materials, storing
from consult.actions.studies.materials import ConfirmIdentity, MoveMaterial, WithdrawMaterial
from consult.cases.patients.patient import Sex
from consult.errors import NotFound
from consult.events import Nudge, RoomMoved
from consult.studies.manifest import DicomSummary, Manifest, SeenPatient
from consult.studies.material import CaseMaterial, ItemKind
from consult.studies.reasons import Reason
from storage.repositories.views.cases.case_detail import case_detail
from storage.repositories.views.materials.files import Look, ecg_original
from storage.repositories.views.materials.view import MaterialView
from tests.worlds.steps import attempt, ecg_manifest, upload
from tests.worlds.world import World


def on(world: World, case_id: str) -> list[CaseMaterial]:
    with world.store() as store:
        return list(store.materials.list(case_id=case_id))


def seen(world: World, case_id: str, who: str = "cardiologist") -> list[MaterialView]:
    actor = world.actor(who)
    with world.store() as store:
        return list(case_detail(store, actor, case_id, world.now).value.materials)


def room_codes(world: World, case_id: str) -> list[object]:
    with world.store() as store:
        room = store.rooms.list(case_id=case_id)[0]
        return [e.body.get("code") for e in store.room_log.read(room.id, after=0, limit=100)]


def test_an_ecg_is_shown_with_what_its_device_said(world: World) -> None:
    case = world.case(send=True)
    upload(world, case.case_id, ecg_manifest())
    [view] = seen(world, case.case_id)
    assert view.ecg is not None
    assert (view.ecg.rate_num, view.ecg.rate_den, view.ecg.leads) == (500, 1, ("I", "II", "V1"))
    assert view.ecg.ecg1_url == f"/api/v1/ecgs/{view.item_id}/ecg1"
    assert (view.attachment, view.study, view.refusal) == (None, None, None)
    assert room_codes(world, case.case_id)[-1] == "material.added"


def test_wall_clock_time_is_the_hospitals_own(world: World) -> None:
    case = world.case()
    plain = ecg_manifest()
    assert plain.ecg is not None
    recorded = datetime(2026, 11, 21, 14, 6)  # noqa: DTZ001 - recorders name no zone
    upload(world, case.case_id, replace(plain, ecg=replace(plain.ecg, acquired_at=recorded)))
    with world.store() as store:
        [ecg] = store.ecgs.list()
    assert ecg.acquired_at == datetime(2026, 11, 21, 6, 6, tzinfo=UTC)


def test_the_same_file_twice_is_one_material(world: World) -> None:
    case = world.case()
    first = upload(world, case.case_id, ecg_manifest())
    second = upload(world, case.case_id, ecg_manifest(), name="again.scp")
    assert first.item_id == second.item_id
    assert len(on(world, case.case_id)) == 1


def test_finishing_an_upload_twice_changes_nothing(world: World) -> None:
    case = world.case()
    done = upload(world, case.case_id, ecg_manifest())
    before = room_codes(world, case.case_id)
    cmd = storing.StoreUpload(upload_id=done.id, manifest=ecg_manifest("b"), original=None)
    assert world.do(storing.store_upload, cmd, "system") == done
    assert room_codes(world, case.case_id) == before


@pytest.mark.parametrize(
    ("named", "identity"),
    [
        (None, "unstated"),
        (SeenPatient(), "unstated"),
        (SeenPatient(patient_id="m-77"), "matched"),
        (SeenPatient(name="NGUYEN^VAN DAT"), "matched"),
        (SeenPatient(name="NGUYEN^VAN DAT", birth_date="1968-03-01"), "matched"),
        (SeenPatient(name="NGUYEN^VAN DAT", birth_date="1999-01-01"), "mismatch"),
        (SeenPatient(name="LI SI"), "mismatch"),
        (SeenPatient(sex="M"), "unstated"),
    ],
)
def test_a_recording_is_compared_with_the_patient(
    world: World, named: SeenPatient | None, identity: str
) -> None:
    entry = PatientEntry(
        name="Nguyễn Văn Đạt",
        sex=Sex.MALE,
        birth_date=date(1968, 3, 1),
        identifiers=(("mrn", "M77"),),
    )
    case = world.case(patient=entry)
    upload(world, case.case_id, ecg_manifest(seen=named))
    assert [row.identity for row in on(world, case.case_id)] == [identity]


def test_a_provisional_number_still_matches_after_the_name_is_known(world: World) -> None:
    case = world.case(patient=PatientEntry(sex=Sex.MALE, age_years=60, unidentified=True))
    entry = PatientEntry(name="王五", sex=Sex.MALE, identifiers=(("mrn", "5"),))
    amend = AmendPatient(case_id=case.case_id, entry=entry)
    world.do(patients.amend_patient, amend, "county.doctor")
    upload(world, case.case_id, ecg_manifest(seen=SeenPatient(patient_id="U261121-01")))
    assert [row.identity for row in on(world, case.case_id)] == ["matched"]


def test_who_the_patient_is_judges_the_recordings_again(world: World) -> None:
    case = world.case(patient=PatientEntry(sex=Sex.MALE, age_years=60, unidentified=True))
    upload(world, case.case_id, ecg_manifest("a", SeenPatient(name="WANG WU")))
    upload(world, case.case_id, ecg_manifest("b", SeenPatient(name="LI SI")))
    upload(world, case.case_id, ecg_manifest("c", SeenPatient(name="ZHAO LIU")))
    confirmed = on(world, case.case_id)[2]
    cmd = ConfirmIdentity(case_id=case.case_id, material_id=confirmed.id)
    world.do(materials.confirm_identity, cmd, "county.doctor")
    assert [row.identity for row in on(world, case.case_id)] == [
        "mismatch",
        "mismatch",
        "confirmed_by",
    ]
    entry = PatientEntry(name="Wang Wu", sex=Sex.MALE, identifiers=(("mrn", "5"),))
    amend = AmendPatient(case_id=case.case_id, entry=entry)
    world.do(patients.amend_patient, amend, "county.doctor")
    assert [row.identity for row in on(world, case.case_id)] == [
        "matched",
        "mismatch",
        "confirmed_by",
    ]


def test_somebody_at_the_bedside_confirms(world: World) -> None:
    case = world.case(send=True)
    upload(world, case.case_id, ecg_manifest(seen=SeenPatient(name="LI SI")))
    [material] = on(world, case.case_id)
    cmd = ConfirmIdentity(case_id=case.case_id, material_id=material.id, if_version=1)
    assert attempt(world, materials.confirm_identity, cmd, "cardiologist") == (
        "policy.not_your_part"
    )
    world.do(materials.confirm_identity, cmd, "county.tech")
    [view] = seen(world, case.case_id)
    assert view.identity == "confirmed_by"
    assert view.confirmed_by is not None
    assert view.confirmed_by.name == "county.tech"
    assert attempt(world, materials.confirm_identity, cmd, "county.tech") == (
        "material.stale_version"
    )


def withdraw(world: World, case_id: str, material_id: str, reason: str = "wrong patient") -> None:
    cmd = WithdrawMaterial(case_id=case_id, material_id=material_id, reason=reason)
    world.do(materials.withdraw_material, cmd, "county.doctor")


def test_a_withdrawn_material_leaves_a_tombstone_and_nothing_else(world: World) -> None:
    case = world.case(send=True)
    upload(world, case.case_id, ecg_manifest())
    [material] = on(world, case.case_id)
    withdraw(world, case.case_id, material.id)
    [view] = seen(world, case.case_id)
    assert view.removed is not None
    assert view.removed.by is not None
    assert (view.removed.by.name, view.removed.reason) == ("county.doctor", "wrong patient")
    assert view.ecg is None
    assert room_codes(world, case.case_id)[-1] == "material.withdrawn"
    again = WithdrawMaterial(case_id=case.case_id, material_id=material.id, reason="x")
    assert attempt(world, materials.withdraw_material, again, "county.doctor") == (
        "material.not_found"
    )


@pytest.mark.parametrize("reason", ["", "  ", "x" * 501])
def test_taking_something_off_needs_a_reason(world: World, reason: str) -> None:
    case = world.case()
    upload(world, case.case_id, ecg_manifest())
    [material] = on(world, case.case_id)
    cmd = WithdrawMaterial(case_id=case.case_id, material_id=material.id, reason=reason)
    assert attempt(world, materials.withdraw_material, cmd, "county.doctor") == (
        "material.reason_required"
    )


def test_a_moved_material_is_on_the_right_case_with_a_tombstone_on_the_wrong(
    world: World,
) -> None:
    wrong, right = world.case(send=True), world.case(send=True)
    upload(world, wrong.case_id, ecg_manifest())
    [material] = on(world, wrong.case_id)
    cmd = MoveMaterial(
        case_id=wrong.case_id,
        material_id=material.id,
        to_case_id=right.case_id,
        reason="two patients, one recorder",
    )
    world.do(materials.move_material, cmd, "county.doctor")
    [tombstone] = seen(world, wrong.case_id)
    assert tombstone.removed is not None
    assert tombstone.removed.moved_to_case == right.case_id
    [moved] = seen(world, right.case_id)
    assert (moved.item_id, moved.removed) == (material.item_id, None)
    with world.store() as store:
        ecg = store.ecgs.get(material.item_id)
        assert ecg.patient_id == store.cases.get(right.case_id).patient_id


def test_nothing_moves_to_itself_or_to_another_hospital(world: World) -> None:
    case, foreign = world.case(), world.case("county2.doctor", destination=None)
    upload(world, case.case_id, ecg_manifest())
    [material] = on(world, case.case_id)
    cmd = MoveMaterial(
        case_id=case.case_id, material_id=material.id, to_case_id=case.case_id, reason="x"
    )
    assert attempt(world, materials.move_material, cmd, "county.doctor") == "material.bad_target"
    abroad = replace(cmd, to_case_id=foreign.case_id)
    assert attempt(world, materials.move_material, abroad, "county.doctor") == "case.not_found"


def test_a_material_of_another_case_is_not_there(world: World) -> None:
    case, other = world.case(), world.case()
    upload(world, case.case_id, ecg_manifest())
    [material] = on(world, case.case_id)
    cmd = WithdrawMaterial(case_id=other.case_id, material_id=material.id, reason="x")
    assert attempt(world, materials.withdraw_material, cmd, "county.doctor") == (
        "material.not_found"
    )


def test_a_refused_file_leaves_its_name_and_why(world: World) -> None:
    case = world.case(send=True)
    bad = Manifest("c" * 64, 12, "application/x-msdownload", "refused", "pe", Reason.EXECUTABLE)
    upload(world, case.case_id, bad, name="viewer.exe")
    [view] = seen(world, case.case_id)
    assert view.kind == ItemKind.REFUSAL
    assert view.refusal is not None
    assert (view.refusal.file_name, view.refusal.reason) == (
        "viewer.exe",
        "intake.refused.executable",
    )
    assert room_codes(world, case.case_id)[-1] == "material.refused"


def dicom(seed: str, sop: str) -> Manifest:
    return Manifest(
        sha256=seed * 64,
        size=9,
        media_type="application/dicom",
        kind="dicom",
        format="dicom",
        dicom=DicomSummary(
            "1.2.3", "1.2.3.4", sop, "1.2", "1.2.840.10008.1.2", "CT", study_description="Head CT"
        ),
    )


def test_images_of_one_study_are_one_material(world: World) -> None:
    case = world.case(send=True)
    upload(world, case.case_id, dicom("a", "1.1"))
    upload(world, case.case_id, dicom("b", "1.2"))
    [view] = seen(world, case.case_id)
    assert view.study is not None
    assert (view.study.description, view.study.modality, view.study.instances) == (
        "Head CT",
        "CT",
        2,
    )


def test_each_further_image_tells_who_looks_at_the_case(world: World) -> None:
    case = world.case(send=True)
    upload(world, case.case_id, dicom("a", "1.1"))
    world.events.clear()
    upload(world, case.case_id, dicom("b", "1.2"))
    assert Nudge(f"case:{case.case_id}") in world.events
    assert not [event for event in world.events if isinstance(event, RoomMoved)]


def test_the_same_uid_with_other_bytes_is_kept_apart(world: World) -> None:
    case = world.case(send=True)
    upload(world, case.case_id, dicom("a", "1.1"))
    upload(world, case.case_id, dicom("b", "1.1"))
    kinds = [(view.kind, view.attachment) for view in seen(world, case.case_id)]
    assert [kind for kind, _ in kinds] == ["study", "attachment"]
    assert kinds[1][1] is not None
    assert kinds[1][1].why_unreadable == "dicom.uid_conflict"


def readers(world: World, ecg_id: str) -> set[str]:
    found = set()
    for who in world.ids:
        actor = world.actor(who)
        with world.store() as store, suppress(NotFound):
            ecg_original(store, actor, ecg_id, world.now, Look())
            found.add(who)
    return found


RECORDERS = {"county.doctor", "county.doctor2", "county.tech"}
GANGCHA = RECORDERS | {"county.head", "county.affairs"}
LIAOCHENG = {"coordinator", "cardiologist", "cardiologist3", "surgeon", "referral.desk"}


def test_bytes_follow_the_case_they_are_on(world: World) -> None:
    draft = world.case()
    ecg_id = upload(world, draft.case_id, ecg_manifest()).item_id
    assert readers(world, ecg_id) == GANGCHA
    sent = world.case(send=True)
    upload(world, sent.case_id, ecg_manifest())
    assert readers(world, ecg_id) == GANGCHA | LIAOCHENG


def test_what_was_withdrawn_is_the_owners_alone(world: World) -> None:
    case = world.case(send=True)
    ecg_id = upload(world, case.case_id, ecg_manifest()).item_id
    assert readers(world, ecg_id) == GANGCHA | LIAOCHENG
    withdraw(world, case.case_id, on(world, case.case_id)[0].id)
    assert readers(world, ecg_id) == RECORDERS


def test_the_inbox_is_the_hospitals_own(world: World) -> None:
    ecg_id = upload(world, None, ecg_manifest()).item_id
    assert readers(world, ecg_id) == RECORDERS
