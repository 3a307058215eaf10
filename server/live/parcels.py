"""Frames on their way to people: encoded once, however many they go to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import msgspec
from starlette.types import Message

from consult.rooms.protocol.replies import Frame

# RFC 6455 §5.2: a final, unmasked text frame, its length in 7 bits, 16 or 64.
_TEXT, _SHORT, _LONG = 0x81, 126, 127


class Parcel:
    """One frame, or several that leave together; `size` in bytes."""

    def __init__(self, datas: tuple[bytes, ...]) -> None:
        self.datas = datas
        self.size = sum(map(len, datas))

    @cached_property
    def texts(self) -> tuple[str, ...]:
        return tuple(data.decode() for data in self.datas)

    @cached_property
    def messages(self) -> tuple[Message, ...]:
        """For ASGI; nobody changes them."""
        return tuple({"type": "websocket.send", "text": text} for text in self.texts)

    @cached_property
    def wire(self) -> bytes:
        """As WebSocket frames."""
        return b"".join(part for data in self.datas for part in (_header(len(data)), data))


def encode(frame: Frame) -> Parcel:
    return Parcel((msgspec.json.encode(frame),))


def bundle(parcels: Sequence[Parcel]) -> Parcel:
    if len(parcels) == 1:
        return parcels[0]
    return Parcel(tuple(data for parcel in parcels for data in parcel.datas))


def _header(length: int) -> bytes:
    if length < _SHORT:
        return bytes((_TEXT, length))
    if length < 1 << 16:
        return bytes((_TEXT, _SHORT)) + length.to_bytes(2, "big")
    return bytes((_TEXT, _LONG)) + length.to_bytes(8, "big")
