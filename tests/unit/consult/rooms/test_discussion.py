"""What happens to a message afterwards: replies, edits, acknowledgements, request cards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from consult.actions.cases.opening import Opened
from consult.actions.rooms.discussion.say import say
from consult.actions.rooms.positions import MarkUpTo, SetNotify, mark_up_to, set_notify
from consult.errors import Conflict, Denied, HuizhenError, Invalid
from consult.events import Delivery
from consult.ids import uuid7
from consult.rooms.cards import CardState, RoomCard
from consult.rooms.room import EventKind, Notify, Post, Posted, RoomEvent
from storage.repositories.views.cases.case_row import CaseRow
from storage.repositories.views.cases.worklist import worklist
from tests.unit.consult.duty.planning import roster, shifts
from tests.worlds.steps import sign, take, write
from tests.worlds.world import T0, World, build_world

DOCTOR, EXPERT = "county.doctor", "cardiologist"
NOBODY = uuid7(T0, bytes(10))


class Talk:
    """One room where the county's doctor and the expert talk."""

    def __init__(self, world: World, case: Opened) -> None:
        self.world = world
        self.case = case
        self._count = 0

    def say(self, who: str, kind: EventKind, about: Posted | None = None, **body: object) -> Posted:
        self._count += 1
        post = Post(
            room_id=self.case.room_id,
            author_id=self.world.ids[who],
            cmid=f"m{self._count}",
            kind=kind,
            body=body,
            target_seq=None if about is None else about.seq,
        )
        return self.world.do(say, post, who)

    def refused(self, who: str, kind: EventKind, about: Posted | None = None, **body: Any) -> str:
        with pytest.raises(HuizhenError) as error:
            self.say(who, kind, about, **body)
        return error.value.code

    def text(self, who: str, text: str = "look at V3", **body: Any) -> Posted:
        return self.say(who, EventKind.TEXT, text=text, **body)

    def log(self) -> Sequence[RoomEvent]:
        with self.world.store() as store:
            return store.room_log.read(self.case.room_id, after=0, limit=500)

    def calls(self, kind: str) -> list[Delivery]:
        with self.world.store() as store:
            subject = f"room:{self.case.room_id}"
            return list(store.outbox.list(subject=subject, kind=kind))

    def read(self, who: str) -> None:
        self.world.do(mark_up_to, MarkUpTo(self.case.room_id, len(self.log())), who)

    def row(self, who: str) -> tuple[str, CaseRow]:
        """The case in this person's list, and the group it is in."""
        actor = self.world.actor(who)
        with self.world.store() as store:
            shown = worklist(store, actor, self.world.now).value
        [found] = [(g.key, row) for g in shown.groups for row in g.items]
        return found

    def asked_of(self, who: str) -> tuple[str, int]:
        group, row = self.row(who)
        return group, row.asked

    def to_acknowledge(self, who: str) -> tuple[str, int]:
        group, row = self.row(who)
        return group, row.to_acknowledge

    def card(self, seq: int) -> RoomCard | None:
        with self.world.store() as store:
            found: RoomCard | None = store.cards.find(room_id=self.case.room_id, seq=seq)
        return found


@pytest.fixture
def talk() -> Talk:
    world = build_world()
    case = world.case(send=True)
    take(world, case.request_id)
    return Talk(world, case)


def test_a_reply_names_what_it_answers(talk: Talk) -> None:
    first = talk.text(DOCTOR)
    answer = talk.say(EXPERT, EventKind.TEXT, first, text="artefact")
    assert talk.log()[-1].target_seq == first.seq
    assert answer.seq == first.seq + 1
    assert (
        talk.refused(
            EXPERT, EventKind.TEXT, Posted(room_id="", cmid="", seq=999, at=T0, dup=False), text="x"
        )
        == "room.bad_target"
    )


def test_the_same_message_again_has_its_old_number(talk: Talk) -> None:
    post = Post(
        room_id=talk.case.room_id,
        author_id=talk.world.ids[DOCTOR],
        cmid="once",
        body={"text": "now", "urgent": True},
    )
    first = talk.world.do(say, post, DOCTOR)
    again = talk.world.do(say, post, DOCTOR)
    assert (again.seq, again.dup) == (first.seq, True)
    assert len(talk.calls("urgent")) == 1


def test_an_edit_is_a_new_version_for_five_minutes(talk: Talk) -> None:
    first = talk.text(DOCTOR, "5 mg")
    talk.world.later(minutes=5)
    talk.say(DOCTOR, EventKind.EDIT, first, text="50 mg")
    assert [event.body for event in talk.log()[-2:]] == [{"text": "5 mg"}, {"text": "50 mg"}]
    talk.world.later(seconds=1)
    assert talk.refused(DOCTOR, EventKind.EDIT, first, text="0.5 mg") == "room.edit_over"


