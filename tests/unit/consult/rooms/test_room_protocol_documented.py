"""docs/protocol.md tells every frame, field, limit and close code there is."""

from __future__ import annotations

import inspect
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from consult.cases.request import Part
from consult.events import Delivery
from consult.rooms.protocol import frames, replies
from consult.rooms.protocol.limits import LIMITS, SUBPROTOCOL, Close
from consult.rooms.protocol.view import SharedView
from consult.rooms.room import EventKind, Posted, Room, RoomEvent, RoomMember

PAGE = (Path(__file__).resolve().parents[4] / "docs" / "protocol.md").read_text(encoding="utf-8")
NOW = datetime(2026, 11, 21, tzinfo=UTC)
ROOM = Room(id="r", case_id="c", head_seq=1, epoch="e")
MEMBER = RoomMember(room_id="r", person_id="p", org_id="o", part=Part.EXPERT, since=NOW)
EVENT = RoomEvent(
    room_id="r", seq=1, kind=EventKind.TEXT, body={"text": ""}, at=NOW, target_seq=1, anchor={}
)
POSTED = Posted(room_id="r", cmid="1", seq=1, at=NOW, dup=False)
CALL = Delivery(id="d", subject="q", kind="call", step="1", payload={}, due_at=NOW)
SAID_BY_THE_SERVER = [
    replies.welcome("c", "p", LIMITS, NOW),
    replies.joined(1, ROOM, [MEMBER], ["p"]),
    replies.msg(EVENT),
    replies.ack(POSTED),
    replies.nack("r", "1", "code", retry=True, after="0"),
    replies.resync(ROOM, "epoch"),
    replies.pres("r", [], []),
    replies.typing("r", "p", True),
    replies.loading("r", "p", 34),
    replies.got("r", "p", 1),
    replies.read("r", "p", 1),
    replies.presenter("r", "p"),
    replies.state("r", SharedView(by="p", v={})),
    replies.ptr("r", "p", "i", 1, 1),
    replies.note("person:p", 1),
    replies.alarm(CALL),
    replies.err("code", ref=1, room="r", status=4503),
    replies.ping(),
    replies.bye(1012, 1),
]


def section(half: str, name: str) -> str:
    part = PAGE.split(f"## {half}\n")[1].split("\n## ")[0]
    return part.split(f"### `{name}`\n")[1].split("\n### ")[0]


def names(value: object) -> set[str]:
    """Every key, however deep."""
    if isinstance(value, dict):
        return set(value) | {key for inner in value.values() for key in names(inner)}
    if isinstance(value, list):
        return {key for inner in value for key in names(inner)}
    return set()


@pytest.mark.parametrize("word", sorted(frames.READERS))
def test_each_frame_of_the_client_is_told_by_an_example(word):
    example = re.search(r"`(\{.*?\})`", section("What the client says", word))
    assert example is not None
    filled = example[1].replace('"room":"…"', '"room":"01930000-0000-7000-8000-00000000000a"')
    frame = frames.parse(filled.replace('"cmid":"…"', '"cmid":"1"'))
    named = frame.mark if isinstance(frame, frames.UpTo) else type(frame).__name__.lower()
    assert named == word


@pytest.mark.parametrize("frame", SAID_BY_THE_SERVER, ids=lambda frame: frame["t"])
def test_each_frame_of_the_server_is_told_with_its_fields(frame):
    told = set(re.findall(r"[a-z_]+", section("What the server says", frame["t"])))
    assert names(frame) - {"t"} <= told


def test_no_frame_is_forgotten_here():
    made = {
        name
        for name, function in inspect.getmembers(replies, inspect.isfunction)
        if function.__module__ == replies.__name__ and function.__annotations__["return"] == "Frame"
    }
    assert made == {frame["t"] for frame in SAID_BY_THE_SERVER}


def test_limits_and_close_codes_are_told():
    codes = PAGE.split("## Close codes\n")[1].split("\n## ")[0]
    assert {int(code) for code in re.findall(r"^\| (\d{4})", codes, re.MULTILINE)} == set(Close)
    assert SUBPROTOCOL in PAGE
    limits = PAGE.split("## Limits\n")[1].split("\n## ")[0].replace(",", "")
    told = {int(number) for number in re.findall(r"\d+", limits)}
    expected = {
        LIMITS.frame // 1024,
        int(LIMITS.hello_within),
        int(LIMITS.pub_rate),
        LIMITS.pub_burst,
        int(LIMITS.frame_rate),
        LIMITS.frame_burst,
        LIMITS.rooms,
        LIMITS.connections,
        LIMITS.replay,
    }
    assert expected <= told
