"""What the audit trail says of changed settings, and that the chain covers it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from consult.access.audit import AuditEvent
from consult.access.chain import BEGINNING, link_hash
from consult.actions.duty import rosters
from consult.actions.escalation.channels import (
    SaveAddresses,
    SaveChannel,
    save_addresses,
    save_channel,
)
from consult.actions.network.hospitals import SaveOrganization, save_organization
from consult.actions.network.people import SavePerson, save_person
from consult.actions.network.roles import GrantRole, RevokeRole, grant_role, revoke_role
from consult.escalation.notices import ChannelKind
from consult.network.roles import Role
from tests.worlds.world import World, build_world

SECRET = "hunter2"


@pytest.fixture
def world() -> World:
    return build_world()


def last(world: World, action: str) -> AuditEvent:
    with world.store() as store:
        return store.audit.list(action=action)[-1]


def test_a_gateway_says_what_changed_and_of_its_secrets_only_that(world: World) -> None:
    channel = SaveChannel(
        channel_id=None,
        org_id=None,
        kind=ChannelKind.SMS,
        name="Gateway",
        config={"url": "https://sms.example/a"},
        secret="first",
        callback_secret=None,
        emergency_only=True,
        enabled=True,
    )
    made = world.do(save_channel, channel, "admin")
    assert SECRET not in str(last(world, "save_channel").changes)
    other = replace(
        channel, channel_id=made.id, config={"url": "https://sms.example/b"}, secret=SECRET
    )
    world.do(save_channel, other, "admin")
    assert last(world, "save_channel").changes == {
        "config": [{"url": "https://sms.example/a"}, {"url": "https://sms.example/b"}],
        "secret": [],
    }


def test_people_their_roles_and_their_hospital(world: World) -> None:
    org, person = world.orgs["gangcha"], world.ids["county.doctor"]
    saved = SavePerson(
        org_id=org,
        person_id=person,
        name="county.doctor",
        licence_no="110000000002",
        licence_valid_to=date(2031, 1, 1),
    )
    world.do(save_person, saved, "hospital.admin")
    assert last(world, "save_person").changes == {
        "licence_no": ["110000000001", "110000000002"],
        "licence_valid_to": ["2030-01-01", "2031-01-01"],
    }
    nurse = world.do(
        grant_role, GrantRole(person_id=person, org_id=org, role=Role.NURSE), "hospital.admin"
    )
    assert (last(world, "grant_role").changes or {})["role"] == [None, "nurse"]
    world.do(revoke_role, RevokeRole(role_id=nurse.id), "hospital.admin")
    assert (last(world, "revoke_role").changes or {})["role"] == ["nurse", None]
    world.do(
        save_organization, SaveOrganization(org_id=org, name="Gangcha County"), "hospital.admin"
    )
    assert last(world, "save_organization").changes == {"name": ["gangcha", "Gangcha County"]}
    world.do(save_addresses, SaveAddresses({"email": "a@b.example"}), "county.doctor")
    assert last(world, "save_addresses").changes == {"email": [None, "a@b.example"]}


def test_a_shift_that_is_taken_away_is_still_told(world: World) -> None:
    org, person = world.orgs["liaocheng"], world.ids["cardiologist"]
    roster = world.do(
        rosters.save_roster, rosters.SaveRoster(org_id=org, specialty="cardiology"), "coordinator"
    )
    day = world.now.date() + timedelta(days=3)
    [shift] = world.do(
        rosters.add_shifts,
        rosters.AddShifts(
            roster_id=roster.id,
            line=1,
            person_id=person,
            weekdays=(day.weekday(),),
            starts_min=480,
            length_min=600,
            valid_from=day,
        ),
        "coordinator",
    )
    ending = rosters.EndShift(shift_id=shift.id, starting=day)
    world.do(rosters.end_shift, ending, "coordinator")
    changes = last(world, "end_shift").changes or {}
    assert (changes["person_id"], changes["starts_min"]) == ([person, None], [480, None])
    again = rosters.SaveRoster(org_id=org, specialty="cardiology", lines=3)
    world.do(rosters.save_roster, again, "coordinator")
    assert last(world, "save_roster").changes == {"lines": [2, 3]}


def test_the_chain_covers_it_and_hashes_older_rows_as_before(world: World) -> None:
    silent = replace(last(world, "grant_role"), changes=None)
    telling = replace(silent, changes={"lines": [2, 3]})
    other = replace(silent, changes={"lines": [1, 3]})
    assert len({link_hash(BEGINNING, each) for each in (silent, telling, other)}) == 3
