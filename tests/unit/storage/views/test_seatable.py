"""Whom a hospital may seat in its standing teams."""

from __future__ import annotations

import pytest

from consult.errors import Denied, NotFound
from storage.repositories.views.mdt.seatable import Seatable, seatable
from tests.worlds.mdt import Mdt
from tests.worlds.world import build_world


def people(mdt: Mdt, who: str, org: str = "liaocheng") -> list[Seatable]:
    actor = mdt.world.actor(who)
    with mdt.world.store() as store:
        return seatable(store, actor, mdt.world.orgs.get(org, org), mdt.world.now)


def test_own_clinicians_come_first_then_those_of_partners() -> None:
    mdt = Mdt(build_world())
    found = people(mdt, "mdt.secretary")
    ids = [row.id for row in found]
    own = mdt.world.orgs["liaocheng"]
    assert found[0].org is not None
    assert found[0].org.id == own
    assert mdt.world.ids["surgeon"] in ids
    # Gangcha asks Liaocheng; whoever has no agreement with it is not offered.
    assert mdt.world.ids["mdt.gi"] in ids
    hospitals = [row.org.id == own for row in found if row.org]
    assert hospitals == sorted(hospitals, reverse=True)


def test_only_who_keeps_the_teams_of_the_hospital_sees_them() -> None:
    mdt = Mdt(build_world())
    with pytest.raises(Denied):
        people(mdt, "county.doctor")
    with pytest.raises(NotFound):
        people(mdt, "mdt.secretary", "no such hospital")
