"""More files that attack their reader: other formats, names, charsets and counts."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from pydicom import config

from tests.factories import ecg
from tests.factories.hostile import pixel_bomb

SHORT = ecg.SyntheticEcg(seconds=2)


def png_text_bomb(mebibytes: int) -> bytes:
    """A sound small picture whose compressed comment unpacks to `mebibytes`."""
    body = b"Comment\0\0" + zlib.compress(b"a" * mebibytes * 2**20, 9)
    chunk = (
        struct.pack(">I", len(body))
        + b"zTXt"
        + body
        + struct.pack(">I", zlib.crc32(b"zTXt" + body))
    )
    picture = pixel_bomb(64)
    return picture[:33] + chunk + picture[33:]


def png_lying_size() -> bytes:
    """A header of two thousand million pixels a side and no data."""
    head = b"IHDR" + struct.pack(">IIBBBBB", 2**31 - 1, 2**31 - 1, 8, 6, 0, 0, 0)
    end = b"IEND"
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", 13)
        + head
        + struct.pack(">I", zlib.crc32(head))
        + struct.pack(">I", 0)
        + end
        + struct.pack(">I", zlib.crc32(end))
    )


def tiff_loop() -> bytes:
    """A directory whose next directory is itself, with an entry of four thousand million values."""
    entry = struct.pack("<HHII", 0x0100, 4, 0xFFFFFFFF, 8)
    return b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", 1) + entry + struct.pack("<I", 8)


def gif_bomb(frames: int) -> bytes:
    """Very many frames of the largest size."""
    head = b"GIF89a" + struct.pack("<HHBBB", 65535, 65535, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    frame = b"," + struct.pack("<HHHHB", 0, 0, 65535, 65535, 0) + b"\x02\x02L\x01\0"
    return head + frame * frames + b";"


def jpeg_lying_size() -> bytes:
    """A frame header of 65500 × 65500 pixels."""
    return (
        b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"
        b"\xff\xc0\0\x11\x08\xff\xdc\xff\xdc\x03\x01\x22\0\x02\x11\1\x03\x11\1"
        b"\xff\xd9"
    )


def zip_bomb() -> bytes:
    """An archive in an archive, sixty-four mebibytes of zeros each."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("zeros", b"\0" * (64 << 20))
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as file:
        for number in range(20):
            file.writestr(f"../../{number}.zip", inner.getvalue())
    return outer.getvalue()


def wfdb_traversal() -> bytes:
    """A header that names a file of the machine as its signal."""
    return b"record 1 360 1000\n../../../../etc/passwd 16 200 12 0 0 0 0 MLII\n"


def edf_lying_counts() -> bytes:
    """A head that announces 9999 signals and 99999999 records."""
    return (
        b"0       "
        + b"X X X X".ljust(80)
        + b"Startdate X X X X".ljust(80)
        + b"01.01.2601.01.01"
        + b"99999999"
        + b" " * 44
        + b"99999999"
        + b"1       "
        + b"9999"
    ).ljust(4096)


def scp_pointers() -> bytes:
    """A sound recording whose every pointer leads back to the table of pointers."""
    data = bytearray(ecg.scp_ecg(SHORT))
    at = 6 + 16
    while at + 10 <= 6 + struct.unpack_from("<I", data, 10)[0]:
        struct.pack_into("<II", data, at + 2, 0xFFFFFFFF, 7)
        at += 10
    return bytes(data)


def ishne_lying() -> bytes:
    """A head of 32767 leads at 30 kHz and two thousand million samples."""
    head = struct.pack("<iiih", 2**31 - 1, 2**31 - 1, 522, 1).ljust(512, b"\xff")
    return b"ISHNE1.0" + b"\0\0" + head


def mfer_deep(depth: int) -> bytes:
    """Tags within tags, each as long as its length field can say."""
    return b"@\x20MFR " + b" " * 26 + b"\x3f\x00\x84\x7f\xff\xff\xff" * depth


def aecg_digits(count: int) -> bytes:
    """A sound recording with one list of very many numbers."""
    text = ecg.hl7_aecg(SHORT).decode()
    start = text.index("<digits>") + len("<digits>")
    return (text[:start] + "1 " * count + text[start:]).encode()


def aecg_huge_number() -> bytes:
    """A number of a million digits where a sample belongs."""
    text = ecg.hl7_aecg(SHORT).decode()
    start = text.index("<digits>") + len("<digits>")
    return (text[:start] + "9" * 1_000_000 + " " + text[start:]).encode()


def xml_utf16_entities() -> bytes:
    """A document type hidden by another encoding."""
    head = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY x "y">]>'
    text = f"{head}<AnnotatedECG>&x;</AnnotatedECG>"
    return text.encode("utf-16")


def html_utf16() -> bytes:
    return "<html><script>alert(1)</script></html>".encode("utf-16")


def frames_lie() -> bytes:
    """Two thousand million frames announced, two bytes there (Orthanc, CVE-2026-5440)."""
    ds = ecg.dicom_dataset(ecg.SyntheticEcg(seconds=0))
    del ds.WaveformSequence
    ds.SOPClassUID, ds.Modality = "1.2.840.10008.5.1.4.1.1.7", "OT"
    ds.Rows, ds.Columns, ds.BitsAllocated, ds.NumberOfFrames = 65535, 65535, 16, 2_000_000_000
    ds.SamplesPerPixel, ds.PhotometricInterpretation, ds.PixelRepresentation = 1, "MONOCHROME2", 0
    ds.BitsStored, ds.HighBit = 16, 15
    ds.PixelData = b"\0\0"
    return ecg.dicom_file(ds)


def channels_lie() -> bytes:
    """A waveform of 65535 channels and four thousand million samples."""
    ds = ecg.dicom_dataset(SHORT)
    ds.WaveformSequence[0].NumberOfWaveformChannels = 65535
    ds.WaveformSequence[0].NumberOfWaveformSamples = 0xFFFFFFFF
    return ecg.dicom_file(ds)


def named(name: str) -> bytes:
    """A sound recording of a patient with this name, whatever is in it."""
    with config.disable_value_validation():
        return ecg.dicom_12_lead(ecg.SyntheticEcg(seconds=2, name=name))


def gbk_tricks() -> bytes:
    """Bytes that are half a character in the charset they claim, before a delimiter."""
    ds = ecg.dicom_dataset(SHORT, charset="GB18030")
    data = ecg.dicom_file(ds)
    name = ds.PatientName.encode("gb18030") if isinstance(ds.PatientName, str) else None
    found = name or str(ds.PatientName).encode("gb18030")
    return data.replace(found, b"\xcd\xf5^\xd0\xa1\x81".ljust(len(found), b"\x81"))
