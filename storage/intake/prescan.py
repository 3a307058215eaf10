"""A cheap walk over a DICOM data set's structure before any library sees it.

Only tags and lengths are read (PS3.5 §7.1, §7.5), without recursion and without values, so
that nesting, sheer number and deflate bombs are refused before they cost anything.
"""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from consult.studies.reasons import Reason
from storage.codecs.errors import Unreadable
from storage.intake import limits

_DEFLATED = b"1.2.840.10008.1.2.1.99"
_BIG_ENDIAN = b"1.2.840.10008.1.2.2"
_IMPLICIT = b"1.2.840.10008.1.2"
_UNDEFINED = 0xFFFFFFFF
_LONG_VRS = frozenset(
    {b"OB", b"OD", b"OF", b"OL", b"OV", b"OW", b"SQ", b"SV", b"UC", b"UN", b"UR", b"UT", b"UV"}
)
_PIXEL_TAGS = frozenset({0x7FE00008, 0x7FE00009, 0x7FE00010})
_OFFSET_TABLES = frozenset({0x7FE00001, 0x7FE00002})
LARGE = 1024
_WINDOW = 64 * 1024
_PIECE = 2**20


Span = tuple[int, int]  # offset and length in bytes


@dataclass(slots=True)
class PixelPlace:
    """Where the pixel data element lies: `start` its tag, `value` its (offset, length).

    Encapsulated data (PS3.5 §A.4) has `fragments` instead, the basic offset table first.
    """

    tag: int
    start: int
    value: Span
    fragments: list[Span] | None = None


@dataclass(slots=True)
class Prescan:
    """What the walk saw. `truncated`: a value runs past the end of the file.

    `large`: values over 1 KiB by their path, as "54000100/0/54001010". `tables`: extended offset
    table and its lengths. All positions are of the plain data set: inflated where it was deflated.
    """

    transfer_syntax: str = ""
    elements: int = 0
    items: int = 0
    depth: int = 0
    truncated: bool = False
    pixels: PixelPlace | None = None
    large: dict[str, Span] = field(default_factory=dict)
    tables: dict[int, Span] = field(default_factory=dict)


@dataclass(slots=True)
class _Open:
    """A sequence, item or run of pixel fragments not yet closed; `end` None if undefined.

    `name` is the sequence's tag or the item's number; `items` counts a sequence's items.
    """

    kind: str
    end: int | None
    implicit: bool
    name: str = ""
    items: int = 0


