"""Lists show what may be read, each case once, and cost the same for ten rows as for hundreds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa

from consult.actions.cases import opening
from consult.actions.cases.patients import PatientEntry
from consult.actions.network import hospitals
from consult.actions.requests import answering, sending
from consult.actions.requests.moves import Step
from consult.cases.patients.patient import Sex
from consult.errors import Invalid
from consult.studies.manifest import SeenPatient
from storage.repositories.views.cases.case_detail import case_detail
from storage.repositories.views.cases.case_list import (
    CasePage,
    CaseQuery,
    case_list,
    make_token,
    read_token,
)
from storage.repositories.views.cases.worklist import worklist
from tests.worlds.steps import ecg_manifest, signed_case, take, upload
from tests.worlds.world import PEOPLE, World


def listed(world: World, who: str = "county.doctor", **query: Any) -> CasePage:
    actor = world.actor(who)
    with world.store() as store:
        return case_list(store, actor, CaseQuery(**query), world.now).value


def named(world: World, name: str, number: str = "", **changes: Any) -> opening.Opened:
    world.later(seconds=1)
    numbers = (("mrn", number),) if number else ()
    entry = PatientEntry(name=name, sex=Sex.MALE, age_years=60, identifiers=numbers)
    return world.case(patient=entry, **changes)


def names(page: CasePage) -> list[str]:
    return [row.patient.name for row in page.items]


@contextmanager
def counted(engine: sa.Engine) -> Iterator[list[str]]:
    seen: list[str] = []

    def count(conn: Any, cursor: Any, statement: str, *rest: Any) -> None:
        seen.append(statement)

    sa.event.listen(engine, "before_cursor_execute", count)
    try:
        yield seen
    finally:
        sa.event.remove(engine, "before_cursor_execute", count)


def statements(world: World, read: Any) -> int:
    with world.store() as store, counted(world.engine) as seen:
        read(store)
    return len(seen)


def test_two_hundred_rows_cost_as_many_statements_as_two(world: World) -> None:
    doctor, expert = world.actor("county.doctor"), world.actor("cardiologist")
    readers = {
        "list": lambda store: case_list(store, doctor, CaseQuery(limit=200), world.now),
        "worklist": lambda store: worklist(store, doctor, world.now),
        "for me": lambda store: worklist(store, expert, world.now),
    }
    opened = [world.case(send=True) for _ in range(2)]
    upload(world, opened[0].case_id, ecg_manifest())
    take(world, opened[1].request_id)
    few = {name: statements(world, read) for name, read in readers.items()}
    opened += [world.case(send=True) for _ in range(198)]
    for case in opened[2:40]:
        take(world, case.request_id)
    many = {name: statements(world, read) for name, read in readers.items()}
    assert few == many
    assert max(many.values()) <= 25
    assert len(listed(world, limit=200).items) == 200


def test_a_case_page_costs_the_same_however_much_is_on_it(world: World) -> None:
    case = signed_case(world)
    actor = world.actor("cardiologist")

    def read(store: Any) -> object:
        return case_detail(store, actor, case.case_id, world.now)

    upload(world, case.case_id, ecg_manifest("0"))
    few = statements(world, read)
    for seed in "123456789":
        upload(world, case.case_id, ecg_manifest(seed))
    assert statements(world, read) == few


def test_pages_show_every_case_once_newest_first(world: World) -> None:
    made = [world.case().case_id for _ in range(11)]  # all of one instant
    world.later(minutes=1)
    made += [named(world, str(n)).case_id for n in range(4)]
    seen, after = [], None
    while True:
        page = listed(world, limit=4, after=after)
        seen += [row.case_id for row in page.items]
        after = page.next
        if after is None:
            break
    assert seen == sorted(made, reverse=True)


def test_a_case_opened_meanwhile_moves_no_page(world: World) -> None:
    for n in range(4):
        named(world, str(n))
    first = listed(world, limit=2)
    named(world, "new")
    assert names(first) + names(listed(world, limit=2, after=first.next)) == ["3", "2", "1", "0"]


@pytest.mark.parametrize("token", ["x", "%%%", "AAAA", make_token.__name__, "中文"])
def test_a_token_of_ours_or_none(world: World, token: str) -> None:
    with pytest.raises(Invalid, match=r"list\.bad_token"):
        listed(world, after=token)


def test_a_token_comes_back_as_it_went(world: World) -> None:
    assert read_token(make_token(world.now, "id")) == (world.now, "id")


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("NGUY", ["Nguyễn Văn Đạt"]),
        ("văn đạt", ["Nguyễn Văn Đạt"]),
        ("đạt", ["Nguyễn Văn Đạt"]),
        ("VĂN ĐẠT", ["Nguyễn Văn Đạt"]),
        ("nguyen van dat", ["Nguyễn Văn Đạt"]),
        ("dat  nguyen", ["Nguyễn Văn Đạt"]),
        ("Nguye\u0302\u0303n", ["Nguyễn Văn Đạt"]),
        ("dam", []),
        ("马", ["马十"]),
        ("100%", ["100% sure"]),
        ("%", ["100% sure"]),
        ("_", ["a_b"]),
        ("\\", ["c\\d"]),
        ("m-5", []),
        ("M-5", ["马十"]),
        ("M-", []),
        ("261121-02", ["马十"]),
        ("121-02", ["马十"]),
        ("nobody", []),
        ("' OR 1=1 --", []),
    ],
)
def test_search(world: World, q: str, found: list[str]) -> None:
    named(world, "Nguyễn Văn Đạt")
    named(world, "马十", "M-5")
    for name in ("100% sure", "a_b", "c\\d", "ab"):
        named(world, name)
    assert names(listed(world, q=q)) == found


def test_search_finds_nothing_that_may_not_be_read(world: World) -> None:
    named(world, "secret", "S-1")
    for q in ("secret", "S-1", "261121-01"):
        assert names(listed(world, "county2.doctor", q=q)) == []


def test_open_and_ended(world: World) -> None:
    running, ended = named(world, "running"), named(world, "ended")
    cancel = Step(request_id=ended.request_id)
    world.do(sending.cancel, cancel, "county.doctor")
    assert running.case_id
    assert names(listed(world, open=True)) == ["running"]
    assert names(listed(world, open=False)) == ["ended"]
    assert names(listed(world)) == ["ended", "running"]


@pytest.mark.parametrize("who", sorted(PEOPLE))
def test_a_draft_is_listed_on_the_asking_side_only(world: World, who: str) -> None:
    named(world, "draft")
    named(world, "sent", send=True)
    org = PEOPLE[who][0]
    expected = {"gangcha": ["sent", "draft"], "liaocheng": ["sent"]}.get(org, [])
    if who in {"hospital.admin", "supervisor", "admin"}:
        expected = []
    assert names(listed(world, who)) == expected


def test_a_row_says_where_it_stands(world: World) -> None:
    case = named(world, "马十", send=True, form={"chief_complaint": "pain"})
    upload(world, case.case_id, ecg_manifest())
    assign = answering.Assign(request_id=case.request_id, person_id=world.ids["cardiologist3"])
    world.later(minutes=2)
    world.do(answering.assign, assign, "coordinator")
    [row] = listed(world, "cardiologist").items
    assert row.who is not None
    assert row.to_org is not None
    assert (row.who.name, row.to_org.name, row.from_org.name) == (
        "cardiologist3",
        "liaocheng",
        "gangcha",
    )
    assert (row.side, row.state, row.has_ecg, row.debts) == ("provider", "offered", True, 4)
    assert row.question == "Is it a STEMI, and may we lyse?"
    assert row.last_activity_at == world.now
    assert row.allowed == ("take",)
    assert row.unread == 0
    [mine] = listed(world).items
    assert (mine.side, mine.unread, mine.allowed) == ("requester", 0, ("cancel",))


def test_a_row_counts_the_recordings_that_name_somebody_else(world: World) -> None:
    case = named(world, "马十一", send=True)
    assert [row.mismatched for row in listed(world).items] == [0]
    upload(world, case.case_id, ecg_manifest(seen=SeenPatient(name="DOE^JANE", sex="F")))
    assert [row.mismatched for row in listed(world).items] == [1]


def test_the_asked_hospital_can_be_called_before_anybody_accepts(world: World) -> None:
    case = world.case(send=True)
    change = hospitals.SaveOrganization(
        name="liaocheng", phone="0635-8270000", org_id=world.orgs["liaocheng"]
    )
    world.do(hospitals.save_organization, change, "admin")
    county = world.actor("county.doctor")
    with world.store() as store:
        [request] = case_detail(store, county, case.case_id, world.now).value.requests
    assert request.assignments == ()
    assert request.to_org is not None
    assert (request.to_org.name, request.to_org.phone) == ("liaocheng", "0635-8270000")
