"""Tasks end when files arrive; recordings start a case; drafts are their author's alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from consult.actions.asking import drafts, tasks
from consult.actions.asking.drafts import KeepCaseDraft
from consult.actions.asking.recordings import Recording
from consult.actions.asking.tasks import AskColleague, EndTask
from consult.cases.asking.task import CaseTask, TaskState, Wanted
from consult.cases.request import Urgency
from consult.errors import Conflict, NotFound
from consult.studies.manifest import SeenPatient
from consult.studies.material import Identity, ItemKind
from storage.repositories.views.asking.startable import spoken_name, startable
from storage.repositories.views.asking.tasks import open_tasks
from tests.worlds.steps import attempt, ecg_manifest, upload
from tests.worlds.world import World

WANG = SeenPatient("Wang^Fang=王^芳", "11010519491231002X", "", "")


def ask(world: World, case_id: str, **more: object) -> CaseTask:
    cmd = AskColleague(case_id=case_id, wanted=Wanted.ECG, **more)  # type: ignore[arg-type]
    return world.do(tasks.ask_colleague, cmd, "county.doctor")


def waiting(world: World, who: str) -> list[tuple[str, bool]]:
    actor = world.actor(who)
    with world.store() as store:
        found = open_tasks(store, actor, world.now).value
    return [(row.wanted, row.mine) for row in found]


def state(world: World, task: CaseTask) -> tuple[TaskState, str | None]:
    with world.store() as store:
        now = store.tasks.get(task.id)
    return now.state, now.done_by


def test_a_task_waits_in_the_technicians_list_until_the_files_are_there(world: World) -> None:
    case = world.case(send=True)
    task = ask(world, case.case_id, text="12 leads, please")
    assert task.due_at - world.now == timedelta(minutes=15)
    assert waiting(world, "county.tech") == [("ecg", False)]
    assert waiting(world, "county.doctor") == [("ecg", True)]
    assert waiting(world, "county2.doctor") == waiting(world, "cardiologist") == []
    upload(world, case.case_id, ecg_manifest("d"), who="county.doctor")
    assert state(world, task)[0] is TaskState.OPEN  # one's own file is not a colleague's
    upload(world, case.case_id, ecg_manifest("e"), who="county.tech")
    assert state(world, task) == (TaskState.DONE, world.ids["county.tech"])
    assert waiting(world, "county.tech") == []
    with world.store() as store:
        log = store.room_log.read(case.room_id, after=0, limit=100)
    codes = [event.body.get("code") for event in log]
    assert [code for code in codes if str(code).startswith("task")] == ["task.asked", "task.done"]


def test_a_task_for_one_colleague_is_not_shown_to_others(world: World) -> None:
    case = world.case(urgency=Urgency.ROUTINE)
    ask(world, case.case_id, person_id=world.ids["county.tech"])
    assert waiting(world, "county.tech") == [("ecg", False)]
    assert waiting(world, "county.doctor2") == []
    stranger = AskColleague(
        case_id=case.case_id, wanted=Wanted.CT, person_id=world.ids["cardiologist"]
    )
    refusal = attempt(world, tasks.ask_colleague, stranger, "county.doctor")
    assert refusal == "task.not_a_colleague"


def test_a_task_is_withdrawn_or_done_by_hand_and_only_here(world: World) -> None:
    case = world.case(send=True)
    task = ask(world, case.case_id)
    end = EndTask(task_id=task.id, done=False, if_version=1)
    assert attempt(world, tasks.end_task, end, "county2.doctor") == "task.not_found"
    assert attempt(world, tasks.end_task, end, "cardiologist") == "policy.not_your_part"
    assert attempt(world, tasks.end_task, replace(end, if_version=7), "county.doctor") == (
        "task.stale_version"
    )
    world.do(tasks.end_task, end, "county.doctor")
    assert state(world, task)[0] is TaskState.WITHDRAWN
    world.do(tasks.end_task, EndTask(task_id=task.id, done=True), "county.tech")
    assert state(world, task)[0] is TaskState.WITHDRAWN  # what has ended stays as it ended


def listed(world: World, who: str = "county.doctor") -> list[tuple[str, str | None, int | None]]:
    actor = world.actor(who)
    with world.store() as store:
        found = startable(store, actor, world.orgs["gangcha"], world.now).value
    return [(row.name, row.sex, row.age) for row in found]


def test_a_case_starts_from_what_was_recorded(world: World) -> None:
    recorded = upload(world, None, ecg_manifest("f", WANG), who="county.tech")
    assert listed(world) == [("王芳", "female", 76)]
    recording = Recording(ItemKind.ECG, str(recorded.item_id))
    case = world.case(recordings=(recording,))
    assert listed(world) == []
    with world.store() as store:
        [material] = store.materials.list(case_id=case.case_id)
        assert store.ecgs.get(recording.id).patient_id == store.cases.get(case.case_id).patient_id
    assert (material.item_id, material.identity) == (recording.id, Identity.MISMATCH)
    with pytest.raises(Conflict, match=r"recording\.on_a_case"):
        world.case(recordings=(recording,))
    with pytest.raises(NotFound):
        world.case(recordings=(Recording(ItemKind.STUDY, recording.id),))


def test_what_was_recorded_long_ago_or_elsewhere_starts_nothing(world: World) -> None:
    upload(world, None, ecg_manifest("f", WANG), who="county.tech")
    world.later(hours=2, minutes=1)
    assert listed(world) == []


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Wang^Fang=王^芳", "王芳"),
        ("王 小明", "王小明"),
        ("Nguyễn^Văn A", "Nguyễn Văn A"),
        ("WANG^FANG", "WANG FANG"),
        ("", ""),
        ("^^", ""),
    ],
)
def test_a_recorders_name_as_it_is_said(written: str, said: str) -> None:
    assert spoken_name(written) == said


def test_a_draft_is_kept_for_its_author_until_it_is_a_case(world: World) -> None:
    draft_id, org = world.new_id(), world.orgs["gangcha"]
    first = KeepCaseDraft(draft_id=draft_id, org_id=org, body={"who": "王"}, revision=0)
    assert world.do(drafts.keep_case_draft, first, "county.doctor").revision == 1
    again = replace(first, body={"who": "王芳"}, revision=1)
    assert world.do(drafts.keep_case_draft, again, "county.doctor").revision == 2
    keep = drafts.keep_case_draft
    assert attempt(world, keep, again, "county.doctor") == "draft.stale_version"
    assert attempt(world, keep, replace(again, revision=2), "county.doctor2") == "draft.not_found"
    assert (
        attempt(world, drafts.discard_case_draft, draft_id, "county.doctor2") == "draft.not_found"
    )
    world.case(case_id=draft_id, send=True)
    with world.store() as store:
        assert store.case_drafts.list() == []
    assert attempt(world, keep, first, "county.doctor") == "draft.became_case"


def test_a_case_nobody_has_sent_is_gone_on_with_like_a_draft(world: World) -> None:
    case, org = world.case(), world.orgs["gangcha"]
    keep = KeepCaseDraft(draft_id=case.case_id, org_id=org, body={"who": "x"}, revision=0)
    assert world.do(drafts.keep_case_draft, keep, "county.doctor").revision == 1
    elsewhere = replace(keep, org_id=world.orgs["xinhe"], revision=1)
    refusal = attempt(world, drafts.keep_case_draft, elsewhere, "county2.doctor")
    assert refusal == "draft.not_found"


def test_a_draft_of_last_month_is_forgotten(world: World) -> None:
    org = world.orgs["gangcha"]
    old = KeepCaseDraft(draft_id=world.new_id(), org_id=org, body={}, revision=0)
    world.do(drafts.keep_case_draft, old, "county.doctor")
    world.later(days=31)
    new = replace(old, draft_id=world.new_id())
    world.do(drafts.keep_case_draft, new, "county.doctor")
    with world.store() as store:
        assert [row.id for row in store.case_drafts.list()] == [new.draft_id]
