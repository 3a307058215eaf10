"""An opinion answers every question, is signed by whom it was given to, and then stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from consult.actions.asking.follow_up import Close, close
from consult.actions.network import partnerships
from consult.actions.requests import answering, opinions
from consult.actions.requests.county import responding
from consult.actions.requests.expert.opinion_drafts import AnswerText
from consult.actions.requests.moves import Step
from consult.cases.asking.follow_up import Outcome
from consult.errors import Denied, Invalid, StaleVersion
from consult.reports.opinion import AdoptionValue, Opinion
from storage.repositories.views.cases.case_detail import case_detail
from storage.repositories.views.requests.view import RequestView
from tests.worlds.steps import ANSWERS, attempt, correct, respond, sign, signed_case, take, write
from tests.worlds.world import World


@pytest.fixture
def rid(world: World) -> str:
    opened = world.case(send=True)
    take(world, opened.request_id)
    return opened.request_id


def seen(world: World, rid: str, who: str) -> RequestView:
    actor = world.actor(who)
    with world.store() as store:
        case_id = store.requests.get(rid).case_id
        return case_detail(store, actor, case_id, world.now).value.requests[0]


def versions(world: World, rid: str) -> list[Opinion]:
    with world.store() as store:
        return list(store.opinions.list(request_id=rid))


def signing(rid: str, **more: Any) -> opinions.SignOpinion:
    return opinions.SignOpinion(request_id=rid, **({"confirmed": True} | more))


def set_person(world: World, who: str, **changes: Any) -> None:
    with world.store() as store:
        store.people.save(replace(store.people.get(world.ids[who]), **changes))


def test_a_draft_is_seen_by_its_author_alone(world: World, rid: str) -> None:
    write(world, rid)
    mine = seen(world, rid, "cardiologist")
    assert mine.opinion_draft is not None
    assert [q.state for q in mine.questions] == ["draft", "draft"]
    for who in ("cardiologist3", "coordinator", "county.doctor"):
        theirs = seen(world, rid, who)
        assert theirs.opinion_draft is None
        assert theirs.opinions == ()
        assert [q.state for q in theirs.questions] == ["open", "open"]


def test_two_windows_of_one_author_do_not_overwrite_each_other(world: World, rid: str) -> None:
    assert write(world, rid, if_revision=0) == 1
    assert write(world, rid, if_revision=1) == 2
    with pytest.raises(StaleVersion):
        write(world, rid, if_revision=1)
    with pytest.raises(StaleVersion):
        write(world, rid, if_revision=0)


def hand_over(world: World, rid: str) -> None:
    back = Step(request_id=rid, reason="called to the cath lab")
    world.do(answering.give_back, back, "cardiologist")
    take(world, rid, "cardiologist3")


def test_a_successor_neither_sees_nor_signs_what_was_left_behind(world: World, rid: str) -> None:
    write(world, rid)
    hand_over(world, rid)
    assert seen(world, rid, "cardiologist3").opinion_draft is None
    assert attempt(world, opinions.sign_opinion, signing(rid), "cardiologist3") == (
        "opinion.nothing_to_sign"
    )


def test_a_successor_begins_afresh(world: World, rid: str) -> None:
    write(world, rid, content={"impression": "his words"})
    hand_over(world, rid)
    write(world, rid, "cardiologist3", if_revision=0, content={"impression": "my words"})
    sign(world, rid, "cardiologist3")
    [paper] = seen(world, rid, "county.doctor").opinions
    assert paper.content == {"impression": "my words"}
    assert paper.signer["name"] == "cardiologist3"


def test_who_gave_it_back_writes_and_signs_no_more(world: World, rid: str) -> None:
    write(world, rid)
    hand_over(world, rid)
    for action, cmd in (
        (opinions.write_opinion, opinions.WriteOpinion(request_id=rid)),
        (opinions.sign_opinion, signing(rid)),
    ):
        assert attempt(world, action, cmd, "cardiologist") == "policy.not_your_request"


@pytest.mark.parametrize(
    ("answers", "left"),
    [
        ((), [1, 2]),
        ((AnswerText(no=1, text="yes"),), [2]),
        ((AnswerText(no=1, text="  "), ANSWERS[1]), [1]),
        ((ANSWERS[0], AnswerText(no=2, cannot=True)), [2]),
        ((ANSWERS[0], AnswerText(no=2, cannot=True, text="text but no reason")), [2]),
    ],
)
def test_each_question_has_its_answer_or_why_not(
    world: World, rid: str, answers: tuple[AnswerText, ...], left: list[int]
) -> None:
    write(world, rid, answers=answers)
    with pytest.raises(Invalid, match=r"opinion\.unanswered") as refused:
        sign(world, rid)
    assert refused.value.params["questions"] == left
    assert world.request(rid).state == "accepted"


def test_an_answer_to_no_question_is_refused(world: World, rid: str) -> None:
    with pytest.raises(Invalid, match=r"opinion\.no_such_question"):
        write(world, rid, answers=(AnswerText(no=3, text="?"),))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ({"billing": "x"}, "opinion.unknown_section"),
        ({"findings": 1}, "opinion.text_too_long"),
        ({"findings": "x" * 8001}, "opinion.text_too_long"),
    ],
)
def test_only_the_papers_sections(
    world: World, rid: str, content: dict[str, object], code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        write(world, rid, content=content)
    assert refused.value.code == code


def test_nobody_signs_without_authenticating_again(world: World, rid: str) -> None:
    write(world, rid)
    with pytest.raises(Denied, match=r"opinion\.confirm_again"):
        sign(world, rid, confirmed=False)


def test_what_is_signed_is_what_was_read(world: World, rid: str) -> None:
    read = write(world, rid)
    write(world, rid, content={"impression": "changed in the other window"})
    with pytest.raises(StaleVersion, match=r"opinion\.stale_version"):
        sign(world, rid, if_revision=read)


@pytest.mark.parametrize("licence", [{"licence_valid_to": date(2026, 11, 20)}, {"licence_no": ""}])
def test_an_expired_or_missing_licence_signs_nothing(
    world: World, rid: str, licence: dict[str, object]
) -> None:
    write(world, rid)
    set_person(world, "cardiologist", **licence)
    with pytest.raises(Denied, match=r"opinion\.licence_expired"):
        sign(world, rid)
    can = seen(world, rid, "cardiologist").can_sign
    assert (can.ok, can.reason) == (False, "opinion.licence_expired")


def test_the_last_day_of_a_licence_counts(world: World, rid: str) -> None:
    write(world, rid)
    set_person(world, "cardiologist", licence_valid_to=world.now.date())
    sign(world, rid)
    assert world.request(rid).state == "signed"


def test_an_ended_partnership_signs_nothing(world: World, rid: str) -> None:
    write(world, rid)
    end = partnerships.EndPartnership(
        partnership_id=world.partnership, valid_to=world.now + timedelta(hours=1)
    )
    world.do(partnerships.end_partnership, end, "system")
    assert seen(world, rid, "cardiologist").can_sign.ok
    world.later(hours=1)
    assert not seen(world, rid, "cardiologist").partnership_active
    assert seen(world, rid, "cardiologist").can_sign.reason == "opinion.partnership_ended"
    with pytest.raises(Denied, match=r"opinion\.partnership_ended"):
        sign(world, rid)


def test_the_paper_keeps_the_signer_as_named_that_day(world: World, rid: str) -> None:
    write(world, rid)
    set_person(world, "cardiologist", title="Attending")
    sign(world, rid)
    set_person(world, "cardiologist", title="Chief", name="somebody renamed")
    [paper] = seen(world, rid, "county.doctor").opinions
    assert paper.signer["title"] == "Attending"
    assert paper.signer["name"] == "cardiologist"
    assert paper.signer["licence_no"] == "110000000001"


def test_a_signature_seals_what_had_been_said(world: World, rid: str) -> None:
    write(world, rid)
    head = None
    with world.store() as store:
        head = store.rooms.get(store.requests.get(rid).room_id).head_seq
    sign(world, rid)
    with world.store() as store:
        [seal] = store.seals.list(room_id=store.requests.get(rid).room_id)
    assert seal.upto_seq == head
    assert len(seal.sha256) == 64


def test_a_correction_is_a_new_version_and_asks_again(world: World) -> None:
    rid = signed_case(world).request_id
    respond(world, rid)
    correct(world, rid)
    view = seen(world, rid, "county.doctor")
    assert [(p.version, p.state) for p in view.opinions] == [(1, "superseded"), (2, "signed")]
    assert view.opinions[1].correction_reason == "dose was wrong"
    assert view.state == "signed"
    assert "respond" in view.allowed
    assert [a.opinion_version for a in view.adoptions] == [1]
    respond(world, rid, "partly", "dose by weight")
    again = seen(world, rid, "county.doctor").adoptions
    assert [(a.opinion_version, a.value) for a in again] == [(1, "adopted"), (2, "partly")]


def test_versions_keep_their_hashes(world: World) -> None:
    rid = signed_case(world).request_id
    before = versions(world, rid)[0].content_sha256
    correct(world, rid)
    old, new = versions(world, rid)
    assert old.content_sha256 == before != new.content_sha256


def test_a_correction_says_why_and_answers_everything(world: World) -> None:
    rid = signed_case(world).request_id
    cmd = opinions.CorrectOpinion(
        request_id=rid, reason=" ", content={}, answers=ANSWERS, confirmed=True
    )
    assert attempt(world, opinions.correct_opinion, cmd, "cardiologist") == (
        "request.reason_required"
    )
    partly = replace(cmd, reason="typing", answers=ANSWERS[:1])
    assert attempt(world, opinions.correct_opinion, partly, "cardiologist") == (
        "opinion.unanswered"
    )
    unconfirmed = replace(cmd, reason="typing", confirmed=False)
    assert attempt(world, opinions.correct_opinion, unconfirmed, "cardiologist") == (
        "opinion.confirm_again"
    )


def test_a_closed_request_is_not_corrected(world: World) -> None:
    rid = signed_case(world).request_id
    respond(world, rid)
    world.do(close, Close(request_id=rid, outcome=Outcome.LOST), "county.doctor")
    cmd = opinions.CorrectOpinion(
        request_id=rid, reason="late", content={}, answers=ANSWERS, confirmed=True
    )
    assert attempt(world, opinions.correct_opinion, cmd, "cardiologist") == ("request.illegal_move")


def test_nothing_is_written_after_signing(world: World) -> None:
    rid = signed_case(world).request_id
    cmd = opinions.WriteOpinion(request_id=rid)
    assert attempt(world, opinions.write_opinion, cmd, "cardiologist") == "opinion.not_open"


@pytest.mark.parametrize("value", [AdoptionValue.PARTLY, AdoptionValue.NOT])
def test_anything_but_adopted_has_a_reason(world: World, value: AdoptionValue) -> None:
    rid = signed_case(world).request_id
    cmd = responding.Respond(request_id=rid, value=value, reason=" ")
    assert attempt(world, responding.respond, cmd, "county.doctor") == "adoption.reason_required"


def test_an_order_was_not_given_in_the_future(world: World) -> None:
    rid = signed_case(world).request_id
    cmd = responding.Respond(
        request_id=rid,
        value=AdoptionValue.ADOPTED,
        order_at=world.now + timedelta(minutes=1),
    )
    assert attempt(world, responding.respond, cmd, "county.doctor") == "adoption.order_in_future"
    assert attempt(
        world, responding.respond, replace(cmd, order_at=world.now), "county.doctor"
    ) is (None)


def test_only_a_doctor_of_the_asking_hospital_answers_it(world: World) -> None:
    rid = signed_case(world).request_id
    cmd = responding.Respond(request_id=rid, value=AdoptionValue.ADOPTED)
    assert attempt(world, responding.respond, cmd, "county.doctor2") is None
    assert attempt(world, responding.respond, cmd, "county.tech") == "policy.not_your_part"
    assert attempt(world, responding.respond, cmd, "cardiologist") == "policy.not_your_part"


def test_the_county_is_called_when_it_is_signed_and_when_corrected(world: World) -> None:
    rid = signed_case(world).request_id
    correct(world, rid)
    with world.store() as store:
        told = store.outbox.list(subject=rid, kind="opinion_signed")
    assert [row.payload["people"] for row in told] == [[world.ids["county.doctor"]]] * 2
    assert len({row.step for row in told}) == 2