def test_only_the_author_changes_or_withdraws(talk: Talk) -> None:
    first = talk.text(DOCTOR)
    assert talk.refused(EXPERT, EventKind.EDIT, first, text="x") == "room.not_the_author"
    assert talk.refused(EXPERT, EventKind.WITHDRAW, first) == "room.not_the_author"


def test_a_withdrawn_message_is_gone_for_good_but_kept(talk: Talk) -> None:
    first = talk.text(DOCTOR, "wrong patient")
    talk.say(DOCTOR, EventKind.WITHDRAW, first)
    kept = next(event for event in talk.log() if event.seq == first.seq)
    assert kept.body == {"text": "wrong patient"}
    assert talk.refused(DOCTOR, EventKind.EDIT, first, text="x") == "room.withdrawn"
    assert talk.refused(EXPERT, EventKind.TEXT, first, text="x") == "room.withdrawn"


def test_what_was_said_before_the_signature_stays(talk: Talk) -> None:
    first = talk.text(EXPERT)
    write(talk.world, talk.case.request_id)
    sign(talk.world, talk.case.request_id)
    assert talk.refused(EXPERT, EventKind.WITHDRAW, first) == "room.sealed"
    assert talk.refused(EXPERT, EventKind.EDIT, first, text="x") == "room.sealed"
    later = talk.text(EXPERT, "one word more")
    talk.say(EXPERT, EventKind.EDIT, later, text="two words more")


def test_mentions_keep_whom_they_meant(talk: Talk) -> None:
    talk.text(DOCTOR, "please", mentions=[{"role": "experts"}])
    meant = [{"role": "experts", "people": [talk.world.ids[EXPERT]]}]
    assert talk.log()[-1].body["mentions"] == meant
    [call] = talk.calls("mention")
    assert call.payload["people"] == [talk.world.ids[EXPERT]]


def test_who_is_on_duty_is_found_by_the_roster_and_brought_in(talk: Talk) -> None:
    world = talk.world
    assert talk.refused(DOCTOR, EventKind.TEXT, text="?", mentions=[{"role": "duty"}]) == (
        "room.nobody_has_role"
    )
    shifts(world, roster(world), "cardiologist3", 0, 24)
    talk.text(DOCTOR, "who is there", mentions=[{"role": "duty"}])
    assert talk.log()[-1].body["mentions"] == [
        {"role": "duty", "people": [world.ids["cardiologist3"]]}
    ]
    talk.text("cardiologist3", "I am")


@pytest.mark.parametrize(
    ("mention", "code"),
    [
        ({"person": NOBODY}, "room.not_in_room"),
        ({"role": "coordinator"}, "room.nobody_has_role"),
        ({"role": "everybody"}, "room.unknown_role"),
        ({"role": "duty", "people": ["x"]}, "room.bad_text"),
    ],
)
def test_a_mention_of_nobody_is_refused(talk: Talk, mention: object, code: str) -> None:
    assert talk.refused(DOCTOR, EventKind.TEXT, text="hi", mentions=[mention]) == code


def test_whoever_wants_quiet_hears_urgent_words_only(talk: Talk) -> None:
    quiet = SetNotify(talk.case.room_id, Notify.NOTHING)
    talk.world.do(set_notify, quiet, EXPERT)
    talk.text(DOCTOR, "?", mentions=[{"person": talk.world.ids[EXPERT]}])
    assert talk.calls("mention") == []
    talk.text(DOCTOR, "!", urgent=True)
    assert [call.payload["people"] for call in talk.calls("urgent")] == [[talk.world.ids[EXPERT]]]


def test_an_urgent_message_asks_again_until_acknowledged(talk: Talk) -> None:
    urgent = talk.text(DOCTOR, "BP 60/40", urgent=True)
    talk.world.later(minutes=5)
    assert "urgent_message" in talk.world.run_due()
    talk.world.later(minutes=5)
    talk.world.run_due()
    assert [call.step for call in talk.calls("urgent")] == [
        f"{urgent.seq}.{count}" for count in range(3)
    ]
    talk.say(EXPERT, EventKind.ACK, urgent)
    assert all(call.done_at is not None for call in talk.calls("urgent"))
    talk.world.later(minutes=5)
    assert "urgent_message" not in talk.world.run_due()


def test_everyone_mentioned_has_to_acknowledge(talk: Talk) -> None:
    shifts(talk.world, roster(talk.world), "cardiologist3", 0, 24)
    people = [{"person": talk.world.ids[DOCTOR]}, {"role": "duty"}, {"role": "experts"}]
    urgent = talk.text(EXPERT, "read back", urgent=True, mentions=people)
    talk.say(DOCTOR, EventKind.ACK, urgent, read_back="50 mg")
    talk.world.later(minutes=5)
    talk.world.run_due()
    assert talk.calls("urgent")[-1].payload["people"] == [talk.world.ids["cardiologist3"]]


