"""Where people are found: their own matter, or that of the administrator of their only hospital."""

from __future__ import annotations

import pytest

from consult.actions.escalation.channels import (
    ReadAddresses,
    SaveAddresses,
    read_addresses,
    save_addresses,
)
from consult.actions.network import roles
from consult.network.roles import Role
from tests.worlds.steps import attempt
from tests.worlds.world import World


def of(world: World, who: str, org: str = "gangcha", **values: str) -> SaveAddresses:
    kept = values or {"wecom": "li.yisheng"}
    return SaveAddresses(kept, person_id=world.ids[who], org_id=world.orgs[org])


def test_what_the_administrator_writes_down_is_what_the_person_sees(world):
    world.do(save_addresses, of(world, "county.doctor"), "hospital.admin")
    asked = ReadAddresses(person_id=world.ids["county.doctor"], org_id=world.orgs["gangcha"])
    assert world.do(read_addresses, asked, "hospital.admin")[0] == {"wecom": "li.yisheng"}
    with world.store() as store:
        rows = store.addresses.list(person_id=world.ids["county.doctor"])
        audited = [row for row in store.audit.list() if row.action == "save_addresses"]
    assert [(row.kind, row.value) for row in rows] == [("wecom", "li.yisheng")]
    assert [row.for_org for row in audited] == [world.orgs["gangcha"]]
    world.do(save_addresses, SaveAddresses({"wecom": ""}), "county.doctor")
    assert world.do(read_addresses, asked, "hospital.admin")[0] == {}


@pytest.mark.parametrize(
    ("who", "whose", "refusal"),
    [
        ("county.doctor2", "county.doctor", "policy.not_your_hospital"),
        ("coordinator", "county.doctor", "policy.not_your_hospital"),
        ("hospital.admin", "cardiologist", "person.not_found"),
        ("hospital.admin", "county.doctor", None),
        ("admin", "cardiologist", None),
    ],
)
def test_nobody_elses(world, who, whose, refusal):
    cmd = of(world, whose)
    assert attempt(world, save_addresses, cmd, who) == refusal
    asked = ReadAddresses(person_id=cmd.person_id or "", org_id=cmd.org_id)
    assert attempt(world, read_addresses, asked, who) == refusal


def test_who_also_works_elsewhere_keeps_it_alone(world):
    grant = roles.GrantRole(
        person_id=world.ids["county.doctor"], org_id=world.orgs["xinhe"], role=Role.DOCTOR
    )
    world.do(roles.grant_role, grant, "admin")
    cmd = of(world, "county.doctor")
    assert attempt(world, save_addresses, cmd, "hospital.admin") == "person.not_found"
