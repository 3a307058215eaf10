"""Protocols: who publishes them, who reads them, which version is in force, what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from consult.actions.network import partnerships
from consult.actions.network.protocols import (
    MEGABYTE,
    ProtocolText,
    PublishProtocol,
    WithdrawProtocol,
    may_publish,
    publish_protocol,
    readable_protocols,
    withdraw_protocol,
)
from consult.actions.studies.storing import StoredFile
from consult.errors import NotFound
from consult.network.protocols import ProtocolVersion, in_force
from tests.worlds.steps import attempt
from tests.worlds.world import World

TODAY = date(2026, 11, 21)


def text(world: World, **changes: object) -> ProtocolText:
    said = ProtocolText(
        org_id=world.orgs["gangcha"], template="chest_pain", title=" Chest pain ", if_version=0
    )
    return replace(said, **changes)  # type: ignore[arg-type]


def pdf(world: World, size: int = 9, **changes: object) -> PublishProtocol:
    said = text(world, **changes)
    sha256 = f"{said.if_version:064x}"
    return PublishProtocol(text=said, file=StoredFile(sha256=sha256, size=size, store_key=sha256))


def withdrawal(world: World, version: int, reason: str = "wrong dose") -> WithdrawProtocol:
    return WithdrawProtocol(
        org_id=world.orgs["gangcha"], template="chest_pain", reason=reason, if_version=version
    )


def versions(world: World, who: str) -> list[ProtocolVersion] | None:
    actor = world.actor(who)
    with world.store() as store:
        try:
            return readable_protocols(store, actor, world.orgs["gangcha"], world.now)
        except NotFound:
            return None


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("hospital.admin", None),
        ("admin", None),
        ("county.doctor", "policy.not_your_hospital"),
        ("coordinator", "policy.not_your_hospital"),
    ],
)
def test_the_hospitals_own_administrator_publishes_and_withdraws(world, who, refusal):
    assert attempt(world, may_publish, text(world), who) == refusal
    assert attempt(world, publish_protocol, pdf(world), who) == refusal
    world.do(publish_protocol, pdf(world), "hospital.admin")
    assert attempt(world, withdraw_protocol, withdrawal(world, 1), who) == refusal


def test_partners_in_either_direction_read_them_and_nobody_else(world):
    world.do(publish_protocol, pdf(world), "hospital.admin")
    seen = {who for who in world.ids if versions(world, who) is not None}
    assert seen == set(world.ids) - {"county2.doctor", "cardiologist2"}
    end = partnerships.EndPartnership(partnership_id=world.partnership, valid_to=world.now)
    world.do(partnerships.end_partnership, end, "admin")
    world.later(minutes=1)
    assert versions(world, "cardiologist") is None
    assert versions(world, "county.doctor")


def test_each_version_stays_and_the_newest_whose_day_has_come_is_in_force(world):
    coming = TODAY + timedelta(days=9)
    world.do(publish_protocol, pdf(world), "hospital.admin")
    world.do(publish_protocol, pdf(world, if_version=1, valid_from=coming), "hospital.admin")
    both = versions(world, "cardiologist") or []
    assert [(row.title, row.version) for row in both] == [("Chest pain", 1), ("Chest pain", 2)]
    assert [in_force(both, day) for day in (TODAY, coming)] == both

    world.do(withdraw_protocol, withdrawal(world, 2), "hospital.admin")
    three = versions(world, "cardiologist") or []
    assert three[:2] == both
    assert (three[2].withdrawn, three[2].note) == (True, "wrong dose")
    assert in_force(three, coming) is None

    world.do(publish_protocol, pdf(world, if_version=3, valid_from=coming), "hospital.admin")
    four = versions(world, "cardiologist") or []
    assert in_force(four, TODAY) is None
    assert in_force(four, coming) == four[3]
    with world.store() as store:
        rows = [row for row in store.audit.list() if row.action.endswith("_protocol")]
        assert len(store.objects.list()) == 3
    done = ["publish_protocol", "publish_protocol", "withdraw_protocol", "publish_protocol"]
    assert [row.action for row in rows] == done
    assert {row.for_org for row in rows} == {world.orgs["gangcha"]}


def test_the_same_bytes_are_one_object(world):
    world.do(publish_protocol, pdf(world), "hospital.admin")
    again = PublishProtocol(text=text(world, if_version=1), file=pdf(world).file)
    world.do(publish_protocol, again, "hospital.admin")
    with world.store() as store:
        assert len(store.objects.list()) == 1


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"title": " "}, "protocol.needs_title"),
        ({"title": "x" * 121}, "protocol.too_long"),
        ({"note": "x" * 401}, "protocol.too_long"),
        ({"template": "astrology"}, "form.unknown_template"),
        ({"valid_from": TODAY + timedelta(days=367)}, "protocol.too_far_ahead"),
        ({"if_version": 1}, "protocol.stale_version"),
        ({"size": 20 * MEGABYTE + 1}, "protocol.too_large"),
    ],
)
def test_what_cannot_be_published(world, changes, refusal):
    assert attempt(world, publish_protocol, pdf(world, **changes), "hospital.admin") == refusal


def test_what_cannot_be_withdrawn(world):
    ask = lambda *said: attempt(  # noqa: E731
        world, withdraw_protocol, withdrawal(world, *said), "hospital.admin"
    )
    assert ask(0) == "protocol.not_found"
    world.do(publish_protocol, pdf(world), "hospital.admin")
    assert ask(0) == "protocol.stale_version"
    assert ask(1, " ") == "protocol.needs_reason"
    world.do(withdraw_protocol, withdrawal(world, 1), "hospital.admin")
    assert ask(2) == "protocol.withdrawn_already"
