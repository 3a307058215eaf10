"""Exchanges and hand-overs reach those concerned on their channels, without a patient."""

from __future__ import annotations

import pytest

from consult.actions.duty import handing, swaps
from consult.escalation.notices import ChannelKind, Notice, NoticeKind, NoticeState
from server.notify.message import message_of
from server.texts import LOCALES
from tests.unit.consult.duty.planning import at, planned
from tests.unit.consult.duty.test_swaps import answer, proposal
from tests.unit.consult.escalation.test_ladder import gateway, notices, with_phone
from tests.worlds.steps import take
from tests.worlds.world import World, build_world

URL = "https://huizhen.example"


@pytest.fixture
def world() -> World:
    world = build_world()
    for number, login in enumerate(("cardiologist", "cardiologist3")):
        with_phone(world, login, f"1390000000{number}")
    gateway(world, ChannelKind.SMS, emergency_only=False)
    gateway(world, ChannelKind.VOICE, emergency_only=False)
    gateway(world, ChannelKind.SMS)  # for emergencies only
    return world


def told(world: World) -> list[tuple[str, str, NoticeState]]:
    """Whom, of what, how far."""
    names = {id_: login for login, id_ in world.ids.items()}
    rows = [n for n in notices(world) if n.kind is NoticeKind.DUTY]
    return [(names[n.person_id or ""], str(n.content["what"]), n.state) for n in rows]


WAITING, STOPPED = NoticeState.WAITING, NoticeState.STOPPED


def test_both_sides_of_an_exchange_hear_of_it_but_not_whoever_did_it(world):
    planned(world)
    swap = world.do(swaps.propose_swap, proposal(world), "coordinator")
    asked = [("cardiologist", "swap_asked"), ("cardiologist3", "swap_asked")]
    assert [row[:2] for row in told(world)] == asked
    answer(world, swap, "cardiologist")
    assert len(told(world)) == 2  # one yes changes nothing
    answer(world, swap, "cardiologist3")
    assert told(world)[2:] == [("cardiologist", "swap_agreed", WAITING)]


@pytest.mark.parametrize("agree", [True, False])
def test_newer_news_replaces_what_was_not_sent_yet(world, agree):
    planned(world)
    swap = world.do(swaps.propose_swap, proposal(world), "cardiologist")
    answer(world, swap, "cardiologist3", agree=agree)
    word = "swap_agreed" if agree else "swap_declined"
    assert told(world) == [
        ("cardiologist3", "swap_asked", WAITING),
        ("cardiologist", word, WAITING),
    ]


def test_taken_back_in_the_night_nobody_is_told_in_the_morning(world):
    planned(world)
    world.now = at(21, 23)
    swap = world.do(swaps.propose_swap, proposal(world), "cardiologist")
    [asked] = notices(world)
    assert asked.due_at == at(22, 7)
    world.do(swaps.withdraw_swap, swaps.WithdrawSwap(swap_id=swap.id), "cardiologist")
    assert told(world) == [("cardiologist3", "swap_asked", STOPPED)]


def test_a_hand_over_is_told_to_its_receiver_and_back(world):
    request_id = world.case(send=True).request_id
    take(world, request_id)
    cmd = handing.HandOverShift(
        org_id=world.orgs["liaocheng"],
        to_id=world.ids["cardiologist3"],
        items=(handing.Handed(request_id=request_id),),
        reason="shift",
    )
    sheet = world.do(handing.hand_over_shift, cmd, "cardiologist")
    assert told(world) == [("cardiologist3", "handover_asked", WAITING)]
    done = handing.AcknowledgeHandover(sheet.id)
    world.do(handing.acknowledge_handover, done, "cardiologist3")
    assert told(world)[1:] == [("cardiologist", "handover_acknowledged", WAITING)]
    for notice in notices(world):
        assert "示例患者" not in repr(notice)


@pytest.mark.parametrize("locale", LOCALES)
def test_what_is_said_names_the_colleague_and_the_time_on_the_wall(world, locale):
    planned(world)
    world.do(swaps.propose_swap, proposal(world), "cardiologist")
    [notice] = notices(world)
    words = {name: getattr(notice, name) for name in Notice.__slots__} | {"locale": locale}
    said = message_of(Notice(**words), ChannelKind.SMS, URL)
    assert "cardiologist" in said.text
    assert "08:00" in said.text
    assert said.link == f"{URL}/duty/me"
    assert said.link in said.text
