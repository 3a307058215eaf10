"""An emergency referral calls its desk outside the house, in words of its own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consult.cases.request import Urgency
from consult.escalation.notices import Channel, ChannelKind
from server.notify.message import message_of
from tests.unit.consult.referrals.journeys import open_one, perform, referral_world
from tests.worlds.world import World


@pytest.fixture
def world() -> World:
    return referral_world()


def test_its_call_leads_to_the_referral_and_speaks_of_no_consultation(world: World) -> None:
    with world.store() as store:
        store.channels.add(
            Channel(id=world.new_id(), org_id=None, kind=ChannelKind.SMS, name="sms", config={})
        )
        desk = store.people.get(world.ids["referral.desk"])
        store.people.save(replace(desk, phone="0635 8270001"))
    rid = open_one(world, urgency=Urgency.EMERGENCY)
    perform(world, rid, "submit")
    world.run_due()
    with world.store() as store:
        [notice, *_] = store.notices.list(request_id=rid)
    for locale, consultation in (("en", "onsult"), ("vi", "xin hội chẩn"), ("zh-CN", "急会诊")):
        said = message_of(replace(notice, locale=locale), ChannelKind.SMS, "https://hz.example")
        assert said.text.endswith(f"https://hz.example/referrals/{rid}")
        assert consultation not in said.text + said.subject
    perform(world, rid, "provisional")
    world.later(minutes=5)
    world.run_due()
    with world.store() as store:
        assert len(store.notices.list(request_id=rid)) == 1
