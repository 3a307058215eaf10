"""Frames are found where they lie, whatever the offset tables say."""

from __future__ import annotations

import pytest

from consult.studies.reasons import Reason
from storage.codecs.errors import Unreadable
from storage.derive import frame_index
from storage.derive.frame_index import FrameIndex, Span
from storage.derive.layout import Layout

TAG = 0x7FE00010
# Three frames: two fragments, one, three; each begins like a JPEG.
PARTS = [b"\xff\xd8aaaaaa", b"bbbb", b"\xff\xd8cccc", b"\xff\xd8dd", b"ee", b"ff\xff\xd9"]
FRAMES = [PARTS[0] + PARTS[1], PARTS[2], b"".join(PARTS[3:])]
GOOD = [0, 28, 42]


def laid_out(parts: list[bytes], table: bytes = b"") -> tuple[bytes, list[Span]]:
    data, spans = b"", []
    for part in (table, *parts):
        data += b"\xfe\xff\0\xe0" + len(part).to_bytes(4, "little")
        spans.append((len(data), len(part)))
        data += part
    return data, spans


def index(
    parts: list[bytes], count: int, table: list[int], extended: list[int] | None = None
) -> list[bytes]:
    basic = b"".join(offset.to_bytes(4, "little") for offset in table)
    data, spans = laid_out(parts, basic)
    long_table = b"".join(offset.to_bytes(8, "little") for offset in extended or [])
    place = (len(data), len(long_table)) if extended else None
    data += long_table
    found = frame_index.encapsulated(
        TAG, 0, spans, count, lambda at, size: data[at : at + size], place
    )
    again = FrameIndex.from_json(found.to_json())
    assert again == found
    return [
        b"".join(data[at : at + size] for at, size in again.fragments(number))
        for number in range(1, count + 1)
    ]


@pytest.mark.parametrize(
    ("table", "extended"),
    [
        (GOOD, None),
        ([], GOOD),
        ([], None),
        ([0, 16, 42], None),
        ([0, 9, 43], None),
        ([28, 0, 42], None),
        ([0, 28], None),
        ([0, 28, 2**32 - 1], None),
        (GOOD, [0, 1, 2]),
        ([0, 1, 2], GOOD),
    ],
)
def test_fragments_of_several_frames(table: list[int], extended: list[int] | None) -> None:
    assert index(PARTS, 3, table, extended) == FRAMES


def test_as_many_fragments_as_frames_take_one_each() -> None:
    assert index([b"a", b"b", b"c"], 3, [0, 0, 0]) == [b"a", b"b", b"c"]


def test_one_frame_takes_all_fragments() -> None:
    assert index([b"a", b"b", b"c"], 1, [0, 9, 18]) == [b"abc"]


@pytest.mark.parametrize(("parts", "count"), [([], 1), ([b"a", b"b"], 3), ([b"a"] * 5, 2)])
def test_fragments_that_make_no_frames(parts: list[bytes], count: int) -> None:
    with pytest.raises(Unreadable) as refused:
        index(parts, count, [])
    assert refused.value.reason is Reason.PIXELS


def test_native_frames_follow_each_other() -> None:
    found = frame_index.native(TAG, 90, (100, 40), 80, 4)
    assert [found.fragments(n) for n in (1, 2, 4)] == [((100, 10),), ((110, 10),), ((130, 10),)]
    assert {found.bit_offset(n) for n in range(1, 5)} == {0}
    for missing in (0, 5, -1):
        with pytest.raises(IndexError):
            found.fragments(missing)


def test_one_bit_frames_may_begin_inside_a_byte() -> None:
    found = frame_index.native(TAG, 0, (100, 4), 10, 3)
    assert [(found.fragments(n), found.bit_offset(n)) for n in (1, 2, 3)] == [
        (((100, 2),), 0),
        (((101, 2),), 2),
        (((102, 2),), 4),
    ]


def test_less_pixel_data_than_announced() -> None:
    with pytest.raises(Unreadable):
        frame_index.native(TAG, 0, (100, 39), 80, 4)
    with pytest.raises(Unreadable):
        frame_index.native(TAG, 0, (100, 40), 0, 10**9)


def test_a_layout_comes_back_from_its_bytes() -> None:
    layout = Layout(FrameIndex(TAG, 5, 10, 80, 4), {"54000100/0/54001010": (7, 9)})
    assert Layout.loads(layout.dumps()) == layout
    assert layout.dumps() == layout.dumps()
    assert Layout.from_json(Layout().to_json()) == Layout()
