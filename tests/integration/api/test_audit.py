"""Who looked at whom: one row for each answer that shows a patient, and a row for each refusal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from consult.access.audit import AuditEvent
from tests.fixtures.served import Served
from tests.stories.consulting import Consulting

RAW = b"recorder's bytes " * 100


@pytest.fixture
def story(served: Served) -> Consulting:
    return Consulting(served)


def new_rows(story: Consulting, step: Callable[[], Any]) -> list[AuditEvent]:
    before = {row.id for row in story.audit()}
    step()
    return [row for row in story.audit() if row.id not in before]


def test_each_answer_that_shows_a_patient_leaves_one_row(story: Consulting) -> None:
    opened = story.open()
    ecg_id = story.store_file(opened["id"], RAW, derived=("ecg1", b"ECG1")).item_id
    story.as_("cardiologist")
    case = f"case:{opened['id']}"
    expected = {
        "/worklist": ("list_cases", "list:worklist"),
        "/cases": ("list_cases", "list:cases"),
        f"/cases/{opened['id']}": ("read_case", case),
        f"/rooms/{opened['room_id']}/messages": ("read_case", f"room:{opened['room_id']}"),
        f"/ecgs/{ecg_id}": ("read_case", f"ecg:{ecg_id}"),
        f"/ecgs/{ecg_id}/ecg1": ("read_samples", f"ecg:{ecg_id}"),
        f"/ecgs/{ecg_id}/original": ("read_original", f"ecg:{ecg_id}"),
    }
    patient_id = story.look(lambda store: store.cases.get(opened["id"]).patient_id)
    for path, (action, subject) in expected.items():
        answers: list[Any] = []

        def read(path: str = path, answers: list[Any] = answers) -> None:
            answers.append(story.get("cardiologist", path))

        [row] = new_rows(story, read)
        assert answers[0].status_code == 200
        assert (row.action, row.subject, row.outcome, row.count) == (action, subject, "success", 1)
        assert row.actor == story.served.people["cardiologist"]
        assert row.request_id == answers[0].headers["x-request-id"]
        if not subject.startswith("list:"):
            assert (row.case_id, row.patient_id) == (opened["id"], patient_id)
            assert row.for_org == story.served.orgs["liaocheng"]


def test_a_list_counts_whom_it_showed(story: Consulting) -> None:
    for _ in range(3):
        story.open()
    story.as_("coordinator")
    for path in ("/worklist", "/cases"):
        [row] = new_rows(story, lambda path=path: story.get("coordinator", path))  # type: ignore[misc]
        assert row.count == 3
    [page] = new_rows(story, lambda: story.get("coordinator", "/cases", limit="2"))
    assert page.count == 2


def test_an_empty_answer_and_a_refused_one_leave_none(story: Consulting) -> None:
    opened = story.open()
    story.as_("county2.doctor")

    def look() -> None:
        story.get("county2.doctor", "/worklist")
        story.get("county2.doctor", "/cases")
        story.get("county2.doctor", f"/cases/{opened['id']}")
        story.get("county2.doctor", "/cases", after="bad")

    assert new_rows(story, look) == []


def test_what_was_denied_is_recorded(story: Consulting) -> None:
    opened = story.open()
    story.as_("coordinator")
    path = f"/requests/{opened['request_id']}/cancel"
    [row] = new_rows(story, lambda: story.send("coordinator", "POST", path, {"reason": "just so"}))
    assert (row.outcome, row.action, row.subject) == ("denied", "cancel", "policy.not_your_part")
    assert row.actor == story.served.people["coordinator"]


@pytest.mark.both_backends
def test_each_step_leaves_its_row(story: Consulting) -> None:
    rows = new_rows(story, story.signed)
    by_action = {row.action for row in rows}
    assert {"create_case", "submit_request", "take_request", "sign_opinion"} <= by_action
    assert all(row.case_id for row in rows if row.action not in {"log_in"})


def test_parts_of_one_file_are_one_look(story: Consulting) -> None:
    ecg_id = story.store_file(story.open()["id"], RAW).item_id
    browser, path = story.as_("cardiologist"), f"/api/v1/ecgs/{ecg_id}/original"

    def part(start: int) -> None:
        got = browser.get(path, headers={"Range": f"bytes={start}-{start + 99}"})
        assert got.status_code == 206

    def stream() -> None:
        for start in range(0, 1000, 100):
            part(start)

    assert len(new_rows(story, stream)) == 1
    assert len(new_rows(story, lambda: part(500))) == 0
    assert len(new_rows(story, lambda: part(0))) == 1  # a new look begins at the beginning


def test_a_further_part_without_a_first_one_is_a_look(story: Consulting) -> None:
    ecg_id = story.store_file(story.open()["id"], RAW).item_id
    browser, path = story.as_("cardiologist"), f"/api/v1/ecgs/{ecg_id}/original"
    rows = new_rows(story, lambda: browser.get(path, headers={"Range": "bytes=100-199"}))
    assert [row.action for row in rows] == ["read_original"]
