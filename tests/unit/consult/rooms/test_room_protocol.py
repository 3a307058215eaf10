"""`consult.v1` without a socket: what comes in, what goes out, and in which order."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.rooms.protocol import replies
from consult.rooms.protocol.dialogue import Dialogue
from consult.rooms.protocol.effects import Commit, Effect, Greet, HangUp, Send
from consult.rooms.protocol.frames import Join, Leave, Malformed, Typing, UpTo, parse
from consult.rooms.protocol.limits import LIMITS, Close
from consult.rooms.protocol.resume import resync_reason
from consult.rooms.room import MAX_TEXT, EventKind, Mark, Posted, Room, RoomEvent
from tests.unit.consult.rooms.frames import ROOM, pub, say

OTHER = "01930000-0000-7000-8000-00000000000b"
AT = datetime(2026, 11, 21, 6, 0, 0, 123456, tzinfo=UTC)


def sent(effects: Iterable[Effect]) -> list[replies.Frame]:
    return [effect.frame for effect in effects if isinstance(effect, Send)]


def commits(effects: Iterable[Effect]) -> list[Commit]:
    return [effect for effect in effects if isinstance(effect, Commit)]


def posted(commit: Commit, first: int) -> list[Posted]:
    return [
        Posted(room_id=commit.room, cmid=one.cmid, seq=first + n, at=AT, dup=False)
        for n, one in enumerate(commit.pubs)
    ]


def greeted(limits=LIMITS) -> Dialogue:
    dialogue = Dialogue(0, limits)
    assert dialogue.receive(say(t="hello", v=1), 0) == [Greet()]
    return dialogue


def inside(limits=LIMITS) -> Dialogue:
    dialogue = greeted(limits)
    joining = dialogue.receive(say(t="join", id=1, room=ROOM, after=0), 0)
    assert joining == [Join(1, ROOM, 0, None)]
    assert dialogue.entered(ROOM) == []
    return dialogue


# ---- what a frame is


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nonsense",
        "[]",
        "{}",
        '{"t":1}',
        '{"t":"hello"}',
        '{"t":"hello","v":true}',
        '{"t":"hello","v":NaN}',
        '{"t":"hello","v":-1}',
        '{"t":"hello","v":1e3}',
        '{"t":"hello","v":' + "9" * 5000 + "}",
        '{"t":"join"}',
        '{"t":"join","room":"../../etc"}',
        f'{{"t":"join","room":"{ROOM}","after":"1"}}',
        f'{{"t":"join","room":"{ROOM}","id":[]}}',
        f'{{"t":"join","room":"{ROOM}","epoch":1}}',
        f'{{"t":"pub","room":"{ROOM}","cmid":"","body":{{}}}}',
        f'{{"t":"pub","room":"{ROOM}","cmid":"a b","body":{{}}}}',
        f'{{"t":"pub","room":"{ROOM}","cmid":"{"x" * 65}","body":{{}}}}',
        f'{{"t":"pub","room":"{ROOM}","cmid":"1","body":"text"}}',
        f'{{"t":"read","room":"{ROOM}","seq":1.5}}',
        f'{{"t":"typing","room":"{ROOM}","on":1}}',
        f'{{"t":"loading","room":"{ROOM}","percent":101}}',
        f'{{"t":"loading","room":"{ROOM}","percent":-1}}',
        f'{{"t":"join","room":"{ROOM}","id":"\\ud800"}}',
        f'{{"t":"ptr","room":"{ROOM}","i":"\\ud800"}}',
        '{"t":"hello","v":1,"ticket":"\\ud800"}',
        "[" * 50_000,
    ],
)
def test_what_is_no_frame_ends_the_connection(text):
    with pytest.raises(Malformed):
        parse(text)
    assert greeted().receive(text, 0) == [HangUp(Close.PROTOCOL)]


@given(
    st.text(max_size=300)
    | st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(["t", "room", "cmid", "body", "v", "after", "on"]), inner
            )
        ),
        max_leaves=12,
    ).map(json.dumps)
)
def test_any_text_is_a_frame_or_malformed(text):
    dialogue = greeted()
    for effect in dialogue.receive(text, 0):
        assert isinstance(effect, Send | HangUp | Join | Leave | UpTo | Typing)


def test_an_unknown_word_is_answered_not_punished():
    dialogue = greeted()
    assert sent(dialogue.receive(say(t="hologram"), 0)) == [
        {"t": "err", "code": "protocol.unknown_frame"}
    ]
    assert dialogue.receive(say(t="join", room=ROOM), 0) == [Join(None, ROOM, 0, None)]


# ---- beginning


def test_hello_comes_first_and_once():
    assert Dialogue(0).receive(pub("1"), 0) == [HangUp(Close.PROTOCOL)]
    assert greeted().receive(say(t="hello", v=1), 0) == [HangUp(Close.PROTOCOL)]


def test_another_version_is_told_not_to_come_back():
    assert Dialogue(0).receive(say(t="hello", v=2), 0) == [HangUp(Close.VERSION)]


def test_who_says_nothing_is_let_go():
    dialogue = Dialogue(100)
    assert dialogue.tick(dialogue.deadline - 0.1) == []
    assert dialogue.tick(dialogue.deadline) == [HangUp(Close.PROTOCOL)]
    assert dialogue.receive(say(t="hello", v=1), 106) == []


def test_a_heartbeat_that_is_not_answered_ends_it():
    dialogue = greeted()
    assert dialogue.deadline == LIMITS.heartbeat
    assert sent(dialogue.tick(20)) == [{"t": "ping"}]
    assert dialogue.receive(say(t="pong"), 25) == []
    assert dialogue.deadline == 45
    assert sent(dialogue.tick(45)) == [{"t": "ping"}]
    assert dialogue.tick(55) == [HangUp(Close.NO_PONG)]


def test_a_frame_too_big_and_frames_too_many():
    big = '{"t":"pong","x":"' + "会" * 22_000 + '"}'
    assert len(big) < LIMITS.frame < len(big.encode())
    assert greeted().receive(big, 0) == [HangUp(Close.TOO_BIG)]
    dialogue = greeted(replace(LIMITS, frame_burst=3))
    assert dialogue.receive(say(t="pong"), 0) == dialogue.receive(say(t="pong"), 0) == []
    assert dialogue.receive(say(t="pong"), 0) == [HangUp(Close.RATE)]


# ---- rooms


def test_a_room_is_joined_once_at_a_time_and_not_too_many():
    dialogue = greeted(replace(LIMITS, rooms=1))
    dialogue.receive(say(t="join", id=1, room=ROOM), 0)
    (again,) = sent(dialogue.receive(say(t="join", id=2, room=ROOM), 0))
    (more,) = sent(dialogue.receive(say(t="join", id=3, room=OTHER), 0))
    assert (again["code"], again["id"]) == ("room.joining", 2)
    assert (more["code"], more["id"]) == ("room.too_many", 3)
    dialogue.entered(ROOM)
    assert dialogue.receive(say(t="leave", room=ROOM), 0) == [Leave(ROOM)]
    assert dialogue.receive(say(t="join", id=4, room=OTHER), 0) == [Join(4, OTHER, 0, None)]


def test_reading_and_typing_count_only_inside():
    dialogue = greeted()
    assert dialogue.receive(say(t="read", room=ROOM, seq=3), 0) == []
    assert inside().receive(say(t="read", room=ROOM, seq=3), 0) == [UpTo(ROOM, Mark.READ, 3)]
    assert inside().receive(say(t="typing", room=ROOM, on=True), 0) == [Typing(ROOM, True)]


def test_a_message_to_a_room_not_joined_is_refused():
    (nack,) = sent(greeted().receive(pub("1"), 0))
    assert nack == replies.nack(ROOM, "1", "room.not_joined", retry=False)


def test_what_is_written_while_joining_waits_for_the_door():
    dialogue = greeted()
    dialogue.receive(say(t="join", room=ROOM), 0)
    assert dialogue.receive(pub("1"), 0) == dialogue.receive(pub("2"), 0) == []
    (commit,) = commits(dialogue.entered(ROOM))
    assert [one.cmid for one in commit.pubs] == ["1", "2"]


def test_who_is_turned_away_gets_every_message_back():
    dialogue = greeted()
    dialogue.receive(say(t="join", id="j", room=ROOM), 0)
    dialogue.receive(pub("1"), 0)
    err, nack = sent(dialogue.turned_away(ROOM, "policy.not_in_room", ref="j", status=4503))
    assert (err["id"], err["status"], nack["cmid"]) == ("j", 4503, "1")
    assert dialogue.turned_away(ROOM, "policy.not_in_room") == []


@pytest.mark.parametrize(
    ("after", "epoch", "reason"),
    [
        (2490, "e", None),
        (2490, None, None),
        (2490, "another", "epoch"),
        (2501, "e", "ahead"),
        (499, "e", "behind"),
        (500, "e", None),
    ],
)
def test_resuming(after, epoch, reason):
    room = Room(id=ROOM, case_id=OTHER, head_seq=2500, epoch="e")
    assert resync_reason(room, after, epoch) == reason


# ---- messages


def test_nothing_is_acknowledged_before_it_is_committed():
    dialogue = inside()
    effects = dialogue.receive(pub("1"), 0)
    assert sent(effects) == []
    (commit,) = commits(effects)
    (ack,) = sent(dialogue.committed(commit, posted(commit, 7)))
    assert ack == {
        "t": "ack",
        "room": ROOM,
        "cmid": "1",
        "seq": 7,
        "at": "2026-11-21T06:00:00.123Z",
        "dup": False,
    }


def test_what_is_written_during_a_commit_goes_together_in_the_next():
    dialogue = inside()
    (first,) = commits(dialogue.receive(pub("1"), 0))
    assert dialogue.receive(pub("2"), 0) == dialogue.receive(pub("3"), 0) == []
    (second,) = commits(dialogue.committed(first, posted(first, 1)))
    assert [one.cmid for one in second.pubs] == ["2", "3"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "room.empty_message"),
        ("  \n", "room.empty_message"),
        (7, "room.empty_message"),
        ("x" * (MAX_TEXT + 1), "room.message_too_long"),
        ("a\0b", "room.bad_text"),
        ("\ud83d", "room.bad_text"),
    ],
)
def test_a_message_no_room_takes(text, code):
    (nack,) = sent(inside().receive(pub("1", text), 0))
    assert nack == replies.nack(ROOM, "1", code, retry=False)


def test_only_the_server_writes_system_lines():
    frame = say(t="pub", room=ROOM, cmid="1", kind="system", body={"code": "entered"})
    (nack,) = sent(inside().receive(frame, 0))
    assert nack["code"] == "room.bad_kind"


def test_after_a_refusal_everything_later_waits_for_it():
    dialogue = inside()
    dialogue.receive(pub("1", ""), 0)
    (behind,) = sent(dialogue.receive(pub("2"), 0))
    assert behind == replies.nack(ROOM, "2", "room.earlier_refused", retry=True, after="1")
    dialogue.receive(say(t="drop", room=ROOM, cmid="elsewhere"), 0)
    assert sent(dialogue.receive(pub("2"), 0))
    dialogue.receive(say(t="drop", room=ROOM, cmid="1"), 0)
    assert commits(dialogue.receive(pub("2"), 0))


def test_a_failed_commit_refuses_its_first_and_holds_the_rest():
    dialogue = inside()
    (first,) = commits(dialogue.receive(pub("1"), 0))
    dialogue.receive(pub("2"), 0)
    one, two = sent(dialogue.refused(first, "database.unavailable", retry=True))
    assert (one["cmid"], one["code"], one["retry"]) == ("1", "database.unavailable", True)
    assert (two["cmid"], two["code"], two["after"]) == ("2", "room.earlier_refused", "1")
    assert sent(dialogue.receive(pub("3"), 0))[0]["after"] == "1"
    (again,) = commits(dialogue.receive(pub("1"), 0))
    assert [one.cmid for one in again.pubs] == ["1"]


def test_writing_too_fast_is_refused_in_order_and_taken_later():
    dialogue = inside(replace(LIMITS, pub_burst=1, pub_rate=1))
    (first,) = commits(dialogue.receive(pub("1"), 0))
    dialogue.committed(first, posted(first, 1))
    (nack,) = sent(dialogue.receive(pub("2"), 0))
    assert (nack["code"], nack["retry"]) == ("room.too_fast", True)
    assert sent(dialogue.receive(pub("3"), 2))[0]["after"] == "2"
    assert commits(dialogue.receive(pub("2"), 4))


def test_a_commit_of_a_room_left_meanwhile_is_still_acknowledged():
    dialogue = inside()
    (commit,) = commits(dialogue.receive(pub("1"), 0))
    dialogue.receive(pub("2"), 0)
    left = dialogue.receive(say(t="leave", room=ROOM), 0)
    assert [frame["cmid"] for frame in sent(left)] == ["2"]
    assert [frame["t"] for frame in sent(dialogue.committed(commit, posted(commit, 1)))] == ["ack"]


def test_a_message_looks_the_same_everywhere():
    event = RoomEvent(
        room_id=ROOM,
        seq=3,
        kind=EventKind.TEXT,
        body={"text": "好"},
        at=AT,
        author_id="p",
        cmid="c",
    )
    assert replies.msg(event) == {
        "t": "msg",
        "room": ROOM,
        "seq": 3,
        "from": "p",
        "cmid": "c",
        "kind": "text",
        "body": {"text": "好"},
        "at": "2026-11-21T06:00:00.123Z",
    }
    assert replies.msg(replace(event, target_seq=2, anchor={"lead": "II"})) == replies.msg(
        event
    ) | {
        "target": 2,
        "anchor": {"lead": "II"},
    }
