"""A room is a gapless log: what was posted twice is there once, and only members post."""

from __future__ import annotations

from typing import Any

import pytest

from consult.actions.cases.opening import Opened
from consult.actions.network import roles
from consult.actions.requests import answering
from consult.actions.requests.moves import Step
from consult.actions.rooms import membership, positions, posting
from consult.actions.rooms.positions import KeepDraft, MarkUpTo
from consult.errors import Denied, Invalid, NotFound
from consult.network.roles import Role
from consult.rooms.room import MAX_TEXT, EventKind, Mark, Post, Posted
from storage.repositories.views.cases.case_detail import case_detail
from storage.repositories.views.rooms.marks import MarksOf, message_marks
from storage.repositories.views.rooms.view import RoomView, messages
from tests.worlds.steps import attempt, take
from tests.worlds.world import World


@pytest.fixture
def case(world: World) -> Opened:
    return world.case(send=True)


def post(world: World, room: str, who: str, *texts: str) -> list[Posted]:
    posts = [
        Post(room_id=room, author_id=world.ids[who], cmid=f"{who}-{text}", body={"text": text})
        for text in texts
    ]
    return world.do(posting.post_messages, posts, who)


def log(world: World, room: str) -> list[tuple[int, object]]:
    with world.store() as store:
        events = store.room_log.read(room, after=0, limit=500)
    return [(event.seq, event.body.get("text") or event.body["code"]) for event in events]


def room_of(world: World, case: Opened, who: str) -> RoomView:
    actor = world.actor(who)
    with world.store() as store:
        return case_detail(store, actor, case.case_id, world.now).value.room


def enter(world: World, room: str, who: str) -> None:
    world.do(membership.enter_room, membership.EnterRoom(room), who)


def test_numbers_have_no_gap_and_keep_the_order(world: World, case: Opened) -> None:
    take(world, case.request_id)
    post(world, case.room_id, "county.doctor", "one", "two")
    post(world, case.room_id, "cardiologist", "three")
    assert log(world, case.room_id) == [
        (1, "case.opened"),
        (2, "request.submit"),
        (3, "request.take"),
        (4, "one"),
        (5, "two"),
        (6, "three"),
        (7, "request.start"),
    ]


def test_what_was_posted_before_keeps_its_number(world: World, case: Opened) -> None:
    first = post(world, case.room_id, "county.doctor", "a", "b")
    again = post(world, case.room_id, "county.doctor", "b", "c", "a")
    assert [p.seq for p in again] == [first[1].seq, first[1].seq + 1, first[0].seq]
    assert [p.dup for p in again] == [True, False, True]


def test_one_message_twice_in_one_batch_is_one_message(world: World, case: Opened) -> None:
    one, two = post(world, case.room_id, "county.doctor", "a", "a")
    assert one.seq == two.seq


def test_authors_have_message_ids_of_their_own(world: World, case: Opened) -> None:
    take(world, case.request_id)
    results = []
    for who in ("county.doctor", "cardiologist"):
        mine = Post(room_id=case.room_id, author_id=world.ids[who], cmid="x", body={"text": who})
        results += world.do(posting.post_messages, [mine], who)
    assert [p.dup for p in results] == [False, False]


def test_nobody_posts_in_anothers_name(world: World, case: Opened) -> None:
    forged = Post(
        room_id=case.room_id, author_id=world.ids["cardiologist"], cmid="x", body={"text": "x"}
    )
    with pytest.raises(Invalid, match=r"room\.not_the_author"):
        world.do(posting.post_messages, [forged], "county.doctor")


@pytest.mark.parametrize(
    "changes",
    [
        {"body": {"text": " "}},
        {"body": {"text": 5}},
        {"body": {}},
        {"body": {"text": "x", "html": "y"}},
        {"body": {"text": "x" * (MAX_TEXT + 1)}},
        {"kind": EventKind.SYSTEM},
        {"cmid": ""},
        {"cmid": "x" * 65},
    ],
)
def test_no_room_takes_it(world: World, case: Opened, changes: dict[str, Any]) -> None:
    fields: dict[str, Any] = {"cmid": "x", "body": {"text": "x"}}
    bad = Post(
        room_id=case.room_id,
        author_id=world.ids["county.doctor"],
        **(fields | changes),
    )
    with pytest.raises(Invalid):
        world.do(posting.post_messages, [bad], "county.doctor")


def test_who_may_read_the_case_steps_in_before_speaking(world: World, case: Opened) -> None:
    with pytest.raises(Denied, match=r"policy\.not_in_room"):
        post(world, case.room_id, "coordinator", "hello")
    enter(world, case.room_id, "coordinator")
    enter(world, case.room_id, "coordinator")
    assert log(world, case.room_id)[-1] == (3, "entered")
    post(world, case.room_id, "coordinator", "hello")


