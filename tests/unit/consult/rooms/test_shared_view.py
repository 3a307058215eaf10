"""One presenter, the newest view; and every process comes to the same end."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.rooms.protocol.dialogue import Dialogue
from consult.rooms.protocol.effects import Send
from consult.rooms.protocol.frames import Malformed, Present, Ptr, State, parse
from consult.rooms.protocol.view import SharedView

ROOM = "01930000-0000-7000-8000-00000000000a"


def test_only_the_presenter_shows_and_the_newest_wins() -> None:
    view = SharedView()
    assert view.show("a", 1, {}) is None
    view.take("a")
    assert view.show("a", 2, {"page": 2}) is True
    assert view.show("a", 1, {"page": 1}) is False
    view.take("b")
    assert view.show("a", 3, {}) is None
    assert view.show("b", 1, {"page": 9}) is True
    assert (view.by, view.v) == ("b", {"page": 9})
    assert not view.release("a")
    assert view.release("b")
    assert (view.presenter, view.v) == (None, {"page": 9})


def test_what_was_shown_before_a_restart_gives_way_to_anything_newer() -> None:
    view = SharedView()
    view.recall("a", {"page": 1})
    view.take("b")
    view.show("b", 1, {"page": 2})
    view.recall("a", {"page": 1})
    assert view.v == {"page": 2}


@given(
    st.lists(st.tuples(st.integers(0, 2), st.sampled_from("abc"), st.integers(1, 5)), max_size=12),
    st.randoms(),
)
def test_processes_end_alike_in_whatever_order_their_words_arrive(steps, luck) -> None:
    views = [SharedView() for _ in range(3)]
    said = []
    for process, person, clk in steps:
        view = views[process]
        view.take(person)
        view.show(person, clk, {"by": person, "clk": clk})
        said.append(copy.deepcopy(view.word()))
    for view in views:
        luck.shuffle(said)
        for word in said:
            view.merge(word)
    ends = [(v.turn, v.presenter, v.by, v.v) for v in views]
    assert ends == ends[:1] * 3
    # Two may have begun at once: then nobody looks at the view of the one who has not got it.
    turn, presenter, by, _ = ends[0]
    if any((word["shown_in"], word["by"]) == (turn, presenter) for word in said if word):
        assert by == presenter


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ('{"t":"present","room":"%s","on":true}', Present(ROOM, True)),
        ('{"t":"ptr","room":"%s","i":"e","x":1,"y":0.5}', Ptr(ROOM, "e", 1.0, 0.5)),
        ('{"t":"ptr","room":"%s","i":"e"}', Ptr(ROOM, "e", None, None)),
        ('{"t":"state","room":"%s","k":"view","clk":1,"v":{}}', State(ROOM, 1, {})),
        (
            '{"t":"state","room":"%s","k":"view","clk":1,"v":{"a":"\\u0000"}}',
            State(ROOM, 1, {"a": "\0"}, "room.bad_state"),
        ),
        (
            '{"t":"state","room":"%s","k":"view","clk":1,"v":{"a":1e999}}',
            State(ROOM, 1, {"a": float("inf")}, "room.bad_state"),
        ),
    ],
)
def test_well_formed(text: str, frame: object) -> None:
    assert parse(text % ROOM) == frame


@pytest.mark.parametrize(
    "text",
    [
        '{"t":"present","room":"%s","on":1}',
        '{"t":"ptr","room":"%s","x":1,"y":1}',
        '{"t":"ptr","room":"%s","i":"e","x":1}',
        '{"t":"ptr","room":"%s","i":"e","x":1e999,"y":1}',
        '{"t":"ptr","room":"%s","i":"e","x":true,"y":1}',
        '{"t":"state","room":"%s","k":"other","clk":1,"v":{}}',
        '{"t":"state","room":"%s","k":"view","clk":1,"v":[]}',
        '{"t":"hello","v":1,"ticket":""}',
    ],
)
def test_malformed(text: str) -> None:
    with pytest.raises(Malformed):
        parse(text % ROOM if "%s" in text else text)


def test_views_beyond_twenty_a_second_are_refused() -> None:
    dialogue = Dialogue(0)
    dialogue.receive('{"t":"hello","v":1}', 0)
    join = '{"t":"join","room":"%s"}'
    dialogue.receive(join % ROOM, 0)
    dialogue.entered(ROOM)
    shown = '{"t":"state","room":"%s","k":"view","clk":%d,"v":{}}'
    effects = [dialogue.receive(shown % (ROOM, n), 0)[0] for n in range(21)]
    assert all(isinstance(effect, State) for effect in effects[:20])
    assert isinstance(effects[20], Send)
    assert effects[20].frame["code"] == "room.too_fast"
