"""`read_ecg`: one recording out of one file, whatever its format."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from consult.studies.reasons import Caution, Reason
from storage.codecs.ecg import bdf, dicom_waveform, scp, toolkit, xml
from storage.codecs.ecg.record import EcgRecord, finish
from storage.codecs.errors import Unreadable

MAX_BYTES = 64 * 2**20
MAX_VALUES = 20_000_000
FORMATS = frozenset({"dicom_waveform", "bdf"}) | toolkit.FORMATS
_XML = frozenset(xml.DIALECTS.values())


def warm() -> None:
    """Imports the parsers, which otherwise wait for the first file of their format."""
    toolkit.warm()
    bdf.warm()


def read_ecg(path: Path, fmt: str, scratch: Path) -> EcgRecord:
    """The recording in `path`, of a format named in `FORMATS`.

    `scratch` is a directory for a repaired copy; the file itself is never changed.
    Raises Unreadable for everything its content can cause, and MemoryError.
    """
    if path.stat().st_size > MAX_BYTES:
        raise Unreadable(Reason.TOO_LONG)
    if fmt in _XML:
        record = _xml(path, fmt, scratch)
    elif fmt == "scp_ecg":
        record = _scp(path, scratch)
    elif fmt == "dicom_waveform":
        record = dicom_waveform.parse(path)
    elif fmt == "bdf":
        record = bdf.parse(path)
    else:
        record = toolkit.parse(path, fmt)
    return finish(record, max_values=MAX_VALUES)


def _xml(path: Path, fmt: str, scratch: Path) -> EcgRecord:
    document, guessed = xml.to_utf8(path.read_bytes())
    root = xml.inspect(document)
    if xml.DIALECTS.get(root) != fmt:
        raise Unreadable(Reason.XML, f"root element {root}")
    copy = scratch / "recording.xml"
    copy.write_bytes(document)
    record = toolkit.parse(copy, fmt)
    if not guessed:
        return record
    return replace(record, warnings=(*record.warnings, Caution.CHARSET_GUESSED))


def _scp(path: Path, scratch: Path) -> EcgRecord:
    data = path.read_bytes()
    source = path
    patched = scp.count_from_one(data)
    if patched is not None:
        source = scratch / "recording.scp"
        source.write_bytes(patched)
    try:
        return toolkit.parse(source, "scp_ecg")
    except Unreadable as error:
        if error.reason is Reason.CORRUPT and not scp.checksum_holds(data):
            raise Unreadable(Reason.SCP_CRC, error.detail) from error
        raise
