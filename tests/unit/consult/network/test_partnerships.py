"""Agreements are changed under their own name, so that what was sent can still be signed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from consult.access.audit import AuditEvent
from consult.actions.network.partnerships import (
    ChangePartnership,
    EndPartnership,
    MakePartnership,
    change_partnership,
    end_partnership,
    make_partnership,
)
from consult.errors import Conflict, Denied, Duplicate, Invalid
from consult.network.partnerships import Partnership, Service
from tests.worlds.steps import sign, take, write
from tests.worlds.world import World, build_world


@pytest.fixture
def world() -> World:
    return build_world()


def agreement(world: World) -> Partnership:
    with world.store() as store:
        return store.partnerships.get(world.partnership)


def to(world: World, *services: Service, **more: object) -> ChangePartnership:
    cmd = ChangePartnership(
        partnership_id=world.partnership, services=services, valid_to=None, allows_referral=True
    )
    return replace(cmd, **more)  # type: ignore[arg-type]


def change(world: World, cmd: ChangePartnership, who: str = "admin") -> Partnership:
    return world.do(change_partnership, cmd, who)


def test_other_services_and_another_end_under_the_same_agreement(world: World) -> None:
    before = agreement(world)
    end = world.now + timedelta(days=90)
    change(world, to(world, Service.CONSULTATION, Service.MDT, valid_to=end))
    after = agreement(world)
    assert after == replace(
        before,
        services=(Service.CONSULTATION, Service.MDT),
        valid_to=end,
        allows_referral=True,
    )
    with world.store() as store:
        rows: list[AuditEvent] = [
            row for row in store.audit.list() if row.action == "change_partnership"
        ]
    assert [(row.subject, row.for_org, row.changes) for row in rows] == [
        (
            f"partnership:{before.id}",
            before.requester_org,
            {
                "services": [[*before.services], ["consultation", "mdt"]],
                "valid_to": [None, end.isoformat()],
                "allows_referral": [False, True],
            },
        )
    ]


def test_a_request_that_was_sent_is_signed_after_a_change_and_not_without_its_service(
    world: World,
) -> None:
    opened = world.case(send=True)
    take(world, opened.request_id)
    write(world, opened.request_id)
    change(world, to(world, Service.MDT))
    with pytest.raises(Denied):
        sign(world, opened.request_id)
    change(world, to(world, Service.CONSULTATION))
    sign(world, opened.request_id)


def test_what_a_change_refuses(world: World) -> None:
    before = agreement(world)
    for wrong in (to(world), to(world, Service.MDT, valid_to=before.valid_from)):
        with pytest.raises(Invalid):
            change(world, wrong)
    with pytest.raises(Denied):
        change(world, to(world, Service.MDT), "coordinator")

    change(world, to(world, Service.CONSULTATION))
    other = MakePartnership(
        requester_org=before.requester_org,
        provider_org=before.provider_org,
        services=(Service.MDT,),
        valid_from=world.now,
    )
    world.do(make_partnership, other, "admin")
    with pytest.raises(Duplicate):
        change(world, to(world, Service.CONSULTATION, Service.MDT))

    world.do(end_partnership, EndPartnership(partnership_id=before.id, valid_to=world.now), "admin")
    world.later(seconds=1)
    with pytest.raises(Conflict):
        change(world, to(world, Service.CONSULTATION))
