"""SCP-ECG (EN 1064): older recorders count samples from 0; the reader wants 1.

Only lead definitions (section 3) of a temporary copy are changed, and its checksums with them,
so that a mismatch in the original stays a mismatch.
"""

from __future__ import annotations

import binascii
import struct

_HEADER = 16


def looks_standard(head: bytes) -> bool:
    """Whether the first bytes are an EN 1064 record: section 0 first, pointing at itself."""
    if len(head) < 32:
        return False
    size, section, length = struct.unpack_from("<I2xHI", head, 2)
    pointer_id, pointer_at = struct.unpack_from("<H4xI", head, 22)
    return (
        section == 0
        and length >= 26
        and (length - _HEADER) % 10 == 0
        and size >= 6 + length
        and (pointer_id, pointer_at) == (0, 7)
    )


def checksum_holds(data: bytes) -> bool:
    """Whether the record's own CRC-CCITT (EN 1064 §5.2.7) fits its bytes."""
    stored, size = struct.unpack_from("<HI", data, 0)
    return size <= len(data) and bool(stored == binascii.crc_hqx(data[2:size], 0xFFFF))


def count_from_one(data: bytes) -> bytes | None:
    """The record with its lead ranges shifted by one, or None when none starts at 0."""
    place = _section(data, 3)
    if place is None:
        return None
    start, length = place
    body = start + _HEADER
    count = data[body] if length > _HEADER + 2 else 0
    if count == 0 or length < _HEADER + 2 + 9 * count:
        return None
    ranges = [struct.unpack_from("<II", data, body + 2 + 9 * i) for i in range(count)]
    if all(first != 0 for first, _ in ranges) or any(last >= 2**32 - 1 for _, last in ranges):
        return None
    patched = bytearray(data)
    for i, (first, last) in enumerate(ranges):
        struct.pack_into("<II", patched, body + 2 + 9 * i, first + 1, last + 1)
    _reseal(data, patched, start, length)
    return bytes(patched)


def _section(data: bytes, wanted: int) -> tuple[int, int] | None:
    """Offset and length of a section by section 0's pointers, if it lies inside the record."""
    if not looks_standard(data[:32]):
        return None
    (table_length,) = struct.unpack_from("<I", data, 10)
    for at in range(22, min(6 + table_length, len(data) - 9), 10):
        section, length, index = struct.unpack_from("<HII", data, at)
        if section == wanted and index > 0 and index - 1 + length <= len(data):
            return index - 1, length
    return None


def _reseal(old: bytes, new: bytearray, start: int, length: int) -> None:
    """Recomputes the section's and the record's CRC where the old ones were right."""
    (size,) = struct.unpack_from("<I", old, 2)
    for at, end in ((start, start + length), (0, min(size, len(old)))):
        (stored,) = struct.unpack_from("<H", old, at)
        if stored == binascii.crc_hqx(old[at + 2 : end], 0xFFFF):
            struct.pack_into("<H", new, at, binascii.crc_hqx(bytes(new[at + 2 : end]), 0xFFFF))
