"""The Centre board: who breaks a limit first, where the minutes went, whom it shows to whom."""

from __future__ import annotations

from datetime import timedelta

import pytest

from consult.actions.escalation.answers import NoteCall, note_call
from consult.actions.requests import answering
from consult.cases.request import Urgency
from consult.escalation.ladder import CallOutcome
from storage.database.unit_of_work import Shown
from storage.repositories.views.board import Board, board
from storage.repositories.views.board.initials import initials
from tests.worlds.steps import sign, signed_case, take, write
from tests.worlds.world import World


def read(world: World, who: str = "coordinator", *, wall: bool = False) -> Shown[Board]:
    actor = world.actor(who)
    with world.store() as store:
        return board(store, actor, world.now, wall=wall)


def assign(world: World, request_id: str) -> None:
    cmd = answering.Assign(request_id=request_id, person_id=world.ids["cardiologist"])
    world.do(answering.assign, cmd, "coordinator")


def test_whoever_breaks_a_limit_first_comes_first(world: World) -> None:
    slow = world.case(send=True, urgency=Urgency.ROUTINE)
    urgent = world.case(send=True, urgency=Urgency.URGENT)
    world.later(minutes=20)
    late = world.case(send=True, urgency=Urgency.EMERGENCY)
    shown = read(world)
    ids = [row.request_id for row in shown.value.rows]
    assert ids == [late.request_id, urgent.request_id, slow.request_id]
    assert (shown.action, shown.subject, shown.count) == ("list_cases", "list:board", 3)


def test_the_track_says_where_the_minutes_went(world: World) -> None:
    opened = world.case(send=True)
    sent = world.now
    world.later(minutes=2)
    assign(world, opened.request_id)
    world.later(minutes=3)
    take(world, opened.request_id)
    world.later(minutes=1)
    [row] = read(world).value.rows
    spent = [(each.key, each.since - sent, each.until and each.until - sent) for each in row.stages]
    two, five = timedelta(minutes=2), timedelta(minutes=5)
    assert spent == [
        ("waiting", timedelta(0), two),
        ("offered", two, five),
        ("taken", five, None),
    ]
    assert row.holder is not None
    assert (row.holder.name, row.holder.state) == ("cardiologist", "accepted")


def test_what_is_answered_or_not_sent_is_not_on_it(world: World) -> None:
    signed_case(world)
    world.case(send=False)
    running = world.case(send=True)
    take(world, running.request_id)
    write(world, running.request_id)
    assert [row.request_id for row in read(world).value.rows] == [running.request_id]
    sign(world, running.request_id)
    assert read(world).value.rows == ()


@pytest.mark.parametrize("who", ["county.doctor", "cardiologist", "county2.doctor", "admin"])
def test_it_is_empty_for_who_coordinates_nothing(world: World, who: str) -> None:
    world.case(send=True)
    shown = read(world, who)
    assert (shown.value.rows, shown.value.duty, shown.count) == ((), (), 0)


def test_calls_are_logged_on_the_row(world: World) -> None:
    opened = world.case(send=True)
    world.later(minutes=1)
    cmd = NoteCall(
        request_id=opened.request_id,
        person_id=world.ids["cardiologist"],
        name="Dr Heart",
        phone="000-1",
        outcome=CallOutcome.NO_ANSWER,
    )
    world.do(note_call, cmd, "coordinator")
    [row] = read(world).value.rows
    assert [(call.kind, call.name) for call in row.calls if call.kind == "no_answer"] == [
        ("no_answer", "Dr Heart")
    ]


def test_experts_of_the_list_stand_in_where_no_duty_is_planned(world: World) -> None:
    opened = world.case(send=True)
    take(world, opened.request_id)
    duty = {each.specialty: each.lines for each in read(world).value.duty}
    [line] = duty["cardiology"]
    assert line.line == 0
    dots = {person.id: person.dot for person in line.people}
    assert dots[world.ids["cardiologist"]] == "reading"
    assert dots[world.ids["cardiologist3"]] == "silent"


def test_the_wall_names_no_patient_and_repeats_nobody(world: World) -> None:
    world.case(send=True)
    [here], [there] = read(world).value.rows, read(world, wall=True).value.rows
    assert here.patient.name != there.patient.name == initials(here.patient.name)
    assert (there.question, there.case_id, there.number, there.calls, there.allowed) == (
        "",
        "",
        "",
        (),
        (),
    )
    assert there.stages == here.stages


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("王小明", "王某"),
        ("欧阳 震华", "欧某"),
        ("Nguyễn Văn Đạt", "N.V.Đ."),
        ("đỗ-thị hoa lan", "Đ.T.H."),
        ("  ", ""),
    ],
)
def test_initials(name: str, shown: str) -> None:
    assert initials(name) == shown
