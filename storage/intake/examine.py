"""One file in, one manifest out. Runs only inside a worker process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from consult.studies.manifest import Kind, Manifest
from consult.studies.reasons import Caution, Reason
from storage.codecs import dicom
from storage.codecs.ecg import dicom_waveform, read, xml
from storage.codecs.errors import Unreadable
from storage.codecs.imaging import pixels
from storage.derive import ecg1, preview
from storage.intake import images
from storage.intake.digest import digest
from storage.intake.job import Job, write_derived
from storage.intake.limits import MAX_IMAGE_FILE
from storage.intake.prescan import Prescan, prescan
from storage.intake.sniff import Sniffed, carries_archive, sniff

_CLOSED = frozenset({"jpeg", "png", "gif", "bmp", "webp", "tiff", "pdf", "dicom"})
_UNREAD = {
    "empty": Reason.EMPTY,
    "heic": Reason.HEIC,
    "wfdb": Reason.WFDB,
    "zip": Reason.ARCHIVE,
    "gzip": Reason.ARCHIVE,
    "rar": Reason.ARCHIVE,
    "7z": Reason.ARCHIVE,
}
_ECG1 = (ecg1.MAKER, ecg1.MAKER_VERSION)
_PREVIEW = (preview.MAKER, preview.MAKER_VERSION)
_ACTIVE_ROOTS = frozenset({"html", "svg"})


def warm() -> None:
    """Loads what readers would load on their first file, while memory is not yet limited."""
    read.warm()
    pixels.warm()
    preview.warm()


def examine(job: Job) -> Manifest:
    """What the file is. Content can only raise MemoryError or RecursionError from here."""
    sha256, size = digest(job.path)
    found = sniff(job.path, job.filename, job.declared_type)
    manifest = Manifest(sha256, size, found.media_type, "attachment", found.format)
    refusal = _refusal(job, manifest, found)
    if refusal:
        return manifest.with_reason(refusal)
    try:
        return _HANDLERS.get(found.format, _other)(job, manifest)
    except Unreadable as error:
        return manifest.with_reason(error.reason)
    except RecursionError:
        return manifest.with_reason(Reason.NESTED_TOO_DEEP)


def _refusal(job: Job, manifest: Manifest, found: Sniffed) -> Reason | None:
    if manifest.size > job.max_size:
        return Reason.TOO_LARGE
    if job.expected_sha256 and job.expected_sha256.lower() != manifest.sha256:
        return Reason.HASH_MISMATCH
    if found.refusal:
        return found.refusal
    if found.format in _CLOSED and carries_archive(job.path):
        return Reason.POLYGLOT
    return None


def _dicom(job: Job, manifest: Manifest) -> Manifest:
    seen = prescan(job.path)
    ds = dicom.read_dataset(job.path, dicom.HEADER_TAGS)
    sop_class = dicom.uid_of(ds, "SOPClassUID")
    if not sop_class:
        raise Unreadable(Reason.DICOMDIR if dicom.is_directory(ds) else Reason.DICOM)
    guessed = dicom.person_name(ds, "PatientName")[1]
    cautions = (Caution.CHARSET_GUESSED,) if guessed else ()
    patient = dicom.seen_patient(ds)
    headed = replace(
        manifest,
        dicom=dicom.summary(ds),
        patient=None if patient.empty else patient,
        warnings=cautions,
    )
    if dicom_waveform.holds_ecg(sop_class, dicom.text_of(ds, "Modality", 16)):
        return _dicom_ecg(job, headed, seen)
    return images.examine_instance(job, headed, seen)


def _dicom_ecg(job: Job, manifest: Manifest, seen: Prescan) -> Manifest:
    if manifest.dicom is None:
        manifest = replace(manifest, warnings=(*manifest.warnings, Caution.BAD_UID))
    recorded = _ecg(job, replace(manifest, format="dicom_waveform"))
    if recorded.dicom is None or recorded.ecg is None:
        return recorded
    summary, files = images.header_of_recording(job, seen)
    return replace(recorded, dicom=summary, derived=(*recorded.derived, *files))


def _xml(job: Job, manifest: Manifest) -> Manifest:
    if manifest.size > xml.MAX_BYTES:
        raise Unreadable(Reason.UNKNOWN_FORMAT)
    root = xml.inspect(xml.to_utf8(job.path.read_bytes())[0])
    if root in _ACTIVE_ROOTS:
        raise Unreadable(Reason.SCRIPT)
    dialect = xml.DIALECTS.get(root)
    if dialect is None:
        raise Unreadable(Reason.UNKNOWN_FORMAT)
    return _ecg(job, replace(manifest, format=dialect))


def _ecg(job: Job, manifest: Manifest) -> Manifest:
    """Reads the recording and writes its ECG1 derivative; unreadable ones keep their format."""
    try:
        record = read.read_ecg(job.path, manifest.format, job.scratch)
    except Unreadable as error:
        return replace(manifest, dicom=None).with_reason(error.reason)
    data = ecg1.encode(record, manifest.sha256)
    derived = write_derived(job, "recording.ecg1", data, "ecg1", ecg1.MEDIA_TYPE, _ECG1)
    kind: Kind = "ecg"
    return replace(
        manifest,
        kind=kind,
        ecg=record.summary(),
        patient=manifest.patient or (None if record.patient.empty else record.patient),
        warnings=tuple(dict.fromkeys((*manifest.warnings, *record.warnings))),
        derived=(derived,),
    )


def _image(job: Job, manifest: Manifest) -> Manifest:
    if manifest.size > MAX_IMAGE_FILE:
        raise Unreadable(Reason.TOO_LARGE)
    made = preview.make_preview(job.path, manifest.format)
    name = "preview.jpg" if made.media_type == "image/jpeg" else "preview.png"
    derived = write_derived(job, name, made.data, "preview", made.media_type, _PREVIEW)
    return replace(manifest, image=made.image, warnings=made.warnings, derived=(derived,))


def _pdf(_job: Job, manifest: Manifest) -> Manifest:
    return manifest


def _other(job: Job, manifest: Manifest) -> Manifest:
    reason = _UNREAD.get(manifest.format, Reason.UNKNOWN_FORMAT)
    if manifest.format == "unknown" and job.filename.lower().endswith(".scp"):
        reason = Reason.SCP_NONSTANDARD
    return manifest.with_reason(reason)


def _voice(job: Job, manifest: Manifest) -> Manifest:
    """A voice note: played by the browser, never read here."""
    return manifest


_HANDLERS: dict[str, Callable[[Job, Manifest], Manifest]] = {
    "dicom": _dicom,
    "xml": _xml,
    "pdf": _pdf,
    "voice": _voice,
    **dict.fromkeys(("scp_ecg", "mfer", "edf", "bdf", "ishne"), _ecg),
    **dict.fromkeys(preview.FORMATS, _image),
}
