"""Files that attack their reader, made on the spot."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from pydicom import config

from tests.factories import ecg

_META_SYNTAX = b"1.2.840.10008.1.2.1"
DEFLATED = b"1.2.840.10008.1.2.1.99"


def _meta(syntax: bytes) -> bytes:
    value = syntax + b"\0" * (len(syntax) % 2)
    element = struct.pack("<HH2sH", 2, 0x10, b"UI", len(value)) + value
    length = struct.pack("<HH2sHI", 2, 0, b"UL", 4, len(element))
    return b"\0" * 128 + b"DICM" + length + element


def nested_sequences(depth: int) -> bytes:
    """Sequences of undefined length inside each other."""
    opening = struct.pack("<HH2sHI", 0x0040, 0xA730, b"SQ", 0, 0xFFFFFFFF)
    opening += struct.pack("<HHI", 0xFFFE, 0xE000, 0xFFFFFFFF)
    closing = struct.pack("<HHI", 0xFFFE, 0xE00D, 0) + struct.pack("<HHI", 0xFFFE, 0xE0DD, 0)
    return _meta(_META_SYNTAX) + opening * depth + closing * depth


def empty_items(count: int) -> bytes:
    """One sequence of very many empty items."""
    items = struct.pack("<HHI", 0xFFFE, 0xE000, 0) * count
    head = struct.pack("<HH2sHI", 0x0040, 0xA730, b"SQ", 0, len(items))
    return _meta(_META_SYNTAX) + head + items


def deflate_bomb(mebibytes: int) -> bytes:
    """A deflated data set of zeros."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = b"".join(packer.compress(b"\0" * 2**20) for _ in range(mebibytes))
    return _meta(DEFLATED) + packed + packer.flush()


def preamble(start: bytes) -> bytes:
    """A sound ECG whose preamble is the start of another kind of file."""
    return start.ljust(128, b"\0") + ecg.dicom_12_lead()[128:]


def traversal_uid() -> bytes:
    """A sound ECG whose instance UID is a path."""
    ds = ecg.dicom_dataset(ecg.SyntheticEcg(seconds=2))
    with config.disable_value_validation():
        ds.add_new("SOPInstanceUID", "UI", "../../../etc/cron.d/x")
        return ecg.dicom_file(ds)


def lying_length() -> bytes:
    """A value that claims four gigabytes."""
    head = struct.pack("<HH2sHI", 0x0042, 0x0011, b"OB", 0, 0xFFFFFFF0)
    return _meta(_META_SYNTAX) + _sop_class() + head + b"abc"


def big_image(size: int) -> bytes:
    """The head of an image whose pixels take `size` bytes, up to and with their length."""
    mebibytes = size // 2**20
    ds = ecg.dicom_dataset(ecg.SyntheticEcg(seconds=0))
    del ds.WaveformSequence
    ds.SOPClassUID, ds.Modality = "1.2.840.10008.5.1.4.1.1.7", "OT"
    ds.Rows, ds.Columns, ds.BitsAllocated, ds.NumberOfFrames = 1024, 1024, 8, mebibytes
    pixels = struct.pack("<HH2sHI", 0x7FE0, 0x0010, b"OB", 0, size)
    return ecg.dicom_file(ds) + pixels


def _sop_class() -> bytes:
    value = b"1.2.840.10008.5.1.4.1.1.7\0"
    return struct.pack("<HH2sH", 8, 0x16, b"UI", len(value)) + value


def xml_bomb() -> bytes:
    """Ten entities, each ten of the one before: the billion laughs."""
    lines = ['<!ENTITY a0 "lol">']
    lines += [f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10)]
    doctype = "<!DOCTYPE AnnotatedECG [" + "".join(lines) + "]>"
    return f'<?xml version="1.0"?>{doctype}<AnnotatedECG>&a9;</AnnotatedECG>'.encode()


def xml_outside() -> bytes:
    """An entity that names a file of the machine."""
    return (
        b'<?xml version="1.0"?><!DOCTYPE AnnotatedECG [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        b"<AnnotatedECG>&x;</AnnotatedECG>"
    )


def many_xml_elements(count: int) -> bytes:
    return b"<AnnotatedECG>" + b"<a/>" * count + b"</AnnotatedECG>"


def deep_xml(depth: int) -> bytes:
    return b"<AnnotatedECG>" + b"<a>" * depth + b"</a>" * depth + b"</AnnotatedECG>"


def pixel_bomb(side: int) -> bytes:
    """A PNG of one colour and `side` × `side` pixels, a few kilobytes long."""

    def chunk(name: bytes, data: bytes) -> bytes:
        checked = name + data
        return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))

    row = b"\0" * (side // 8 + 1)
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    )


def picture_with_archive() -> bytes:
    """A picture that is also a ZIP archive."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("run.sh", "#!/bin/sh\n")
    data = archive.getvalue()
    return pixel_bomb(64) + data
