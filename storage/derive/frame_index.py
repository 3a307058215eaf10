"""Where each frame of an instance lies in its file, so that one can be read without the others."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from consult.studies.reasons import Reason
from storage.codecs.errors import Unreadable

MAKER = "frame_index"
MAKER_VERSION = "1"
Span = tuple[int, int]
# Reads `length` bytes at `offset` of the file.
Read = Callable[[int, int], bytes]
MAX_FRAMES = 100_000
_ITEM_HEADER = 8
_MARKED = (b"\xff\xd8\xff", b"\xff\x4f\xff\x51")
_END = b"\xff\xd9"
_STARTS = (b"\xff\xd8", b"\xff\x4f\xff\x51", b"\xff\x0a", b"\0\0\0\x0cJXL ")


@dataclass(frozen=True, slots=True)
class FrameIndex:
    """Native frames follow each other from `start`, `bits` each; encapsulated ones have `spans`.

    `tag`: the element that holds them. `header`: how many bytes of the file come before it.
    Each of `spans` is one frame's fragments, (offset, length) each.
    """

    tag: int
    header: int
    start: int = 0
    bits: int = 0
    count: int = 1
    spans: tuple[tuple[Span, ...], ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As plain JSON values."""
        return {
            "tag": self.tag,
            "header": self.header,
            "start": self.start,
            "bits": self.bits,
            "count": self.count,
            "spans": [[n for span in spans for n in span] for spans in self.spans],
        }

    @classmethod
    def from_json(cls, raw: dict[str, Any]) -> FrameIndex:
        """The inverse of `to_json`; raises ValueError, TypeError or KeyError on other shapes."""
        spans = tuple(
            tuple(zip(flat[::2], flat[1::2], strict=True)) for flat in raw.get("spans", ())
        )
        return cls(**{**raw, "spans": spans})

    def fragments(self, number: int) -> tuple[Span, ...]:
        """Where frame `number` (from 1) lies; raises IndexError when there is none."""
        if not 1 <= number <= self.count:
            raise IndexError(number)
        if self.spans:
            return self.spans[number - 1]
        first = (number - 1) * self.bits
        begin, end = first // 8, (first + self.bits + 7) // 8
        return ((self.start + begin, end - begin),)

    def bit_offset(self, number: int) -> int:
        """Bits before frame `number` in its first byte: not 0 only for one-bit pixels."""
        return 0 if self.spans else (number - 1) * self.bits % 8


def native(tag: int, header: int, value: Span, bits: int, count: int) -> FrameIndex:
    """Frames of `bits` each in a value that must hold all of them; raises Unreadable."""
    if bits * count > 8 * value[1]:
        raise Unreadable(Reason.PIXELS, "less pixel data than the header says")
    return FrameIndex(tag, header, value[0], bits, _counted(count))


def encapsulated(
    tag: int,
    header: int,
    fragments: list[Span],
    count: int,
    read: Read,
    extended: Span | None = None,
) -> FrameIndex:
    """Fragments by frame (PS3.5 §A.4); `fragments` begins with the basic offset table.

    Offset tables are believed only where they name beginnings of fragments, in order, the first
    first, and of codestreams if the first is one. Without a good table, codestreams are told
    apart by their first bytes. Raises Unreadable.
    """
    if len(fragments) < 2:
        raise Unreadable(Reason.PIXELS, "no fragments")
    table, *parts = fragments
    count = _counted(count)
    starts = (
        _each(parts, count)
        or _by_offsets(_numbers(read, extended, 8), parts, count, read)
        or _by_offsets(_numbers(read, table, 4), parts, count, read)
        or _by_codestreams(parts, count, read)
    )
    if starts is None:
        raise Unreadable(Reason.PIXELS, "fragments do not add up to frames")
    ends = [*starts[1:], len(parts)]
    spans = tuple(tuple(parts[a:b]) for a, b in zip(starts, ends, strict=True))
    return FrameIndex(tag, header, count=count, spans=spans)


def _counted(count: int) -> int:
    if not 1 <= count <= MAX_FRAMES:
        raise Unreadable(Reason.PIXELS, "too many frames")
    return count


def _each(parts: list[Span], count: int) -> list[int] | None:
    """One frame takes all fragments; as many frames as fragments take one each."""
    if count == 1:
        return [0]
    return list(range(count)) if count == len(parts) else None


def _numbers(read: Read, table: Span | None, width: int) -> list[int]:
    if table is None or table[1] % width or table[1] > width * MAX_FRAMES:
        return []
    form = f"<{table[1] // width}{'Q' if width == 8 else 'I'}"
    return list(struct.unpack(form, read(*table)))


def _by_offsets(offsets: list[int], parts: list[Span], count: int, read: Read) -> list[int] | None:
    if len(offsets) != count or offsets[:1] != [0]:
        return None
    first = parts[0][0]
    at = {offset - first: number for number, (offset, _) in enumerate(parts)}
    starts = [at.get(offset, -1) for offset in offsets]
    if not all(a < b for a, b in zip([-1, *starts], starts, strict=False)):
        return None
    marked = _is_codestream(parts[0], read)
    return None if marked and not all(_is_codestream(parts[n], read) for n in starts) else starts


def _is_codestream(part: Span, read: Read) -> bool:
    return read(part[0], min(part[1], _ITEM_HEADER)).startswith(_STARTS)


def _by_codestreams(parts: list[Span], count: int, read: Read) -> list[int] | None:
    starts = [number for number, part in enumerate(parts) if _is_codestream(part, read)]
    return starts if len(starts) == count and starts[:1] == [0] else None


def incomplete(index: FrameIndex, read: Read) -> bool:
    """Whether a JPEG-family codestream ends without its end marker: a transfer was cut."""
    for spans in index.spans:
        (first, length), (last, tail) = spans[0], spans[-1]
        if read(first, min(length, 4)).startswith(_MARKED):
            end = read(last + max(0, tail - 4), min(tail, 4)).rstrip(b"\0")
            if not end.endswith(_END):
                return True
    return False
