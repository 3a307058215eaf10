"""Where the parts of a DICOM file lie that are handed out alone: its frames and its bulk data."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from storage.derive.frame_index import FrameIndex, Span

# A layout up to this size is kept with the instance; a longer one is a derivative of its own.
INLINE = 2048
MAX_LAYOUT = 32 * 2**20


@dataclass(frozen=True, slots=True)
class Layout:
    """`bulk`: values by path, as "54000100/0/54001010"; positions as in `FrameIndex`."""

    frames: FrameIndex | None = None
    bulk: Mapping[str, Span] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """As plain JSON values."""
        return {
            "frames": self.frames.to_json() if self.frames else None,
            "bulk": {path: list(span) for path, span in self.bulk.items()},
        }

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Layout:
        """The inverse of `to_json`; raises ValueError, TypeError or KeyError on other shapes."""
        frames = FrameIndex.from_json(raw["frames"]) if raw.get("frames") else None
        bulk = {path: (span[0], span[1]) for path, span in raw.get("bulk", {}).items()}
        return cls(frames, bulk)

    def dumps(self) -> bytes:
        """Gzipped JSON, the same bytes for the same layout."""
        return pack(self.to_json())

    @classmethod
    def loads(cls, data: bytes) -> Layout:
        """The inverse of `dumps`."""
        return cls.from_json(json.loads(unpack(data, MAX_LAYOUT)))


def pack(value: object) -> bytes:
    """Compact JSON, gzipped without a time, so that equal values are equal bytes."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return gzip.compress(text.encode("utf-8", "replace"), 6, mtime=0)


def unpack(data: bytes, limit: int) -> bytes:
    """At most `limit` bytes out of a gzip; raises ValueError when there are more."""
    inflater = zlib.decompressobj(31)
    plain = inflater.decompress(data, limit + 1)
    if len(plain) > limit:
        raise ValueError("inflates too large")
    return plain
