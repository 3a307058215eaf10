"""A call from its first ring to whoever comes, or to nobody."""

from __future__ import annotations

from datetime import timedelta

import pytest

from consult.actions.escalation.answers import (
    CallAgain,
    Heard,
    NoteCall,
    PassOn,
    call_again,
    heard,
    note_call,
    pass_on,
)
from consult.actions.network.people import SavePerson, save_person
from consult.actions.requests import answering
from consult.actions.requests.moves import Step
from consult.actions.requests.sending import cancel
from consult.cases.request import Urgency
from consult.cases.workflow.consultation import State
from consult.errors import Conflict, NotFound
from consult.escalation.ladder import CallOutcome, Ladder, LadderState
from consult.escalation.notices import Channel, ChannelKind, Notice, NoticeState
from tests.worlds.steps import take
from tests.worlds.world import World


def send(world: World, **changes) -> str:
    return world.case(send=True, **changes).request_id


def ladders(world: World, request_id: str) -> list[Ladder]:
    with world.store() as store:
        return list(store.ladders.list(request_id=request_id))


def rung(world: World, request_id: str) -> list[tuple[int, str]]:
    """Seconds from the first ladder's beginning, and who."""
    names = {id_: login for login, id_ in world.ids.items()}
    found = ladders(world, request_id)
    with world.store() as store:
        steps = [s for ladder in found for s in store.ladder_steps.list(ladder_id=ladder.id)]
    begun = found[0].started_at
    return [
        (int((step.at - begun).total_seconds()), names.get(step.person_id or "", step.target))
        for step in steps
    ]


def let_pass(world: World, seconds: int) -> None:
    """The clock goes on second by second, as the server's does."""
    for _ in range(seconds):
        world.later(seconds=1)
        world.run_due()


def gateway(world: World, kind: ChannelKind = ChannelKind.VOICE, **changes) -> str:
    channel = Channel(id=world.new_id(), org_id=None, kind=kind, name=kind, config={}, **changes)
    with world.store() as store:
        store.channels.add(channel)
    return channel.id


def notices(world: World) -> list[Notice]:
    with world.store() as store:
        return list(store.notices.list())


def with_phone(world: World, login: str, phone: str) -> None:
    with world.store() as store:
        person = store.people.get(world.ids[login])
    world.do(
        save_person,
        SavePerson(
            person_id=person.id,
            org_id=world.orgs["liaocheng"],
            name=person.name,
            phone=phone,
            specialties=person.specialties,
            licence_no=person.licence_no,
            licence_valid_to=person.licence_valid_to,
        ),
        "system",
    )


def test_an_emergency_rings_at_once_and_ends_unanswered(world) -> None:
    request_id = send(world)
    assert world.run_due() != []
    let_pass(world, 700)
    both = [(0, "cardiologist"), (0, "cardiologist3")]
    assert rung(world, request_id) == [*both, (480, "centre")]
    ladder = ladders(world, request_id)[0]
    assert ladder.state is LadderState.UNANSWERED
    assert world.request(request_id).state == State.UNANSWERED
    with world.store() as store:
        told = store.outbox.find(kind="unanswered")
    assert world.ids["county.doctor"] in told.payload["people"]
    assert world.ids["coordinator"] in told.payload["people"]
    # Whoever picks it up late still may; and the sender may ring everybody once more.
    world.do(call_again, CallAgain(request_id), "county.doctor")
    take(world, request_id)
    assert ladders(world, request_id)[1].acked_by == world.ids["cardiologist"]


@pytest.mark.parametrize("urgency", [Urgency.URGENT, Urgency.ROUTINE])
def test_nobody_is_rung_for_what_is_no_emergency(world, urgency) -> None:
    assert ladders(world, send(world, urgency=urgency)) == []


def test_whoever_takes_it_silences_everything(world) -> None:
    gateway(world)
    with_phone(world, "cardiologist", "13900000000")
    request_id = send(world)
    world.run_due()
    take(world, request_id, "cardiologist3")
    ladder = ladders(world, request_id)[0]
    assert (ladder.state, ladder.acked_via) == (LadderState.ACKNOWLEDGED, "app")
    assert [n.state for n in notices(world)] == [NoticeState.STOPPED]
    with world.store() as store:
        assert store.outbox.list(subject=ladder.id, done_at=None) == []
    let_pass(world, 200)
    assert [s for s, _ in rung(world, request_id)] == [0, 0]


