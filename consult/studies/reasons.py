"""Why a file was refused, kept unread, or shown with a caution. Every code has a translation."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """One typed reason per file that is not simply shown.

    `intake.refused.*`     the bytes are not stored; name, size, hash and reason are.
    `intake.unreadable.*`  stored as an attachment, never rendered.
    `intake.kept.*`        stored and indexed; its viewer is not part of this version.
    """

    TOO_LARGE = "intake.refused.too_large"
    EXECUTABLE = "intake.refused.executable"
    SCRIPT = "intake.refused.script"
    POLYGLOT = "intake.refused.polyglot"
    HASH_MISMATCH = "intake.refused.hash_mismatch"
    NESTED_TOO_DEEP = "intake.refused.nested_too_deep"
    TOO_MANY_ELEMENTS = "intake.refused.too_many_elements"
    INFLATES_TOO_LARGE = "intake.refused.inflates_too_large"
    TOO_MANY_PIXELS = "intake.refused.too_many_pixels"
    XML_ENTITIES = "intake.refused.xml_entities"

    EMPTY = "intake.unreadable.empty"
    UNKNOWN_FORMAT = "intake.unreadable.unknown_format"
    TRUNCATED = "intake.unreadable.truncated"
    CORRUPT = "intake.unreadable.corrupt"
    UNSUPPORTED = "intake.unreadable.unsupported"
    SCP_CRC = "intake.unreadable.scp_crc"
    SCP_NONSTANDARD = "intake.unreadable.scp_nonstandard"
    NOT_AN_ECG = "intake.unreadable.not_an_ecg"
    NO_WAVEFORM = "intake.unreadable.no_waveform"
    NO_SCALE = "intake.unreadable.no_scale"
    TOO_LONG = "intake.unreadable.recording_too_long"
    DICOM = "intake.unreadable.dicom"
    DICOM_UID = "intake.unreadable.dicom_uid"
    PIXELS = "intake.unreadable.pixels"
    FRAME_TOO_LARGE = "intake.unreadable.frame_too_large"
    XML = "intake.unreadable.xml"
    IMAGE = "intake.unreadable.image"
    HEIC = "intake.unreadable.heic"
    WFDB = "intake.unreadable.wfdb"
    ARCHIVE = "intake.unreadable.archive"
    TIMEOUT = "intake.unreadable.timeout"
    CRASHED = "intake.unreadable.crashed"
    MEMORY = "intake.unreadable.memory"

    DICOMDIR = "intake.kept.dicomdir"
    NO_PIXELS = "intake.kept.no_pixels"
    STRUCTURED_REPORT = "intake.kept.structured_report"
    PRESENTATION = "intake.kept.presentation_state"
    RADIOTHERAPY = "intake.kept.rt"
    DOCUMENT = "intake.kept.encapsulated_document"
    VIDEO = "intake.kept.video"
    TRANSFER_SYNTAX = "intake.kept.transfer_syntax"
    NOT_AN_IMAGE = "intake.kept.not_an_image"

    @property
    def refuses(self) -> bool:
        """True when the bytes must not be stored."""
        return self.value.startswith("intake.refused.")


class Caution(StrEnum):
    """Something the reader must know about a file that is shown."""

    CHECKSUM_MISMATCH = "ecg.checksum_mismatch"
    LOW_SAMPLING_RATE = "ecg.low_sampling_rate"
    COARSE_RESOLUTION = "ecg.coarse_resolution"
    REQUANTISED = "ecg.requantised"
    UNKNOWN_LEAD = "ecg.unknown_lead"
    PARTS_NOT_SHOWN = "ecg.parts_not_shown"
    CHARSET_GUESSED = "text.charset_guessed"
    BAD_UID = "dicom.bad_uid"
    FRAMES_INCOMPLETE = "dicom.frames_incomplete"
    UID_ASSIGNED = "dicom.uid_assigned"
    BAD_EXIF = "image.bad_exif"
