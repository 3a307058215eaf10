"""A DICOM instance at the door: what it shows, where its frames lie, its header as JSON.

Runs only inside a worker process.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from consult.studies.levels import QUERY_TAGS, only
from consult.studies.manifest import DerivedFile, DicomSummary, Manifest
from consult.studies.reasons import Caution, Reason
from storage.codecs import dicom
from storage.codecs.dicom import Dataset
from storage.codecs.errors import Unreadable
from storage.codecs.imaging import dicom_json, kinds, part10, pixels, syntaxes
from storage.derive import frame_index
from storage.derive.frame_index import FrameIndex, Span
from storage.derive.layout import INLINE, Layout, pack
from storage.intake.job import Job, take_derived, write_derived
from storage.intake.prescan import Prescan, prescan

JSON_MAKER = ("dicom_json", "1")
PLAIN_MAKER = ("dicom_plain", "1")
INDEX_MAKER = (frame_index.MAKER, frame_index.MAKER_VERSION)
_GZIP = "application/gzip"
_EXTENDED_OFFSETS = 0x7FE00001
_PIXEL_VRS = {pixels.FLOAT_PIXELS: "OF", pixels.DOUBLE_PIXELS: "OD"}
_UIDS = ("StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID")


@dataclass(slots=True)
class _Found:
    """An instance half examined; `path` is the original or its plain copy."""

    job: Job
    path: Path
    seen: Prescan
    syntax: str
    ds: Dataset
    bulk: dict[str, Span] = field(default_factory=dict)

    def read(self, offset: int, length: int) -> bytes:
        with self.path.open("rb") as file:
            file.seek(offset)
            return file.read(length)

    def is_bulk(self, path: str) -> bool:
        if path in self.seen.large:
            self.bulk[path] = self.seen.large[path]
        return path in self.seen.large


def examine_instance(job: Job, manifest: Manifest, seen: Prescan) -> Manifest:
    """The manifest of an instance that is no recording; raises Unreadable.

    An image has no reason, when its first frame can be decoded; all else is kept for a reason.
    """
    if seen.truncated:
        raise Unreadable(Reason.TRUNCATED)
    found = _open(job, seen)
    named = _assigned(found.ds, manifest.sha256)
    reason, frames = _what_it_shows(found)
    described = describe(found, frames)
    cautions = list(manifest.warnings)
    if named:
        cautions.append(Caution.UID_ASSIGNED)
    if frames is not None and frame_index.incomplete(frames, found.read):
        cautions.append(Caution.FRAMES_INCOMPLETE)
    return replace(
        manifest,
        kind="dicom",
        reason=reason,
        dicom=described[0],
        warnings=tuple(cautions),
        derived=described[1],
    )


def header_of_recording(job: Job, seen: Prescan) -> tuple[DicomSummary, tuple[DerivedFile, ...]]:
    """The same summary and derived files for an instance that is shown as an ECG."""
    return describe(_open(job, seen), None)


def _open(job: Job, seen: Prescan) -> _Found:
    ds = dicom.read_dataset(job.path)
    syntax = _syntax(ds, seen)
    if syntax not in syntaxes.REWRITTEN:
        return _Found(job, job.path, seen, syntax, ds)
    plain = job.scratch / "instance.plain.dcm"
    part10.rewrite(job.path, plain, syntax, {})
    return _Found(job, plain, prescan(plain), syntax, dicom.read_dataset(plain))


def _syntax(ds: Dataset, seen: Prescan) -> str:
    """The transfer syntax the data set is really in; file meta information is often wrong."""
    named = dicom.transfer_syntax(ds)
    if named and named not in syntaxes.NATIVE:
        stored = seen.pixels is not None and seen.pixels.fragments is None
        return syntaxes.EXPLICIT if stored and named in syntaxes.DECODED else named
    if named == syntaxes.DEFLATED:
        return named
    implicit, little = ds.original_encoding
    if little is False:
        return syntaxes.BIG_ENDIAN
    return syntaxes.IMPLICIT if implicit else syntaxes.EXPLICIT


def _assigned(ds: Dataset, sha256: str) -> bool:
    """Gives an instance without a UID one made of its bytes: the same file, the same UID."""
    missing = [keyword for keyword in _UIDS if not dicom.uid_of(ds, keyword)]
    for keyword in missing:
        digest = hashlib.sha256(f"{keyword}:{sha256}".encode()).digest()
        ds.add_new(keyword, "UI", f"2.25.{int.from_bytes(digest[:16], 'big')}")
    return bool(missing)


def _what_it_shows(found: _Found) -> tuple[Reason | None, FrameIndex | None]:
    place = found.seen.pixels
    if place is None:
        return kinds.why_kept(dicom.uid_of(found.ds, "SOPClassUID")), None
    if found.syntax not in syntaxes.DECODED:
        video = found.syntax in syntaxes.VIDEO
        return (Reason.VIDEO if video else Reason.TRANSFER_SYNTAX), None
    pixels.complete(found.ds)
    frames = _index(found)
    first = frames.fragments(1)
    if frames.spans:
        data = b"".join(found.read(*span) for span in first)
        pixels.decode(found.ds, data, found.syntax)
    return None, frames


def _index(found: _Found) -> FrameIndex:
    place = found.seen.pixels
    if place is None:
        raise Unreadable(Reason.NO_PIXELS)
    bits = pixels.frame_bits(found.ds, place.tag)
    count = _frames(found.ds)
    deflated = dicom.transfer_syntax(found.ds) == syntaxes.DEFLATED
    header = found.path.stat().st_size if deflated else place.start
    if place.fragments is None:
        return frame_index.native(place.tag, header, place.value, bits, count)
    extended = found.seen.tables.get(0x7FE00001)
    return frame_index.encapsulated(place.tag, header, place.fragments, count, found.read, extended)


def _frames(ds: Dataset) -> int:
    text = dicom.text_of(ds, "NumberOfFrames", 16)
    return int(text) if text.isdigit() and int(text) > 0 else 1


def describe(
    found: _Found, frames: FrameIndex | None
) -> tuple[DicomSummary, tuple[DerivedFile, ...]]:
    """What is indexed of an instance, and the files derived for its readers."""
    document = _document(found, frames)
    summary = dicom.summary(found.ds)
    if summary is None:
        raise Unreadable(Reason.DICOM_UID)
    layout = Layout(frames, found.bulk)
    short = len(str(layout.to_json())) <= INLINE
    facts: dict[str, Any] = {
        "transfer_syntax": found.syntax,
        "frames": frames.count if frames else 0,
        "tags": only(QUERY_TAGS, document),
        "layout": layout.to_json() if short else None,
        "plain": found.path != found.job.path,
    }
    files = _files(found, document, None if short else layout)
    return replace(summary, **facts), files


def _document(found: _Found, frames: FrameIndex | None) -> dict[str, Any]:
    """The header as readers get it; native pixel data is there as bulk data."""
    document = dicom_json.dataset_json(found.ds, found.is_bulk)
    place = found.seen.pixels
    if frames is not None and place is not None and not frames.spans:
        name = f"{frames.tag:08X}"
        found.bulk[name] = place.value
        document[name] = {"vr": _PIXEL_VRS.get(frames.tag, "OW"), "BulkDataURI": f"bulkdata/{name}"}
    sent = found.syntax if syntaxes.is_encapsulated(found.syntax) else syntaxes.EXPLICIT
    document["00083002"] = {"vr": "UI", "Value": [sent]}
    return dict(sorted(document.items()))


def _files(
    found: _Found, document: dict[str, Any], layout: Layout | None
) -> tuple[DerivedFile, ...]:
    job = found.job
    made = [write_derived(job, "instance.json.gz", pack(document), "dicom_json", _GZIP, JSON_MAKER)]
    if layout is not None:
        packed = layout.dumps()
        made.append(write_derived(job, "frames.json.gz", packed, "frame_index", _GZIP, INDEX_MAKER))
    if found.path != job.path:
        made.append(take_derived(job, found.path, "dicom_plain", "application/dicom", PLAIN_MAKER))
    return tuple(made)
