"""A ward behind its link: one door, one time, nobody's name; and the board it keeps."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from consult.access.policy import Actor
from consult.actions.referrals import wards
from consult.actions.work import Work
from consult.errors import Denied, HuizhenError, Invalid, NotFound
from consult.escalation.notices import Channel, ChannelKind, NoticeKind
from consult.referrals.states import State
from consult.referrals.wards import Beds, Need, WardAnswer, WardLink
from server.notify.message import message_of
from storage.repositories.store import SqlStore
from storage.repositories.views.referrals.beds import bed_board
from storage.repositories.views.referrals.ward import ward_page
from storage.repositories.views.referrals.whole import ReferralWhole, referral_whole
from tests.unit.consult.referrals.journeys import UP, in_state, perform, referral_world
from tests.worlds.steps import attempt
from tests.worlds.world import World

TOKEN = hashlib.sha256(b"secret").hexdigest()
NOBODY = Actor(person_id="anonymous")


@pytest.fixture
def world() -> World:
    return referral_world()


def ask(world: World, rid: str, token: str = TOKEN) -> WardLink:
    cmd = wards.AskWard(
        request_id=rid,
        department_id=world.ids["ward.liaocheng"],
        need=Need.ICU,
        token_sha256=token,
    )
    return world.do(wards.ask_ward, cmd, "referral.desk")


def by_phone(world: World, action: Any, cmd: Any) -> Any:
    """Without a login."""
    with world.engine.begin() as conn:
        work = Work(actor=NOBODY, now=world.now, new_id=world.new_id, store=SqlStore(conn))
        return action(work, cmd)


def answer(world: World, token: str = TOKEN, **changes: Any) -> Any:
    cmd = wards.AnswerWard(token_sha256=token, answer=WardAnswer.YES, who="nurse A", text="bed 3")
    return by_phone(world, wards.answer_ward, replace(cmd, **changes))


def test_a_ward_answers_once_while_the_desk_keeps_the_referral(world: World) -> None:
    rid = in_state(world, UP, State.SUBMITTED)
    before = world.request(rid)
    ask(world, rid)
    by_phone(world, wards.open_link, wards.OpenLink(token_sha256=TOKEN))
    answer(world)
    assert world.request(rid) == before
    with pytest.raises(NotFound, match="ward_link"):
        answer(world)
    with pytest.raises(NotFound, match="ward_link"):
        by_phone(world, wards.open_link, wards.OpenLink(token_sha256=TOKEN))
    with world.store() as store:
        [link] = store.ward_links.list(request_id=rid)
        trail = [row.action for row in store.audit.list(actor="anonymous")]
    assert (link.answer, link.text, link.who) == ("yes", "bed 3", "nurse A")
    assert trail == ["open_ward_link", "answer_ward"]


def test_a_link_ends_with_its_time_and_fits_one_purpose(world: World) -> None:
    rid = in_state(world, UP, State.SUBMITTED)
    link = ask(world, rid)
    figures = wards.ReportByLink(token_sha256=TOKEN, beds=Beds(free_beds=1), who="x")
    with pytest.raises(NotFound):
        by_phone(world, wards.report_by_link, figures)
    with pytest.raises(NotFound):
        answer(world, hashlib.sha256(b"guess").hexdigest())
    world.now = link.expires_at
    with pytest.raises(NotFound):
        answer(world)


def test_the_ward_sees_a_need_and_no_identity(world: World) -> None:
    rid = in_state(world, UP, State.SUBMITTED)
    ask(world, rid)
    with world.store() as store:
        page = ward_page(store, TOKEN, world.now)
        request = store.requests.get(rid)
        case = store.cases.get(request.case_id)
        patient = store.patients.get(case.patient_id)
        numbers = [row.value for row in store.identifiers.list(patient_id=patient.id)]
    shown = msgspec.json.encode(page).decode()
    assert page.question is not None
    assert page.question.age == 58
    hidden = (patient.name, patient.id, *numbers, case.id, case.number, rid, "chest pain", "1968")
    assert [each for each in hidden if each in shown] == []


@pytest.mark.parametrize(
    "changes", [{"who": " "}, {"who": "x" * 81}, {"text": "x" * 501}], ids=["no", "name", "text"]
)
def test_what_a_ward_types_is_bounded(world: World, changes: dict[str, str]) -> None:
    ask(world, in_state(world, UP, State.SUBMITTED))
    with pytest.raises(Invalid):
        answer(world, **changes)


def test_only_the_desk_asks_and_only_while_there_is_something_to_ask(world: World) -> None:
    rid = in_state(world, UP, State.SUBMITTED)
    cmd = wards.AskWard(
        request_id=rid,
        department_id=world.ids["ward.liaocheng"],
        need=Need.BED,
        token_sha256=TOKEN,
    )
    assert attempt(world, wards.ask_ward, cmd, "cardiologist") == "policy.not_your_part"
    assert attempt(world, wards.ask_ward, cmd, "county.doctor") == "policy.not_your_part"
    elsewhere = replace(cmd, department_id=world.ids["ward.gangcha"])
    assert attempt(world, wards.ask_ward, elsewhere, "referral.desk") == "case.bad_department"
    perform(world, rid, "decline")
    assert attempt(world, wards.ask_ward, cmd, "referral.desk") == "referral.nothing_to_ask"


def test_the_board_says_who_when_and_what_is_promised(world: World) -> None:
    ward = world.ids["ward.liaocheng"]
    said = wards.ReportBeds(department_id=ward, beds=Beds(free_beds=4, free_icu=0), if_version=0)
    world.do(wards.report_beds, said, "cardiologist")
    assert attempt(world, wards.report_beds, said, "referral.desk") == "beds.stale_version"
    assert attempt(world, wards.report_beds, said, "county.doctor") == "policy.not_your_hospital"
    in_state(world, UP, State.ACCEPTED)
    in_state(world, UP, State.DEPARTED)
    liaocheng = world.orgs["liaocheng"]
    actor, stranger = world.actor("county.doctor"), world.actor("cardiologist2")
    with world.store() as store:
        [row] = bed_board(store, actor, liaocheng, world.now)
        [old] = bed_board(store, actor, liaocheng, world.now + timedelta(hours=13))
        with pytest.raises(NotFound):
            bed_board(store, stranger, liaocheng, world.now)
    assert (row.free_beds, row.free_icu, row.free_isolation) == (4, 0, None)
    assert (row.held, row.coming, row.stale, row.updated_by) == (1, 1, False, "cardiologist")
    assert old.stale
    assert not row.may_update


def test_a_ward_keeps_its_board_by_link_until_it_ends(world: World) -> None:
    ward = world.ids["ward.liaocheng"]
    link = world.do(
        wards.link_for_beds,
        wards.LinkForBeds(department_id=ward, token_sha256=TOKEN),
        "referral.desk",
    )
    for free in (3, 2):
        cmd = wards.ReportByLink(token_sha256=TOKEN, beds=Beds(free_beds=free), who="nurse A")
        by_phone(world, wards.report_by_link, cmd)
    with pytest.raises(Invalid):
        by_phone(world, wards.report_by_link, replace(cmd, beds=Beds(free_beds=-1)))
    with world.store() as store:
        said = store.beds.get(ward)
    assert (said.free_beds, said.version, said.via, said.who) == (2, 2, "link", "nurse A")
    world.now = link.expires_at
    with pytest.raises(NotFound):
        by_phone(world, wards.report_by_link, cmd)
    strange = wards.LinkForBeds(department_id=ward, token_sha256="0" * 64)
    with pytest.raises(Denied):
        world.do(wards.link_for_beds, strange, "county.doctor")


def referral(world: World, rid: str) -> ReferralWhole:
    desk = world.actor("referral.desk")
    with world.store() as store:
        return referral_whole(store, desk, rid, world.now).value


def texting(world: World, rid: str) -> Any:
    cmd = wards.AskWard(
        request_id=rid,
        department_id=world.ids["ward.liaocheng"],
        need=Need.ICU,
        token_sha256=TOKEN,
        sealed_page="sealed",
    )
    return lambda: world.do(wards.ask_ward, cmd, "referral.desk")


def channel(world: World, **changes: Any) -> str:
    made = Channel(
        id=world.new_id(), org_id=None, kind=ChannelKind.SMS, name="sms", config={}, **changes
    )
    with world.store() as store:
        store.channels.add(made)
    return made.id


def ward_phone(world: World, phone: str) -> None:
    with world.store() as store:
        ward = store.departments.get(world.ids["ward.liaocheng"])
        store.departments.save(replace(ward, phone=phone))


def test_a_wards_link_goes_to_its_telephone_and_says_nothing_of_the_patient(world: World) -> None:
    rid = in_state(world, UP, State.SUBMITTED)
    channel(world, emergency_only=False, enabled=False)
    everybodys = channel(world, emergency_only=False)
    own = channel(world, emergency_only=False)
    with world.store() as store:
        mine = store.channels.get(own)
        store.channels.save(replace(mine, org_id=world.orgs["liaocheng"], version=2))
    ward_phone(world, "0635 8270000")
    link = texting(world, rid)()

    with world.store() as store:
        (notice,) = store.notices.list(request_id=rid, kind=NoticeKind.WARD)
        hospital = store.organizations.get(world.orgs["liaocheng"])
    assert notice.channel_id == own != everybodys
    assert (notice.address, notice.locale) == ("0635 8270000", hospital.locale)
    assert set(notice.content) == {"link_id", "sealed_page", "hospital", "department", "until"}
    said = message_of(notice, ChannelKind.SMS, "https://hz.example", "/ward#t0k")
    assert said.text.endswith("https://hz.example/ward#t0k")
    assert hospital.name in said.text
    (question,) = referral(world, rid).ward_questions
    assert (question.id, question.sms and question.sms.state) == (link.id, "waiting")


@pytest.mark.parametrize(
    ("phone", "open_for", "code"),
    [
        ("", {"emergency_only": False}, "referral.no_ward_phone"),
        ("1", {"emergency_only": True}, "referral.no_ward_channel"),
        ("1", {"emergency_only": False, "enabled": False}, "referral.no_ward_channel"),
    ],
)
def test_a_link_that_reaches_nobody_is_refused_and_not_made(
    world: World, phone: str, open_for: dict[str, Any], code: str
) -> None:
    rid = in_state(world, UP, State.SUBMITTED)
    channel(world, **open_for)
    ward_phone(world, phone)
    with pytest.raises(HuizhenError) as caught:
        texting(world, rid)()
    assert caught.value.code == code
    with world.store() as store:
        assert store.ward_links.list(request_id=rid) == []
    assert referral(world, rid).may_text_ward is (code == "referral.no_ward_phone")