def test_nobody_is_called_by_an_urgent_message_of_their_own(talk: Talk) -> None:
    people = [{"role": "experts"}, {"person": talk.world.ids[DOCTOR]}]
    urgent = talk.text(EXPERT, "stop nitrates", urgent=True, mentions=people)
    talk.say(DOCTOR, EventKind.ACK, urgent)
    talk.world.later(minutes=5)
    assert "urgent_message" not in talk.world.run_due()


def test_an_urgent_message_stays_on_the_list_until_acknowledged(talk: Talk) -> None:
    urgent = talk.text(EXPERT, "stop nitrates", urgent=True)
    talk.read(DOCTOR)
    assert talk.to_acknowledge(DOCTOR) == ("needs_me", 1)
    assert talk.to_acknowledge(EXPERT) == ("mine", 0)
    talk.say(DOCTOR, EventKind.ACK, urgent)
    assert talk.to_acknowledge(DOCTOR) == ("waiting", 0)


def test_one_acknowledgement_each_and_none_of_ones_own(talk: Talk) -> None:
    urgent = talk.text(DOCTOR, "now", urgent=True)
    talk.say(EXPERT, EventKind.ACK, urgent)
    assert talk.say(EXPERT, EventKind.ACK, urgent).dup
    assert talk.refused(DOCTOR, EventKind.ACK, urgent) == "room.bad_target"
    assert talk.refused(EXPERT, EventKind.ACK, talk.text(DOCTOR)) == "room.bad_target"


def test_a_card_is_a_task_until_it_is_done(talk: Talk) -> None:
    asked = talk.say(EXPERT, EventKind.CARD, text="record V7–V9", due_at="2026-11-21T07:00:00Z")
    card = talk.card(asked.seq)
    assert card is not None
    assert (card.org_id, card.owner_id, card.state) == (
        talk.world.orgs["gangcha"],
        None,
        CardState.OPEN,
    )
    assert talk.asked_of(DOCTOR) == ("needs_me", 1)
    talk.say(DOCTOR, EventKind.CARD_CHANGE, asked, state="done")
    assert talk.asked_of(DOCTOR)[1] == 0
    done = talk.card(asked.seq)
    assert done is not None
    assert done.state is CardState.DONE
    assert talk.refused(DOCTOR, EventKind.CARD_CHANGE, asked, state="doing") == "room.card_moved"


def test_no_calendar_has_that_day(talk: Talk) -> None:
    before_time = "0001-01-01T00:00:00+14:00"
    assert talk.refused(EXPERT, EventKind.CARD, text="x", due_at=before_time) == "room.bad_text"


def test_a_card_declined_says_why(talk: Talk) -> None:
    asked = talk.say(EXPERT, EventKind.CARD, text="repeat potassium", owner=talk.world.ids[DOCTOR])
    assert talk.calls("card")[0].payload["people"] == [talk.world.ids[DOCTOR]]
    refused = talk.refused(DOCTOR, EventKind.CARD_CHANGE, asked, state="declined")
    assert refused == "room.reason_required"
    talk.say(DOCTOR, EventKind.CARD_CHANGE, asked, state="declined", note="no reagent")


def test_a_withdrawn_card_is_nobodys_task(talk: Talk) -> None:
    asked = talk.say(EXPERT, EventKind.CARD, text="echo")
    talk.say(EXPERT, EventKind.WITHDRAW, asked)
    assert talk.card(asked.seq) is None


def test_only_who_leads_gives_the_floor(talk: Talk) -> None:
    me = talk.world.ids[DOCTOR]
    talk.say(DOCTOR, EventKind.HAND, up=True)
    talk.say(EXPERT, EventKind.FLOOR, person=me)
    with pytest.raises(Denied, match="not_moderator"):
        talk.say(DOCTOR, EventKind.FLOOR, person=me)


def test_a_file_is_one_of_this_case(talk: Talk) -> None:
    with pytest.raises(Invalid, match="no_such_material"):
        talk.say(DOCTOR, EventKind.FILE, material=NOBODY)


def test_nobody_outside_speaks(talk: Talk) -> None:
    with pytest.raises(HuizhenError, match=r"room\.not_found"):
        talk.text("county2.doctor")
    with pytest.raises(Denied, match="not_in_room"):
        talk.text("cardiologist3")


def test_nothing_is_stored_of_what_was_refused(talk: Talk) -> None:
    before = len(talk.log())
    first = talk.text(DOCTOR)
    talk.world.later(hours=1)
    with pytest.raises(Conflict):
        talk.say(DOCTOR, EventKind.EDIT, first, text="late")
    assert len(talk.log()) == before + 1