@pytest.mark.parametrize("who", ["county2.doctor", "cardiologist2", "supervisor", "admin"])
def test_a_room_is_not_there_for_strangers(world: World, case: Opened, who: str) -> None:
    assert attempt(world, membership.enter_room, membership.EnterRoom(case.room_id), who) == (
        "room.not_found"
    )
    actor = world.actor(who)
    with pytest.raises(NotFound), world.store() as store:
        messages(store, actor, case.room_id, world.now, after=0, limit=10)


def test_who_gave_it_back_is_out_of_the_room(world: World, case: Opened) -> None:
    take(world, case.request_id)
    back = Step(request_id=case.request_id, reason="theatre")
    world.do(answering.give_back, back, "cardiologist")
    with pytest.raises(Denied, match=r"policy\.not_in_room"):
        post(world, case.room_id, "cardiologist", "one more thing")
    assert not room_of(world, case, "cardiologist").member
    take(world, case.request_id)
    assert room_of(world, case, "cardiologist").member


def test_first_words_of_the_accepted_expert_are_the_arrival(world: World, case: Opened) -> None:
    post(world, case.room_id, "county.doctor", "please hurry")
    assert world.request(case.request_id).state == "submitted"
    take(world, case.request_id)
    post(world, case.room_id, "county.doctor", "thank you")
    assert world.request(case.request_id).state == "accepted"
    post(world, case.room_id, "cardiologist", "looking")
    assert world.request(case.request_id).state == "in_consultation"


def test_an_expert_whose_role_ended_may_still_say_so(world: World, case: Opened) -> None:
    take(world, case.request_id)
    person, org = world.ids["cardiologist"], world.orgs["liaocheng"]
    grant = roles.GrantRole(person_id=person, org_id=org, role=Role.CHAIR)
    world.do(roles.grant_role, grant, "system")
    with world.store() as store:
        [expert] = store.roles.list(person_id=person, role=Role.EXPERT)
    world.do(roles.revoke_role, roles.RevokeRole(role_id=expert.id), "system")
    post(world, case.room_id, "cardiologist", "I am no longer on duty")
    assert world.request(case.request_id).state == "accepted"


def test_reading_moves_forward_and_never_past_the_end(world: World, case: Opened) -> None:
    def read(seq: int) -> int:
        return world.do(positions.mark_up_to, MarkUpTo(case.room_id, seq), "county.doctor")

    assert [read(seq) for seq in (1, 0, 99, 1)] == [1, 1, 2, 2]


def test_a_draft_is_ones_own_and_survives(world: World, case: Opened) -> None:
    take(world, case.request_id)
    for who in ("county.doctor", "cardiologist"):
        world.do(positions.keep_draft, KeepDraft(case.room_id, f"unsent of {who}"), who)
    assert room_of(world, case, "county.doctor").draft == "unsent of county.doctor"
    assert room_of(world, case, "cardiologist").draft == "unsent of cardiologist"
    world.do(positions.keep_draft, KeepDraft(case.room_id, ""), "county.doctor")
    assert room_of(world, case, "county.doctor").draft is None


def test_history_comes_page_by_page(world: World, case: Opened) -> None:
    post(world, case.room_id, "county.doctor", *(str(n) for n in range(10)))
    actor, seen, after = world.actor("coordinator"), [], 0
    while True:
        with world.store() as store:
            page = messages(store, actor, case.room_id, world.now, after=after, limit=5).value
        assert page.head == 12
        if not page.events:
            break
        seen += [event.seq for event in page.events]
        after = seen[-1]
    assert seen == list(range(1, 13))


def test_what_was_read_had_arrived_and_each_has_its_time(world: World, case: Opened) -> None:
    take(world, case.request_id)
    seq = post(world, case.room_id, "county.doctor", "do you see it?")[-1].seq
    expert = world.ids["cardiologist"]

    def marks(of: int = 0) -> MarksOf:
        actor = world.actor("coordinator")
        with world.store() as store:
            found = message_marks(store, actor, case.room_id, world.now, seq=of).value.items
        assert world.ids["county.doctor"] not in [each.person_id for each in found]
        return next(each for each in found if each.person_id == expert)

    def mark(which: Mark, upto: int) -> None:
        world.do(positions.mark_up_to, MarkUpTo(case.room_id, upto, which), "cardiologist")

    assert (marks().got, marks().read) == (False, False)
    arrived = world.now
    mark(Mark.GOT, seq)
    world.later(minutes=3)
    assert (marks().got_at, marks().read, marks().read_at) == (arrived, False, None)
    read = world.now
    mark(Mark.READ, seq)
    world.later(minutes=3)
    mark(Mark.GOT, seq - 1)
    post(world, case.room_id, "county.doctor", "and this?")
    mark(Mark.READ, seq + 1)
    assert (marks(seq).got_at, marks(seq).read_at) == (arrived, read)
    assert (marks(seq + 1).got_at, marks(seq + 1).read_at) == (world.now, world.now)
    with pytest.raises(NotFound):
        marks(99)
