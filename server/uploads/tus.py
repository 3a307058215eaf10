"""The words of tus 1.0: headers read into values, and nothing else."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from consult.errors import Invalid
from consult.ids import is_id
from consult.studies.upload import Upload
from server.security.web.direction import without_turning

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,checksum,termination,expiration"
CHECKSUMS = {"sha256": hashlib.sha256, "sha1": hashlib.sha1}
BODY_TYPE = "application/offset+octet-stream"
MAX_METADATA = 4096
ENCODINGS = ("", "gzip")


class UnknownChecksum(Invalid):
    """tus answers 400: an algorithm that was never offered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """`Upload-Metadata` as we understand it; other keys are ignored."""

    filename: str = ""
    filetype: str = ""
    case: str | None = None
    org: str | None = None
    sha256: str = ""
    batch: str = ""
    path: str = ""
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class Checksum:
    """`Upload-Checksum`: the algorithm's name and the expected digest."""

    algorithm: str
    digest: bytes

    def fits(self, data: bytes) -> bool:
        return CHECKSUMS[self.algorithm](data).digest() == self.digest


def read_length(headers: Mapping[str, str], name: str) -> int:
    """A non-negative decimal header; Invalid otherwise."""
    text = headers.get(name, "")
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise Invalid("upload.bad_header", field=name)
    return int(text)


def read_metadata(header: str) -> Metadata:
    """Comma-separated `key base64` pairs."""
    if len(header) > MAX_METADATA:
        raise Invalid("upload.bad_header", field="upload-metadata")
    pairs: dict[str, str] = {}
    for item in filter(None, (part.strip() for part in header.split(","))):
        key, _, value = item.partition(" ")
        try:
            pairs[key] = without_turning(base64.b64decode(value.strip(), validate=True).decode())
        except ValueError as error:
            raise Invalid("upload.bad_header", field=f"upload-metadata.{key}") from error
    for key in ("case", "org"):
        if pairs.get(key) and not is_id(pairs[key]):
            raise Invalid("upload.bad_header", field=f"upload-metadata.{key}")
    sha256 = pairs.get("sha256", "").lower()
    if sha256 and (len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef")):
        raise Invalid("upload.bad_header", field="upload-metadata.sha256")
    if pairs.get("encoding", "") not in ENCODINGS:
        raise Invalid("upload.bad_header", field="upload-metadata.encoding")
    if any("\x00" in value for value in pairs.values()):
        raise Invalid("upload.bad_header", field="upload-metadata")
    return Metadata(
        filename=pairs.get("filename", "") or "upload",
        filetype=pairs.get("filetype", ""),
        case=pairs.get("case") or None,
        org=pairs.get("org") or None,
        sha256=sha256,
        batch=pairs.get("batch", ""),
        path=pairs.get("path", ""),
        encoding=pairs.get("encoding", ""),
    )


def written_metadata(upload: Upload) -> str:
    """What its sender told of an upload, as `Upload-Metadata` once more."""
    pairs = {
        "filename": upload.name,
        "filetype": upload.media_type,
        "case": upload.case_id,
        "sha256": upload.sha256,
        "batch": upload.batch,
        "path": upload.path,
        "encoding": upload.encoding,
    }
    return ",".join(
        f"{key} {base64.b64encode(value.encode()).decode()}"
        for key, value in pairs.items()
        if value
    )


def read_checksum(header: str | None) -> Checksum | None:
    """`sha256 <base64>`."""
    if not header:
        return None
    name, _, encoded = header.partition(" ")
    if name not in CHECKSUMS:
        raise UnknownChecksum("upload.bad_checksum_algorithm", field="upload-checksum")
    try:
        return Checksum(name, base64.b64decode(encoded.strip(), validate=True))
    except ValueError as error:
        raise Invalid("upload.bad_header", field="upload-checksum") from error
