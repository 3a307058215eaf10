"""What is said in a room travels sealed between the processes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from consult.rooms.room import EventKind, RoomEvent
from server.live.bus.news import MOST_BYTES, News

AT = datetime(2026, 3, 1, 4, 5, 6, 789, tzinfo=UTC)
SAID = (
    RoomEvent(
        room_id="r",
        seq=7,
        kind=EventKind.TEXT,
        body={"text": "V1–V4 抬高", "mentions": ["p2"]},
        at=AT,
        author_id="p1",
        cmid="c",
        anchor={"lead": "V1", "t": 1.25},
    ),
    RoomEvent(room_id="r", seq=8, kind=EventKind.WITHDRAW, body={}, at=AT, target_seq=7),
)
HERE = News("one installation")


def test_comes_out_as_it_went_in_and_cannot_be_read() -> None:
    sealed = HERE.seal("r", "epoch", SAID)
    assert HERE.unseal("r", "epoch", sealed) == SAID
    assert "抬高".encode() not in sealed


@pytest.mark.parametrize(
    ("news", "room", "epoch"),
    [
        (News("another installation"), "r", "epoch"),
        (HERE, "another room", "epoch"),
        (HERE, "r", "before the backup was put back"),
    ],
)
def test_opens_nowhere_else(news: News, room: str, epoch: str) -> None:
    assert news.unseal(room, epoch, HERE.seal("r", "epoch", SAID)) == ()


def test_a_changed_byte_or_a_piece_of_it_is_nothing() -> None:
    sealed = HERE.seal("r", "epoch", SAID)
    for at in range(0, len(sealed), 7):
        changed = bytearray(sealed)
        changed[at] ^= 1
        assert HERE.unseal("r", "epoch", bytes(changed)) == ()
        assert HERE.unseal("r", "epoch", sealed[:at]) == ()


def test_much_is_left_to_the_database() -> None:
    long = RoomEvent(
        room_id="r", seq=9, kind=EventKind.TEXT, body={"text": "x" * MOST_BYTES}, at=AT
    )
    assert HERE.seal("r", "epoch", [long]) == b""
    assert HERE.seal("r", "epoch", []) == b""