def test_taken_but_nobody_comes_it_is_called_for_again(world) -> None:
    request_id = send(world)
    world.run_due()
    take(world, request_id)
    let_pass(world, 301)
    assert [ladder.state for ladder in ladders(world, request_id)] == [
        LadderState.ACKNOWLEDGED,
        LadderState.RINGING,
    ]
    world.do(answering.start, Step(request_id=request_id), "cardiologist")
    assert ladders(world, request_id)[1].state is LadderState.ACKNOWLEDGED
    let_pass(world, 400)
    assert len(ladders(world, request_id)) == 2


def test_a_promise_written_down_at_the_desk_is_no_sign_that_somebody_has_come(world) -> None:
    request_id = send(world)
    world.run_due()
    take(world, request_id)
    let_pass(world, 301)
    soon = world.now + timedelta(minutes=20)
    cmd = answering.Promise(request_id=request_id, promised_at=soon)
    world.do(answering.promise, cmd, "coordinator")
    assert world.request(request_id).due_at == soon
    assert ladders(world, request_id)[1].state is LadderState.RINGING
    world.do(answering.promise, cmd, "cardiologist")
    assert ladders(world, request_id)[1].state is LadderState.ACKNOWLEDGED


def test_a_yes_by_telephone_stops_the_ringing_and_is_followed_up(world) -> None:
    channel = gateway(world)
    with_phone(world, "cardiologist", "13900000000")
    request_id = send(world)
    world.run_due()
    notice = notices(world)[0]
    assert notice.address == "13900000000"
    assert notice.ladder_id is not None
    said = [NoticeState.DELIVERED, NoticeState.ANSWERED, NoticeState.FAILED, NoticeState.ANSWERED]
    for state in said:
        assert world.do(heard, Heard(channel, notice.id, state), "system")
    ladder = ladders(world, request_id)[0]
    assert (ladder.acked_by, ladder.acked_via) == (world.ids["cardiologist"], "voice")
    assert [n.state for n in notices(world)] == [NoticeState.ANSWERED]
    # Said yes and did not come.
    let_pass(world, 301)
    assert len(ladders(world, request_id)) == 2


def test_another_gateways_word_for_a_notice_counts_for_nothing(world) -> None:
    gateway(world)
    other = gateway(world, ChannelKind.SMS)
    with_phone(world, "cardiologist", "13900000000")
    request_id = send(world)
    world.run_due()
    voice = next(n for n in notices(world) if n.channel_id != other)
    assert not world.do(heard, Heard(other, voice.id, NoticeState.ANSWERED), "system")
    assert ladders(world, request_id)[0].state is LadderState.RINGING


def test_what_leaves_the_house_names_no_patient(world) -> None:
    for kind in (ChannelKind.VOICE, ChannelKind.SMS, ChannelKind.WECOM):
        gateway(world, kind)
    with_phone(world, "cardiologist", "13900000000")
    send(world)
    world.run_due()
    found = notices(world)
    assert len(found) == 3
    for notice in found:
        assert set(notice.content) == {"urgency", "specialty", "county", "number", "case_id"}
        assert "示例患者" not in repr(notice)


def test_a_channel_of_another_hospital_is_not_used(world) -> None:
    gateway(world)
    with world.store() as store:
        channel = store.channels.list()[0]
        store.channels.remove(channel)
        changes = {"id": world.new_id(), "org_id": world.orgs["anzhen"]}
        store.channels.add(Channel(**{**_fields(channel), **changes}))
    with_phone(world, "cardiologist", "13900000000")
    send(world)
    world.run_due()
    assert notices(world) == []


def _fields(channel: Channel) -> dict[str, object]:
    return {name: getattr(channel, name) for name in Channel.__slots__}


