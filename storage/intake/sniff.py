"""What a file is, by its content. Names and declared types are never believed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from consult.studies.reasons import Reason
from storage.codecs.ecg.scp import looks_standard
from storage.intake.limits import SNIFF_BYTES


@dataclass(frozen=True, slots=True)
class Sniffed:
    """A format name, its media type, and the reason for which such content is refused."""

    format: str
    media_type: str
    refusal: Reason | None = None


_EXECUTABLE = (
    b"MZ",
    b"\x7fELF",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"L\0\0\0\x01\x14\x02\0",  # Windows shortcut
)
_SCRIPT = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:#!|<!doctype\s+html|<html|<head|<body|<script|<iframe|<svg|<\?php"
    rb"|<%|@echo\s+off)",
    re.IGNORECASE,
)
_MARKUP_INSIDE = re.compile(rb"<script|<html|<!doctype\s+html|<iframe", re.IGNORECASE)
_ACTIVE_SUFFIXES = frozenset(
    {".bat", ".cmd", ".com", ".exe", ".hta", ".jar", ".js", ".jse", ".lnk", ".msi", ".ps1"}
    | {".scr", ".sh", ".svg", ".vbe", ".vbs", ".wsf", ".htm", ".html", ".xhtml"}
)
_ACTIVE_TYPES = frozenset(
    {"text/html", "application/xhtml+xml", "image/svg+xml", "text/javascript"}
    | {"application/javascript", "application/x-msdownload", "application/x-sh"}
)
_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "pdf", "application/pdf"),
    (b"\xff\xd8\xff", "jpeg", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png", "image/png"),
    (b"GIF87a", "gif", "image/gif"),
    (b"GIF89a", "gif", "image/gif"),
    (b"II*\0", "tiff", "image/tiff"),
    (b"MM\0*", "tiff", "image/tiff"),
    (b"PK\x03\x04", "zip", "application/zip"),
    (b"\x1f\x8b", "gzip", "application/gzip"),
    (b"Rar!\x1a\x07", "rar", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z", "application/x-7z-compressed"),
    (b"ISHNE1.0", "ishne", "application/octet-stream"),
    (b"0       ", "edf", "application/edf"),
    (b"\xffBIOSEMI", "bdf", "application/octet-stream"),
)
_XML = re.compile(rb"^\s*<\?xml|^\s*<[A-Za-z_]")
_WFDB = re.compile(
    rb"^(?:#[^\n]*\n)*[\w-]{1,64}(?:/\d+)? \d{1,3} \d+(?:\.\d+)?(?:[/ (][^\n]*)?\r?\n"
)
_HEIF_BRANDS = {b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis", b"avif"}
UNKNOWN = Sniffed("unknown", "application/octet-stream")


def sniff(source: Path | bytes, filename: str = "", declared_type: str | None = None) -> Sniffed:
    """The format of a file, or of its first 4096 bytes; refusals as ruled (polyglots included).

    A name or declared type can only make it worse: whoever calls his file a program or a web
    page has it refused. XML dialects are told apart later, by their root element.
    """
    head = _head(source)
    declared = (declared_type or "").partition(";")[0].strip().lower()
    if PurePosixPath(filename.lower()).suffix in _ACTIVE_SUFFIXES or declared in _ACTIVE_TYPES:
        return Sniffed("executable", "application/octet-stream", Reason.EXECUTABLE)
    if head[128:132] == b"DICM":
        return _dicom(head[:128])
    found = _plain(head)
    if found.format in {"jpeg", "png", "gif", "tiff", "bmp", "webp", "pdf", "voice"}:
        return _pure(found, head)
    return found


def _head(source: Path | bytes) -> bytes:
    if isinstance(source, bytes):
        return source[:SNIFF_BYTES]
    with source.open("rb") as file:
        return file.read(SNIFF_BYTES)


def _plain(head: bytes) -> Sniffed:
    if not head:
        return Sniffed("empty", "application/octet-stream")
    if head.startswith(_EXECUTABLE):
        return Sniffed("executable", "application/octet-stream", Reason.EXECUTABLE)
    for magic, fmt, media_type in _MAGIC:
        if head.startswith(magic):
            return Sniffed(fmt, media_type)
    container = _container(head)
    if container:
        return container
    if looks_standard(head):
        return Sniffed("scp_ecg", "application/octet-stream")
    return _text(head)


def _container(head: bytes) -> Sniffed | None:
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Sniffed("webp", "image/webp")
    if head[:2] == b"BM" and head[6:10] == b"\0\0\0\0":
        return Sniffed("bmp", "image/bmp")
    if head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS:
        return Sniffed("heic", "image/heic")
    if head[:1] == b"@" and head[2:6] == b"MFR ":
        return Sniffed("mfer", "application/octet-stream")
    if _is_voice(head):
        return Sniffed("voice", "audio/ogg" if head[:4] == b"OggS" else "audio/webm")
    if _starts_with_element(head):
        return Sniffed("dicom", "application/dicom")
    return None


def _is_voice(head: bytes) -> bool:
    """Opus in Ogg (RFC 7845) or WebM, as browsers record it; a film is none."""
    ogg = head[:4] == b"OggS" and b"OpusHead" in head[:64]
    webm = head[:4] == b"\x1aE\xdf\xa3" and b"webm" in head[:64] and b"A_OPUS" in head
    return (ogg or webm) and b"V_VP" not in head and b"theora" not in head


def _text(head: bytes) -> Sniffed:
    text = _as_ascii(head)
    # A comment may stand before an XML root or before HTML; the root decides then.
    body = re.sub(rb"^(?:\s*<!--.*?-->)+", b"", text, flags=re.DOTALL)
    declared = re.sub(rb"^\s*<\?xml[^>]*\?>(?:\s*<!--.*?-->)*", b"", body, flags=re.DOTALL)
    if _SCRIPT.match(body) or _SCRIPT.match(declared):
        return Sniffed("script", "text/plain", Reason.SCRIPT)
    if _XML.match(body):
        return Sniffed("xml", "application/xml")
    if _WFDB.match(head):
        return Sniffed("wfdb", "text/plain")
    return UNKNOWN


def _as_ascii(head: bytes) -> bytes:
    """The head with UTF-16 folded to ASCII, so that markup in it is seen."""
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return head.decode("utf-16", "ignore").encode("ascii", "ignore")
    return head.removeprefix(b"\xef\xbb\xbf")


def _dicom(preamble: bytes) -> Sniffed:
    """PS3.10 §7.1 leaves the preamble free; a TIFF directory there is in the standard's own use."""
    other = _plain(preamble) if preamble.strip(b"\0") else UNKNOWN
    harmless = other.refusal is None and other.format in {"unknown", "tiff"}
    return Sniffed("dicom", "application/dicom", None if harmless else Reason.POLYGLOT)


