"""What was recorded here today, and what waits to be read there: theirs alone, in its order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consult.cases.request import Urgency
from consult.errors import Denied, Invalid, NotFound
from consult.studies.manifest import DicomSummary, Manifest, SeenPatient
from consult.studies.material import ItemKind
from storage.repositories.views.reading.desk import DeskPage, DeskQuery, recordings_desk
from storage.repositories.views.reading.waiting import (
    ReadingPage,
    ReadingQuery,
    Which,
    reading_list,
)
from tests.worlds.steps import ecg_manifest, signed_case, take, upload
from tests.worlds.world import World


def images(seed: str, study: str) -> Manifest:
    summary = DicomSummary(
        study, f"{study}.4", f"{study}.5", "1.2", "1.2.840.10008.1.2", "CT", study_description="CT"
    )
    return Manifest(seed * 64, 9, "application/dicom", "dicom", "dicom", dicom=summary)


def desk(world: World, who: str = "county.tech", **query: object) -> DeskPage:
    asked = DeskQuery(**({"org_id": world.orgs["gangcha"]} | query))  # type: ignore[arg-type]
    actor = world.actor(who)
    with world.store() as store:
        return recordings_desk(store, actor, asked, world.now).value


def reading(
    world: World, who: str = "cardiologist", kind: ItemKind = ItemKind.ECG, **query: object
) -> ReadingPage:
    actor = world.actor(who)
    with world.store() as store:
        asked = ReadingQuery(kind=kind, **query)  # type: ignore[arg-type]
        return reading_list(store, actor, asked, world.now).value


def cases_in(page: ReadingPage) -> list[str]:
    return [row.request.case_id for row in page.items]


# ---- the recordings desk


def test_the_desk_tells_what_became_of_each_recording(world: World) -> None:
    alone = upload(world, None, ecg_manifest("a", SeenPatient("WANG^FANG=王^芳")), "county.tech")
    sent = world.case(send=True)
    world.later(minutes=1)
    waits = upload(world, sent.case_id, ecg_manifest("b"))
    read = signed_case(world)
    world.later(minutes=1)
    done = upload(world, read.case_id, images("c", "1.2.3"))
    page = desk(world)
    assert [row.id for row in page.items] == [done.item_id, waits.item_id, alone.item_id]
    assert [row.case and row.case.stands for row in page.items] == ["read", "sent", None]
    assert (page.items[2].name, page.items[2].mini_url) == (
        "王芳",
        f"/api/v1/ecgs/{alone.item_id}/mini",
    )
    today = page.today
    assert (today.recorded, today.sent, today.read, today.waiting) == (3, 2, 1, 1)


def test_the_desk_goes_on_where_a_page_ended_and_begins_anew_at_midnight(world: World) -> None:
    ids = []
    for seed in "abc":
        ids.append(upload(world, None, ecg_manifest(seed), "county.tech").item_id)
        world.later(minutes=1)
    first = desk(world, limit=2)
    assert [row.id for row in first.items] == [ids[2], ids[1]]
    rest = desk(world, limit=2, after=first.next)
    assert ([row.id for row in rest.items], rest.next) == ([ids[0]], None)
    world.later(hours=24)
    assert desk(world).items == ()


@pytest.mark.parametrize("who", ["cardiologist", "county2.doctor", "supervisor", "hospital.admin"])
def test_nobody_else_sees_the_desk(world: World, who: str) -> None:
    with pytest.raises(Denied):
        desk(world, who)


def test_a_hospital_that_is_not_there_has_no_desk(world: World) -> None:
    with pytest.raises(NotFound):
        desk(world, org_id=world.new_id())


# ---- the reading list


def test_emergencies_come_first_then_what_is_due_first(world: World) -> None:
    calm = world.case(send=True, urgency=Urgency.ROUTINE)
    alarm = world.case(send=True)
    for opened, seed in ((calm, "a"), (alarm, "b")):
        upload(world, opened.case_id, ecg_manifest(seed))
    page = reading(world)
    assert cases_in(page) == [alarm.case_id, calm.case_id]
    first = reading(world, limit=1)
    assert cases_in(reading(world, limit=1, after=first.next)) == [calm.case_id]
    [row, _] = page.items
    assert (row.reason, row.shot.leads, row.shot.rate) == ("chest pain for two hours", 3, 500)


def test_each_list_has_what_it_is_called_after(world: World) -> None:
    traced, scanned = world.case(send=True), world.case(send=True)
    upload(world, traced.case_id, ecg_manifest())
    upload(world, scanned.case_id, images("c", "1.2.3"))
    world.case(send=True)
    assert cases_in(reading(world)) == [traced.case_id]
    page = reading(world, kind=ItemKind.STUDY)
    assert cases_in(page) == [scanned.case_id]
    assert (page.items[0].shot.modality, page.items[0].shot.images) == ("CT", 1)


def test_the_filters_mean_what_they_say(world: World) -> None:
    mine = world.case(send=True)
    calm = world.case(send=True, urgency=Urgency.ROUTINE)
    signed = signed_case(world)
    for opened, seed in ((mine, "a"), (calm, "b"), (signed, "c")):
        upload(world, opened.case_id, ecg_manifest(seed))
    take(world, mine.request_id)
    shown = {which: set(cases_in(reading(world, which=which))) for which in Which}
    assert shown == {
        Which.ALL: {mine.case_id, calm.case_id},
        Which.MINE: {mine.case_id},
        Which.EMERGENCY: {mine.case_id},
        Which.RETURNED: set(),
        Which.AUDIT: {signed.case_id},
    }


@pytest.mark.parametrize("who", ["county.doctor", "cardiologist2", "county2.doctor", "supervisor"])
def test_only_readers_of_the_asked_hospital_have_it_on_their_list(world: World, who: str) -> None:
    opened = world.case(send=True)
    upload(world, opened.case_id, ecg_manifest())
    assert cases_in(reading(world, who)) == []


def test_a_recording_taken_off_is_off_the_list(world: World) -> None:
    opened = world.case(send=True)
    upload(world, opened.case_id, ecg_manifest())
    with world.store() as store:
        [row] = store.materials.list(case_id=opened.case_id)
        store.materials.save(replace(row, removed_at=world.now, version=row.version + 1))
    assert cases_in(reading(world)) == []


@pytest.mark.parametrize("token", ["x", "MA", "0 2026", "🙂"])
def test_a_made_up_place_is_refused(world: World, token: str) -> None:
    with pytest.raises(Invalid):
        reading(world, after=token)