class _View:
    """Bytes of a file by position, a window at a time: a file may be larger than memory."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.size = file.seek(0, io.SEEK_END)
        self._start, self._window = 0, b""

    def at(self, position: int, count: int) -> bytes:
        """`count` bytes from `position`; fewer at the end of the file."""
        offset = position - self._start
        if offset < 0 or offset + count > len(self._window):
            self._file.seek(position)
            self._window, self._start, offset = self._file.read(_WINDOW), position, 0
        return self._window[offset : offset + count]

    def number(self, position: int, form: str) -> int:
        """One integer; 0 where the file has ended."""
        raw = self.at(position, struct.calcsize(form))
        return int(struct.unpack(form, raw)[0]) if len(raw) == struct.calcsize(form) else 0


@dataclass(slots=True)
class _Walk:
    data: _View
    at: int
    implicit: bool
    big: bool
    seen: Prescan
    stack: list[_Open] = field(default_factory=list)

    def run(self) -> None:
        size = self.data.size
        while True:
            self._close_finished()
            if self.at + 8 > size:
                return
            if not self._element():
                return
            if self.at > size:
                self.seen.truncated = True
                return

    def _close_finished(self) -> None:
        while self.stack:
            end = self.stack[-1].end
            if end is None or self.at < end:
                return
            self.stack.pop()

    def _element(self) -> bool:
        order = ">" if self.big else "<"
        group = self.data.number(self.at, order + "H")
        element = self.data.number(self.at + 2, order + "H")
        if group == 0xFFFE:
            return self._delimiter(element, order)
        self.seen.elements += 1
        if self.seen.elements > limits.MAX_ELEMENTS:
            raise Unreadable(Reason.TOO_MANY_ELEMENTS)
        vr, length, header = self._length(order)
        if length is None:
            return False
        tag = group << 16 | element
        start = self.at
        self.at += header
        if group == 0x7FE0 and length == _UNDEFINED:
            self._place(tag, start, (self.at, 0), [])
            self._open("fragments", None)
        elif group != 0x7FE0 and self._is_sequence(vr, length, order):
            implicit = self._implicit_here() or vr == b"UN"
            end = None if length == _UNDEFINED else self.at + length
            self._open("sequence", end, implicit, f"{tag:08X}")
        else:
            self._place(tag, start, (self.at, length), None)
            self.at += length
        return length != _UNDEFINED or bool(self.stack)

    def _place(self, tag: int, start: int, value: Span, fragments: list[Span] | None) -> None:
        if not self.stack and tag in _PIXEL_TAGS:
            self.seen.pixels = PixelPlace(tag, start, value, fragments)
        elif not self.stack and tag in _OFFSET_TABLES:
            self.seen.tables[tag] = value
        if value[1] > LARGE:
            names = [entry.name for entry in self.stack if entry.name]
            self.seen.large["/".join((*names, f"{tag:08X}"))] = value

    def _length(self, order: str) -> tuple[bytes, int | None, int]:
        if self._implicit_here():
            return b"", self.data.number(self.at + 4, order + "I"), 8
        vr = self.data.at(self.at + 4, 2)
        if not (vr.isalpha() and vr.isupper()):
            return vr, None, 8
        if vr not in _LONG_VRS:
            return vr, self.data.number(self.at + 6, order + "H"), 8
        if self.at + 12 > self.data.size:
            return vr, None, 8
        return vr, self.data.number(self.at + 8, order + "I"), 12

    def _is_sequence(self, vr: bytes, length: int, order: str) -> bool:
        if vr == b"SQ" or length == _UNDEFINED:
            return True
        # Implicit VR and UN do not say so; an item tag at the start does.
        starts_item = struct.pack(order + "HH", 0xFFFE, 0xE000)
        peeks = vr in {b"", b"UN"} and length >= 8
        return peeks and self.data.at(self.at, 4) == starts_item

    def _delimiter(self, element: int, order: str) -> bool:
        length = self.data.number(self.at + 4, order + "I")
        self.at += 8
        if element != 0xE000:
            if self.stack:
                self.stack.pop()
            return True
        self.seen.items += 1
        if self.seen.items > limits.MAX_ITEMS:
            raise Unreadable(Reason.TOO_MANY_ELEMENTS)
        if self.stack and self.stack[-1].kind == "fragments":
            self._fragment(length)
            self.at += length
            return length != _UNDEFINED
        self._open("item", None if length == _UNDEFINED else self.at + length, None, self._number())
        return True

    def _fragment(self, length: int) -> None:
        place = self.seen.pixels
        if len(self.stack) == 1 and place is not None and place.fragments is not None:
            place.fragments.append((self.at, length))

    def _number(self) -> str:
        """The number of the item now beginning in the innermost sequence."""
        if not self.stack:
            return "0"
        self.stack[-1].items += 1
        return str(self.stack[-1].items - 1)

    def _open(
        self, kind: str, end: int | None, implicit: bool | None = None, name: str = ""
    ) -> None:
        within = self._implicit_here() if implicit is None else implicit
        self.stack.append(_Open(kind, end, within, name))
        if kind == "sequence":
            depth = sum(1 for entry in self.stack if entry.kind == "sequence")
            self.seen.depth = max(self.seen.depth, depth)
            if depth > limits.MAX_DEPTH:
                raise Unreadable(Reason.NESTED_TOO_DEEP)

    def _implicit_here(self) -> bool:
        return self.stack[-1].implicit if self.stack else self.implicit


def prescan(path: Path) -> Prescan:
    """Walks a DICOM file; raises Unreadable when a limit is passed."""
    with path.open("rb", buffering=0) as file:
        data = _View(file)
        at, syntax = _meta(data, 132 if data.at(128, 4) == b"DICM" else 0)
        seen = Prescan(transfer_syntax=syntax.decode("ascii", "replace"))
        if syntax == _DEFLATED:
            file.seek(at)
            _walk(_View(io.BytesIO(_inflate(file))), 0, syntax, seen)
        else:
            _walk(data, at, syntax, seen)
        return seen


def _walk(data: _View, at: int, syntax: bytes, seen: Prescan) -> None:
    big = syntax == _BIG_ENDIAN
    implicit = syntax == _IMPLICIT
    if not big and not data.at(at + 4, 2).isalpha():
        implicit = True  # the file meta information is often wrong or absent
    _Walk(data, at, implicit, big, seen).run()


def _meta(data: _View, at: int) -> tuple[int, bytes]:
    """The end of the file meta information (PS3.10 §7.1) and the transfer syntax it names."""
    syntax = b""
    while at + 12 <= data.size and data.at(at, 2) == b"\x02\0":
        wide = data.at(at + 4, 2) in _LONG_VRS
        length = data.number(at + (8 if wide else 6), "<I" if wide else "<H")
        value = at + (12 if wide else 8)
        if data.at(at + 2, 2) == b"\x10\0":
            syntax = data.at(value, min(length, 64)).rstrip(b"\0 ")
        at = value + length
    return at, syntax


def _inflate(file: BinaryIO) -> bytes:
    inflater = zlib.decompressobj(-15)
    plain = bytearray()
    try:
        while not inflater.eof and (piece := file.read(_PIECE)):
            plain += inflater.decompress(piece, limits.MAX_INFLATED + 1 - len(plain))
            if len(plain) > limits.MAX_INFLATED:
                raise Unreadable(Reason.INFLATES_TOO_LARGE)
    except zlib.error as error:
        raise Unreadable(Reason.DICOM, str(error)) from error
    return bytes(plain)
