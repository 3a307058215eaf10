"""ECG1, the canonical form of a recording: lossless integers in chunks of 2.5 s.

Little endian. `ECG1`, u32 header length, UTF-8 JSON header, chunks back to back. A chunk is
raw deflate of, per lead: u8 gap flag (1: then ceil(n/8) bytes, bit set = missing, LSB first),
u8 kind, samples. Kind 1: i16, then n-1 i8 deltas where 0x80 escapes to an i16 value. Kind 2:
n × i32 values. `mV = (value * lsb_nV + offset_nV) / 1e6`. Described in docs/ecg1.md.
"""

from __future__ import annotations

import json
import struct
import zlib
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from storage.codecs.ecg.record import EcgRecord, LeadSamples

MAGIC = b"ECG1"
MEDIA_TYPE = "application/vnd.huizhen.ecg1"
MAKER = "ecg1"
MAKER_VERSION = "1"
CHUNK_SECONDS = Fraction(5, 2)

_I16 = np.iinfo(np.int16)
_ESCAPE = -128
_MAX_HEADER = 8 * 2**20
_MAX_CHUNK = 64 * 2**20


class Ecg1Error(ValueError):
    """The bytes are not a sound ECG1 file."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Header as JSON values; samples and missing as lead × sample arrays."""

    header: dict[str, Any]
    samples: NDArray[np.int32]
    missing: NDArray[np.bool_]

    def millivolts(self) -> NDArray[np.float64]:
        """Amplitudes in mV, NaN where missing."""
        leads = self.header["leads"]
        lsb = np.array([[lead["lsb_nV"]] for lead in leads], dtype=np.float64)
        offset = np.array([[lead["offset_nV"]] for lead in leads], dtype=np.float64)
        return np.where(self.missing, np.nan, (self.samples * lsb + offset) / 1e6)


def encode(record: EcgRecord, source_sha256: str) -> bytes:
    """The ECG1 file of a recording whose original has this SHA-256 (hex)."""
    step = max(1, round(CHUNK_SECONDS * record.rate))
    table: list[dict[str, int]] = []
    chunks: list[bytes] = []
    offset = 0
    for start in range(0, record.n_samples, step):
        stop = min(start + step, record.n_samples)
        packed = _deflate(b"".join(_encode_lead(lead, start, stop) for lead in record.leads))
        table.append(
            {
                "t": start,
                "n": stop - start,
                "off": offset,
                "len": len(packed),
                "crc32": zlib.crc32(packed),
            }
        )
        chunks.append(packed)
        offset += len(packed)
    head = json.dumps(
        _header(record, source_sha256, table), ensure_ascii=False, separators=(",", ":")
    ).encode()
    return b"".join((MAGIC, struct.pack("<I", len(head)), head, *chunks))


def decode(data: bytes, seconds: float | None = None) -> Decoded:
    """The recording in an ECG1 file, or its first chunks up to `seconds`; raises Ecg1Error."""
    try:
        return _decode(data, seconds)
    except Ecg1Error:
        raise
    except (ValueError, KeyError, TypeError, IndexError, struct.error, zlib.error) as error:
        raise Ecg1Error(str(error)) from error


def _header(record: EcgRecord, sha256: str, table: list[dict[str, int]]) -> dict[str, Any]:
    return {
        "v": 1,
        "n": record.n_samples,
        "fs": [record.rate.numerator, record.rate.denominator],
        "leads": [
            {
                "name": lead.name,
                "code": lead.code,
                "derived": False,
                "lsb_nV": _plain(lead.lsb_nv),
                "offset_nV": _plain(lead.offset_nv),
            }
            for lead in record.leads
        ],
        "t0": record.acquired_at.isoformat() if record.acquired_at else None,
        "filters": {name: _plain(value) for name, value in record.filters},
        "units": "nV",
        "source_sha256": sha256,
        "parser": record.format,
        "parser_version": record.parser_version,
        "chunks": table,
        "statements": list(record.statements),
        "measurements": [
            {"name": item.name, "value": item.value, "unit": item.unit}
            for item in record.measurements
        ],
        "warnings": [caution.value for caution in record.warnings],
    }


def _plain(value: float) -> int | float:
    return int(value) if float(value).is_integer() else value


def _deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def _encode_lead(lead: LeadSamples, start: int, stop: int) -> bytes:
    values = lead.samples[start:stop]
    missing = lead.missing[start:stop] if lead.missing is not None else None
    if missing is None or not missing.any():
        return b"\0" + _encode_values(values)
    gaps = np.packbits(missing, bitorder="little").tobytes()
    return b"\1" + gaps + _encode_values(_held(values, missing))