def test_passing_on_lets_the_next_one_ring_now(world) -> None:
    request_id = send(world)
    world.run_due()
    world.later(seconds=10)
    world.do(pass_on, PassOn(request_id), "cardiologist")
    world.run_due()
    assert rung(world, request_id)[-1] == (10, "centre")
    with pytest.raises(Conflict, match="not_rung"):
        world.do(pass_on, PassOn(request_id), "surgeon")
    with pytest.raises(NotFound):
        world.do(pass_on, PassOn(request_id), "cardiologist2")
    # The end comes as long after the last step as it would have.
    let_pass(world, 119)
    assert ladders(world, request_id)[0].state is LadderState.RINGING
    let_pass(world, 2)
    assert ladders(world, request_id)[0].state is LadderState.UNANSWERED


def test_called_by_telephone_and_no_answer_is_written_down(world) -> None:
    request_id = send(world)
    world.run_due()
    cmd = NoteCall(
        request_id=request_id,
        person_id=world.ids["cardiologist3"],
        name="cardiologist3",
        phone="139",
        outcome=CallOutcome.NO_ANSWER,
    )
    world.do(note_call, cmd, "county.doctor")
    world.run_due()
    assert rung(world, request_id)[-1] == (0, "centre")
    with world.store() as store:
        assert [n.by for n in store.call_notes.list()] == [world.ids["county.doctor"]]


def test_withdrawn_it_rings_no_more(world) -> None:
    request_id = send(world)
    world.run_due()
    world.do(cancel, Step(request_id=request_id, reason="transferred"), "county.doctor")
    assert ladders(world, request_id)[0].state is LadderState.STOPPED
    with pytest.raises(Conflict, match="not_ringing"):
        world.do(pass_on, PassOn(request_id), "cardiologist")


def test_given_back_it_rings_for_the_others(world) -> None:
    request_id = send(world)
    world.run_due()
    take(world, request_id)
    back = Step(request_id=request_id, reason="in theatre")
    world.do(answering.give_back, back, "cardiologist")
    world.run_due()
    newest = ladders(world, request_id)[-1]
    assert newest.state is LadderState.RINGING
    people = [step.person_id for step in newest.planned().steps]
    assert people == [world.ids["cardiologist3"], None]


def test_after_an_outage_everybody_still_has_the_time_to_answer(world) -> None:
    channel = gateway(world)
    with_phone(world, "cardiologist", "13900000000")
    request_id = send(world)
    world.later(hours=1)
    world.run_due()
    assert [who for _, who in rung(world, request_id)] == [
        "cardiologist",
        "cardiologist3",
        "centre",
    ]
    assert ladders(world, request_id)[0].state is LadderState.RINGING
    assert [n.state for n in notices(world)] == [NoticeState.WAITING]
    let_pass(world, 121)
    assert ladders(world, request_id)[0].state is LadderState.UNANSWERED
    # A late yes by telephone is heard.
    world.do(heard, Heard(channel, notices(world)[0].id, NoticeState.ANSWERED), "system")
    assert ladders(world, request_id)[0].acked_by == world.ids["cardiologist"]


@pytest.mark.parametrize("at_night", [False, True])
def test_what_is_only_urgent_waits_for_the_morning(world, at_night) -> None:
    gateway(world, ChannelKind.SMS, emergency_only=False)
    gateway(world)  # for emergencies only
    with_phone(world, "cardiologist", "13900000000")
    if at_night:
        world.later(hours=10)  # 00:00 in Shanghai
    request_id = send(world, urgency=Urgency.URGENT)
    found = notices(world)
    assert [notice.address for notice in found] == ["13900000000"]
    assert (found[0].due_at > world.now) is at_night
    take(world, request_id)
    assert notices(world)[0].state is NoticeState.STOPPED


def test_what_is_not_urgent_calls_only_the_one_it_is_offered_to(world) -> None:
    gateway(world, ChannelKind.SMS, emergency_only=False)
    with_phone(world, "cardiologist", "13900000000")
    request_id = send(world, urgency=Urgency.ROUTINE)
    assert notices(world) == []
    offer = answering.Assign(request_id=request_id, person_id=world.ids["cardiologist"])
    world.do(answering.assign, offer, "coordinator")
    assert [notice.person_id for notice in notices(world)] == [world.ids["cardiologist"]]
