"""What is said in a room travels sealed between the processes."""

from __future__ import annotations

import pytest

from server.live.bus.news import MOST_BYTES, News

SAID = (
    (7, '{"t":"msg","seq":7,"body":{"text":"V1–V4 抬高"}}'.encode()),
    (8, b'{"t":"msg","seq":8,"kind":"withdraw","target":7}'),
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
    assert HERE.seal("r", "epoch", [(9, b"x" * MOST_BYTES)]) == b""
    assert HERE.seal("r", "epoch", []) == b""