def _held(values: NDArray[np.int32], missing: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Values with each missing sample repeating the one before it (0 at the start)."""
    last = np.maximum.accumulate(np.where(missing, -1, np.arange(len(values))))
    return np.where(last < 0, 0, values[np.maximum(last, 0)]).astype(np.int32)


def _encode_values(values: NDArray[np.int32]) -> bytes:
    if values.min() < _I16.min or values.max() > _I16.max:
        return b"\2" + values.astype("<i4").tobytes()
    deltas = np.diff(values.astype(np.int32))
    wide = np.abs(deltas) > 127
    # Each delta takes one byte, an escaped one three: lay both out in one pass.
    places = np.concatenate(([0], np.cumsum(np.where(wide, 3, 1))))
    out = np.zeros(int(places[-1]), dtype=np.uint8)
    out[places[:-1]] = np.where(wide, _ESCAPE, deltas).astype(np.int8).view(np.uint8)
    absolute = values[1:][wide].astype("<i2").view(np.uint8).reshape(-1, 2)
    out[places[:-1][wide] + 1] = absolute[:, 0]
    out[places[:-1][wide] + 2] = absolute[:, 1]
    return b"\1" + values[:1].astype("<i2").tobytes() + out.tobytes()


def _decode(data: bytes, seconds: float | None) -> Decoded:
    if data[:4] != MAGIC:
        raise Ecg1Error("magic")
    (length,) = struct.unpack_from("<I", data, 4)
    if length > min(_MAX_HEADER, len(data) - 8):
        raise Ecg1Error("header length")
    header = json.loads(data[8 : 8 + length])
    leads, n = len(header["leads"]), int(header["n"])
    if seconds is not None:
        n = _whole_chunks(header, seconds, n)
    samples = np.zeros((leads, n), dtype=np.int32)
    missing = np.zeros((leads, n), dtype=np.bool_)
    expected = 0
    for chunk in header["chunks"]:
        if expected == n:
            break
        start, count = chunk["t"], chunk["n"]
        if start != expected or count < 1 or start + count > n:
            raise Ecg1Error("chunk table")
        _decode_chunk(_inflate(data, 8 + length, chunk), start, count, samples, missing)
        expected += count
    if expected != n:
        raise Ecg1Error("chunk table")
    return Decoded(header, samples, missing)


def _whole_chunks(header: dict[str, Any], seconds: float, n: int) -> int:
    """How many samples the chunks hold that begin before `seconds`."""
    wanted = seconds * header["fs"][0] / header["fs"][1]
    ends = [chunk["t"] + chunk["n"] for chunk in header["chunks"] if chunk["t"] < wanted]
    return min(n, max(ends, default=n))


def _inflate(data: bytes, base: int, chunk: dict[str, int]) -> bytes:
    packed = data[base + chunk["off"] : base + chunk["off"] + chunk["len"]]
    if len(packed) != chunk["len"] or zlib.crc32(packed) != chunk["crc32"]:
        raise Ecg1Error("chunk checksum")
    inflater = zlib.decompressobj(-15)
    plain = inflater.decompress(packed, _MAX_CHUNK)
    if not inflater.eof:
        raise Ecg1Error("chunk length")
    return plain


def _decode_chunk(
    plain: bytes,
    start: int,
    count: int,
    samples: NDArray[np.int32],
    missing: NDArray[np.bool_],
) -> None:
    at = 0
    for lead in range(len(samples)):
        flag = plain[at]
        at += 1
        if flag:
            size = (count + 7) // 8
            bits = np.unpackbits(np.frombuffer(plain, np.uint8, size, at), bitorder="little")
            missing[lead, start : start + count] = bits[:count].astype(np.bool_)
            at += size
        values, at = _decode_values(plain, at, count)
        samples[lead, start : start + count] = values
    if at != len(plain):
        raise Ecg1Error("chunk length")


def _decode_values(plain: bytes, at: int, count: int) -> tuple[NDArray[np.int32], int]:
    kind = plain[at]
    if kind == 2:
        return np.frombuffer(plain, "<i4", count, at + 1).astype(np.int32), at + 1 + 4 * count
    if kind != 1:
        raise Ecg1Error("sample kind")
    values = np.empty(count, dtype=np.int32)
    (value,) = struct.unpack_from("<h", plain, at + 1)
    at += 3
    values[0] = value
    for i in range(1, count):
        step = plain[at]
        at += 1
        if step == 0x80:
            (value,) = struct.unpack_from("<h", plain, at)
            at += 2
        else:
            value += step - 256 if step > 127 else step
        values[i] = value
    return values, at