def _pure(found: Sniffed, head: bytes) -> Sniffed:
    other = b"%PDF-" in head[:1024] if found.format != "pdf" else head[128:132] == b"DICM"
    if other or _MARKUP_INSIDE.search(head[:1024]):
        return Sniffed(found.format, found.media_type, Reason.POLYGLOT)
    return found


def _starts_with_element(head: bytes) -> bool:
    """A data set without preamble: group 0002 or 0008 first, in either byte order."""
    if len(head) < 16:
        return False
    little = head[:2] in {b"\x08\0", b"\x02\0"} and head[3] == 0
    big = head[:2] in {b"\0\x08", b"\0\x02"} and head[2] == 0
    explicit = head[4:6] in {b"UL", b"UI", b"CS", b"SH", b"OB", b"DA", b"TM", b"LO"}
    implicit = little and int.from_bytes(head[4:8], "little") <= 64
    return (little or big) and (explicit or implicit)


def carries_archive(path: Path) -> bool:
    """Whether a ZIP ends this file, whatever it starts as (a picture with a program behind it)."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - 65_557))
        tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < 22:
        return False
    end = tail[at:]
    comment = int.from_bytes(end[20:22], "little")
    directory, start = int.from_bytes(end[12:16], "little"), int.from_bytes(end[16:20], "little")
    return len(end) == 22 + comment and directory > 0 and directory + start <= size
