"""A meeting of seven members in four hospitals: list, quorum, opinions, outcome, signatures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from consult.actions.asking.follow_up import Close, close
from consult.actions.mdt.outcome import concluding, opinions, signing
from consult.actions.mdt.session import agenda, inviting, planning, presence
from consult.actions.requests.county import responding
from consult.actions.requests.moves import Step
from consult.errors import Conflict, Denied, IllegalMove, NotFound, StaleVersion
from consult.mdt.outcome import SignatureValue
from consult.mdt.session import Mode, SessionState, Standing
from consult.mdt.workflow import State
from consult.reports.opinion import AdoptionValue
from consult.rooms.cards import CardState
from storage.repositories.views.mdt.case import mdt_view
from storage.repositories.views.mdt.place import Place, place
from storage.repositories.views.mdt.session import SessionView, session_view
from storage.repositories.views.mdt.shapes import MdtView
from tests.worlds.mdt import MEMBERS, REQUIRED, Mdt
from tests.worlds.world import build_world

QUORUM = ("surgeon", "mdt.radiologist", "cardiologist2")


@pytest.fixture
def mdt() -> Mdt:
    return Mdt(build_world())


def paper(mdt: Mdt, who: str) -> MdtView:
    actor = mdt.world.actor(who)
    with mdt.world.store() as store:
        return mdt_view(store, actor, mdt.rid, mdt.world.now).value


def page(mdt: Mdt, who: str) -> SessionView:
    actor = mdt.world.actor(who)
    with mdt.world.store() as store:
        return session_view(store, actor, mdt.session_id, mdt.world.now).value


def desk(mdt: Mdt, who: str) -> Place:
    actor = mdt.world.actor(who)
    with mdt.world.store() as store:
        return place(store, actor, mdt.world.now).value


def refused(code: str, act: Callable[[], object]) -> None:
    with pytest.raises((Conflict, Denied)) as caught:
        act()
    assert caught.value.code == code


def test_seven_members_of_four_hospitals_decide(mdt: Mdt) -> None:
    mdt.in_session(*MEMBERS)
    mdt.opine("surgeon", "resect")
    mdt.step(opinions.open_opinions, "mdt.chair")
    mdt.type()
    mdt.step(concluding.conclude)
    mdt.step(concluding.circulate)
    for who in MEMBERS[:-1]:
        assert [line.request_id for line in desk(mdt, who).to_sign] == [mdt.rid]
        mdt.sign(who)
    refused("mdt.unsigned", mdt.finalise)
    mdt.sign(MEMBERS[-1], SignatureValue.DISSENT, " Not in this patient.\n")
    assert [line.request_id for line in desk(mdt, "mdt.chair").to_finalise] == [mdt.rid]
    assert mdt.finalise().state == State.FINALISED

    final = paper(mdt, "county.doctor")
    assert final.outcome is not None
    assert final.outcome.mdt_conclusion
    assert final.signatures[-1].part == "chair"
    assert final.signatures[-2].text == " Not in this patient.\n"  # word for word
    assert {row.how for row in final.attendance} == {"link"}
    with mdt.world.store() as store:
        [opinion] = store.opinions.list(request_id=mdt.rid)
        [answer] = store.answers.list(opinion_id=opinion.id)
    assert opinion.signed_at == mdt.world.now
    assert answer.text == "Chemoradiation first, then restage."

    # what is to be done stands in the county's Today until it is done
    assert [row.text for row in desk(mdt, "county.doctor").actions] == ["Book the MRI"]
    adopted = responding.Respond(request_id=mdt.rid, value=AdoptionValue.ADOPTED)
    mdt.world.do(responding.respond, adopted, "county.doctor")
    refused(
        "mdt.actions_open", lambda: mdt.world.do(close, Close(request_id=mdt.rid), "county.doctor")
    )
    room_id = mdt.world.request(mdt.rid).room_id
    with mdt.world.store() as store:
        for card in store.cards.list(room_id=room_id):
            store.cards.save(replace(card, state=CardState.DONE))
    ended = mdt.world.do(close, Close(request_id=mdt.rid), "county.doctor")
    assert ended.state == State.CLOSED


def test_nobody_reads_anothers_opinion_before_all_are_opened(mdt: Mdt) -> None:
    mdt.scheduled()
    mdt.publish()
    mdt.opine("surgeon", "resect")
    mdt.opine("mdt.radiologist", "wait")
    for who in ("mdt.chair", "mdt.secretary", "mdt.radiologist", "county.doctor"):
        [row] = [r for r in paper(mdt, who).opinions if r.specialty == "general_surgery"]
        assert row.is_in
        assert (row.text, row.updated_at, row.revision) == (None, None, 0)
    [own] = [row for row in paper(mdt, "surgeon").opinions if row.mine]
    assert own.text == "resect"
    mdt.world.later(days=3)
    mdt.world.run_due()
    mdt.open()
    mdt.next()
    mdt.step(opinions.open_opinions, "mdt.chair")
    assert {row.text for row in paper(mdt, "mdt.secretary").opinions} >= {"resect", "wait"}
    refused("mdt.opinions_opened", lambda: mdt.opine("cardiologist2"))
    with pytest.raises(Denied):
        mdt.opine("mdt.secretary")


def test_the_list_locks_a_day_before_and_a_reason_opens_it(mdt: Mdt) -> None:
    mdt.scheduled()
    first = mdt.rid
    mdt.world.later(days=2)
    mdt.world.run_due()
    assert mdt.state == State.PREPARING
    mdt.propose()
    mdt.screen()
    refused("mdt.list_locked", mdt.plan)
    assert mdt.plan(reason="bleeding").state == State.PREPARING
    assert mdt.detail.late_reason == "bleeding"
    turned = agenda.ArrangeList(
        session_id=mdt.session_id, items=((mdt.rid, 15), (first, 5)), reason=""
    )
    arrange = lambda cmd: mdt.world.do(agenda.arrange_list, cmd, "mdt.secretary")  # noqa: E731
    refused("mdt.list_locked", lambda: arrange(turned))
    arrange(replace(turned, reason="the urgent one first"))
    assert [item.request_id for item in page(mdt, "mdt.chair").agenda] == [mdt.rid, first]
    arrange(replace(turned, items=((mdt.rid, 15),), reason="no pathology"))
    assert mdt.world.request(first).state == State.POSTPONED


def test_a_lost_link_counts_for_three_minutes_and_a_restart_loses_nobody(mdt: Mdt) -> None:
    mdt.in_session(*QUORUM)
    assert page(mdt, "mdt.chair").quorum.met
    mdt.world.later(minutes=2)  # nobody says anything: every link is silent
    mdt.here("mdt.chair", "surgeon", "mdt.radiologist")
    lost = page(mdt, "mdt.chair")
    standing = {row.person.name: row.presence for row in lost.attendees if row.person}
    assert standing["cardiologist2"] == Standing.LOST
    assert lost.quorum.met
    assert lost.quorum.specialties[2].lost_until == mdt.world.now + timedelta(minutes=1)
    mdt.here("cardiologist2")
    assert page(mdt, "mdt.chair").quorum.specialties[2].lost_until is None
    for _ in range(8):
        mdt.world.later(seconds=30)
        mdt.here("mdt.chair", "surgeon", "mdt.radiologist")
    gone = page(mdt, "mdt.chair")
    assert not gone.quorum.met
    mdt.type()
    mdt.step(concluding.conclude)
    shown = paper(mdt, "mdt.chair").outcome
    assert shown is not None
    assert (shown.mdt_conclusion, shown.missing) == (False, ("cardiology",))


def test_without_a_quorum_it_may_be_put_off_and_not_with_one(mdt: Mdt) -> None:
    mdt.in_session(*QUORUM)
    refused("mdt.quorum_met", lambda: mdt.step(concluding.fail_quorum))
    mdt.here("surgeon", here=False)
    called = presence.RollCall(
        session_id=mdt.session_id, calls=((mdt.world.ids["surgeon"], presence.Called.PHONE),)
    )
    mdt.world.do(presence.roll_call, called, "mdt.secretary")
    refused("mdt.quorum_met", lambda: mdt.step(concluding.fail_quorum))  # heard on the bridge
    away = replace(called, calls=((mdt.world.ids["surgeon"], presence.Called.ABSENT),))
    mdt.world.do(presence.roll_call, away, "mdt.secretary")
    assert mdt.step(concluding.fail_quorum).state == State.QUORUM_FAILED
    mdt.plan_session()
    assert mdt.plan().state == State.SCHEDULED


def test_uninvited_hospitals_see_nothing_and_invited_ones_from_then_on(mdt: Mdt) -> None:
    mdt.propose()
    mdt.screen()
    with pytest.raises(NotFound):
        paper(mdt, "cardiologist2")
    mdt.plan_session()
    mdt.plan()
    assert paper(mdt, "cardiologist2").state == State.SCHEDULED
    seen = page(mdt, "mdt.rehab")
    assert len(seen.agenda) == 1
    mdt.world.later(minutes=1)
    session = page(mdt, "cardiologist")  # of the hospital, though not on the board
    assert session.me is None
    assert session.allowed == ()
    with pytest.raises(NotFound):
        page(mdt, "supervisor")
    with pytest.raises(Denied):
        mdt.world.do(planning.publish, planning.SessionStep(session_id=mdt.session_id), "surgeon")


def test_a_deputy_takes_the_seat_and_the_case(mdt: Mdt) -> None:
    mdt.scheduled()
    mdt.publish()
    answer = inviting.AnswerInvitation(
        session_id=mdt.session_id, coming=False, deputy=True, reason="congress"
    )
    mdt.world.do(inviting.answer_invitation, answer, "cardiologist2")
    mdt.opine("mdt.deputy", "fit for surgery")
    with pytest.raises(Denied):
        mdt.opine("cardiologist2")
    alone = replace(answer, deputy=False)
    refused(
        "mdt.deputy_needed",
        lambda: mdt.world.do(inviting.answer_invitation, alone, "mdt.chair"),
    )
    come = inviting.AnswerInvitation(session_id=mdt.session_id, coming=True)
    mdt.world.do(inviting.answer_invitation, come, "surgeon")
    rows = {row.person.name: row for row in page(mdt, "mdt.chair").attendees if row.person}
    assert rows["surgeon"].answer == "coming"
    assert rows["mdt.deputy"].deputy_for is not None


def test_only_who_was_there_signs_once_and_the_silent_are_named(mdt: Mdt) -> None:
    mdt.circulated(*QUORUM)
    refused("mdt.not_asked_to_sign", lambda: mdt.sign("mdt.gi"))  # was not there
    refused("mdt.not_asked_to_sign", lambda: mdt.sign("mdt.chair"))  # signs last, by finalising
    with pytest.raises(Denied):
        mdt.finalise("surgeon")
    mdt.sign("surgeon")
    refused("mdt.signed_already", lambda: mdt.sign("surgeon"))
    mdt.step(concluding.revise)
    mdt.type(decision="Operate.")
    mdt.step(concluding.circulate)
    stale = signing.SignOutcome(
        request_id=mdt.rid, version=1, value=SignatureValue.AGREE, text="", confirmed=True
    )
    with pytest.raises(StaleVersion):
        mdt.world.do(signing.sign_outcome, stale, "surgeon")
    refused(
        "opinion.confirm_again",
        lambda: mdt.world.do(
            signing.sign_outcome, replace(stale, version=2, confirmed=False), "surgeon"
        ),
    )
    mdt.sign("surgeon", SignatureValue.AGREE_NOTE, "with care")
    mdt.world.later(hours=25)
    mdt.world.run_due()
    mdt.finalise()
    rows = {row.person.name: row.value for row in paper(mdt, "county.doctor").signatures}
    assert rows["cardiologist2"] == "unsigned"
    assert [row.version for row in paper(mdt, "county.doctor").signatures][:2] == [1, 2]


def test_typing_is_seen_and_the_first_save_wins(mdt: Mdt) -> None:
    mdt.in_session(*QUORUM)
    mdt.world.events.clear()
    first = mdt.type(decision="A")
    topics = {event.topic for event in mdt.world.events if hasattr(event, "topic")}
    assert f"case:{mdt.world.request(mdt.rid).case_id}" in topics
    late = concluding.WriteOutcome(request_id=mdt.rid, content={"decision": "B"}, if_revision=0)
    with pytest.raises(StaleVersion):
        mdt.world.do(concluding.write_outcome, late, "mdt.chair")
    shown = paper(mdt, "surgeon").outcome
    assert shown is not None
    assert shown.content["decision"] == "A"
    assert paper(mdt, "county.doctor").outcome is not None  # at the table for their case
    assert paper(mdt, "county.doctor2").outcome is None  # reads it when it is signed
    with pytest.raises(Denied):
        mdt.type("surgeon")
    assert first.revision == 1


def test_a_window_reminds_the_silent_opens_when_all_are_in_and_meets_on_dissent(mdt: Mdt) -> None:
    mdt.propose()
    mdt.screen()
    mdt.plan_session(Mode.ASYNC, days=3, hours=48)
    mdt.plan()
    mdt.world.later(days=3)
    mdt.world.run_due()
    assert (mdt.state, mdt.session.state) == (State.ASYNC_WINDOW, SessionState.OPEN)
    for who in ("mdt.chair", *MEMBERS[:-1]):
        mdt.opine(who, f"of {who}")
    assert paper(mdt, "surgeon").opinions_opened_at is None
    mdt.world.later(hours=37)
    mdt.world.run_due()
    with mdt.world.store() as store:
        [due] = store.outbox.list(kind="mdt_opinion_due")
    assert due.payload["people"] == [mdt.world.ids[MEMBERS[-1]]]
    mdt.opine(MEMBERS[-1])
    assert paper(mdt, "surgeon").opinions_opened_at == mdt.world.now
    mdt.type()
    mdt.step(concluding.conclude)
    assert mdt.outcome.mdt_conclusion
    mdt.step(concluding.circulate)
    window = mdt.session_id
    meeting = mdt.plan_session(days=7)
    mdt.sign("surgeon", SignatureValue.DISSENT, "no")
    assert (mdt.state, mdt.detail.session_id) == (State.SCHEDULED, meeting)
    assert window != meeting


def test_a_window_that_closes_opens_what_is_there(mdt: Mdt) -> None:
    mdt.propose()
    mdt.screen()
    mdt.plan_session(Mode.ASYNC, days=2, hours=24)
    mdt.plan()
    mdt.world.later(days=2)
    mdt.world.run_due()
    mdt.opine("surgeon")
    mdt.world.later(days=1)
    mdt.world.run_due()
    assert mdt.session.state is SessionState.ENDED
    assert paper(mdt, "mdt.gi").opinions_opened_at == mdt.world.now
    mdt.step(signing.to_meeting, "mdt.chair")
    assert (mdt.state, mdt.detail.session_id) == (State.SCREENED, None)


def test_what_was_not_reached_or_called_off_waits_for_another_date(mdt: Mdt) -> None:
    mdt.in_session()
    refused("mdt.case_open", lambda: end(mdt))
    mdt.step(planning.put_off)
    assert end(mdt) is SessionState.ENDED
    mdt.plan_session()
    mdt.plan()
    gone = planning.SessionStep(session_id=mdt.session_id, reason="flood")
    mdt.world.do(planning.cancel_session, gone, "mdt.secretary")
    assert (mdt.state, mdt.detail.session_id) == (State.POSTPONED, None)
    with pytest.raises(IllegalMove):
        mdt.open()
    assert mdt.world.run_due() == []


def end(mdt: Mdt) -> SessionState:
    step = planning.SessionStep(session_id=mdt.session_id)
    return mdt.world.do(planning.end_session, step, "mdt.chair").state


def test_required_specialties_are_the_boards_unless_the_case_names_its_own(mdt: Mdt) -> None:
    mdt.propose()
    assert mdt.detail.required_specialties == REQUIRED
    with pytest.raises(IllegalMove):
        mdt.step(concluding.conclude)
    again = lambda: mdt.world.do(  # noqa: E731
        planning.put_off, Step(request_id=mdt.rid, reason="x"), "mdt.chair"
    )
    with pytest.raises(IllegalMove):
        again()
