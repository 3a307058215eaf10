"""Undoing the sender's gzip (upload metadata `encoding gzip`), never beyond its bounds."""

from __future__ import annotations

import zlib
from pathlib import Path

from consult.errors import Invalid

CHUNK = 1 << 20
# A study shrinks to a third; whatever grows a hundredfold beyond this was made to hurt.
FREE_GROWTH = 64 << 20
MAX_RATIO = 100


def gunzip(source: Path, target: Path, *, limit: int) -> None:
    """Inflate `source` into `target`; Invalid when it is damaged, or larger than allowed."""
    inflater = zlib.decompressobj(wbits=31)
    written = read = 0
    with source.open("rb") as packed, target.open("wb") as plain:
        while block := packed.read(CHUNK):
            read += len(block)
            while block and not inflater.eof:
                try:
                    out = inflater.decompress(block, CHUNK)
                except zlib.error as error:
                    raise Invalid("upload.bad_gzip", field="file") from error
                block = inflater.unconsumed_tail
                written += len(out)
                if written > limit or written > max(FREE_GROWTH, read * MAX_RATIO):
                    raise Invalid("upload.inflates_too_large", field="file", limit=limit)
                plain.write(out)
    if not inflater.eof or inflater.unused_data:
        raise Invalid("upload.bad_gzip", field="file")
