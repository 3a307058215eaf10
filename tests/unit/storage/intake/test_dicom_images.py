"""What the intake door says of images: shown, or kept for a typed reason; nothing is guessed."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pydicom
import pytest
from pydicom import uid
from pydicom.dataset import FileMetaDataset

from consult.studies.manifest import Manifest
from consult.studies.reasons import Caution, Reason
from storage.derive.layout import Layout
from tests.factories import images, samples
from tests.factories.images import Picture
from tests.fixtures.intake import Door

PRIVATE = "1.2.840.113619.5.2"
SR, PDF, RT_PLAN = "88.11", "104.1", "481.5"
STORAGE = "1.2.840.10008.5.1.4.1.1."


Examine = Callable[[bytes, Path], Manifest]


@pytest.fixture
def examine(door: Door) -> Examine:
    def run(data: bytes, folder: Path) -> Manifest:
        manifest = door(data, folder, "IM1")
        made = {item.name for item in (folder / "out").iterdir()}
        assert made == {each.name for each in manifest.derived}
        return manifest

    return run


def header(manifest: Manifest, folder: Path) -> dict[str, Any]:
    made = manifest.derivative("dicom_json")
    assert made is not None
    found: dict[str, Any] = json.loads(gzip.decompress((folder / "out" / made.name).read_bytes()))
    return found


def test_an_image_is_shown_and_indexed(examine: Examine, tmp_path: Path) -> None:
    picture = Picture(frames=3)
    manifest = examine(images.native(picture), tmp_path)
    assert (manifest.kind, manifest.reason, manifest.warnings) == ("dicom", None, ())
    assert manifest.dicom is not None
    assert (manifest.dicom.frames, manifest.dicom.plain) == (3, False)
    assert manifest.dicom.layout is not None
    frames = Layout.from_json(manifest.dicom.layout).frames
    assert frames is not None
    data = (tmp_path / "upload").read_bytes()
    for number, values in enumerate(picture.values, 1):
        [(at, size)] = frames.fragments(number)
        assert data[at : at + size] == values.tobytes()
    document = header(manifest, tmp_path)
    assert document["00083002"]["Value"] == [uid.ExplicitVRLittleEndian]
    assert document["7FE00010"]["BulkDataURI"] == "bulkdata/7FE00010"
    assert manifest.dicom.tags["00100010"] == document["00100010"]
    assert manifest.patient is not None
    assert manifest.patient.name == "示例患者"


@pytest.mark.parametrize("syntax", [uid.ExplicitVRBigEndian, uid.DeflatedExplicitVRLittleEndian])
def test_what_nobody_may_be_sent_has_a_plain_copy(
    examine: Examine, syntax: str, tmp_path: Path
) -> None:
    picture = Picture(frames=2, syntax=syntax)
    manifest = examine(images.native(picture), tmp_path)
    assert manifest.reason is None
    assert manifest.dicom is not None
    assert manifest.dicom.plain
    plain = (tmp_path / "out" / "instance.plain.dcm").read_bytes()
    frames = Layout.from_json(manifest.dicom.layout or {}).frames
    assert frames is not None
    [(at, size)] = frames.fragments(2)
    assert plain[at : at + size] == picture.values[1].tobytes()


def test_many_fragments_are_indexed_beside_the_instance(examine: Examine, tmp_path: Path) -> None:
    manifest = examine(images.jpeg_ls(Picture(frames=150)), tmp_path)
    assert manifest.dicom is not None
    assert manifest.dicom.layout is None
    made = manifest.derivative("frame_index")
    assert made is not None
    layout = Layout.loads((tmp_path / "out" / made.name).read_bytes())
    assert layout.frames is not None
    assert layout.frames.count == 150


@pytest.mark.parametrize(
    ("sop_class", "reason"),
    [
        (STORAGE + SR, Reason.STRUCTURED_REPORT),
        (STORAGE + PDF, Reason.DOCUMENT),
        (STORAGE + RT_PLAN, Reason.RADIOTHERAPY),
        (STORAGE + "11.1", Reason.PRESENTATION),
        (STORAGE + "2", Reason.NO_PIXELS),
        (STORAGE + "66", Reason.NOT_AN_IMAGE),
        ("1.2.3.4", Reason.NOT_AN_IMAGE),
    ],
)
def test_instances_without_pixels_are_kept_for_a_reason(
    examine: Examine, sop_class: str, reason: Reason, tmp_path: Path
) -> None:
    ds = images.dataset(Picture(sop_class=sop_class))
    manifest = examine(images.dicom_file(ds), tmp_path)
    assert (manifest.kind, manifest.reason) == ("dicom", reason)
    assert header(manifest, tmp_path)["00080016"]["Value"] == [sop_class]


def test_video_is_kept(examine: Examine, tmp_path: Path) -> None:
    manifest = examine(images.jpeg_ls(Picture(), syntax=uid.MPEG4HP41), tmp_path)
    assert (manifest.kind, manifest.reason) == ("dicom", Reason.VIDEO)


def test_pixels_in_a_makers_own_syntax_are_kept(examine: Examine, tmp_path: Path) -> None:
    data = images.jpeg_ls(Picture())
    manifest = examine(
        data.replace(uid.JPEGLSLossless.encode(), PRIVATE.ljust(22, "\0").encode()), tmp_path
    )
    assert (manifest.kind, manifest.reason) == ("dicom", Reason.TRANSFER_SYNTAX)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (images.native(Picture())[:-200], Reason.TRUNCATED),
        (images.native(Picture(attributes={"Rows": 17})), Reason.PIXELS),
        (images.native(Picture(attributes={"BitsAllocated": 12})), Reason.PIXELS),
        (images.native(Picture(attributes={"NumberOfFrames": 2})), Reason.PIXELS),
        (
            images.native(Picture(attributes={"Rows": 60000, "Columns": 60000})),
            Reason.FRAME_TOO_LARGE,
        ),
        (images.jpeg_ls(Picture(), [b"\xff\xd8\xff" + bytes(40)]), Reason.PIXELS),
        (images.jpeg_ls(Picture(attributes={"Columns": 25})), Reason.PIXELS),
    ],
)
def test_damaged_images_are_attachments(
    data: bytes, reason: Reason, examine: Examine, tmp_path: Path
) -> None:
    manifest = examine(data, tmp_path)
    assert (manifest.kind, manifest.reason) == ("attachment", reason)


def test_the_table_of_contents_of_a_disc_is_named_as_such(examine: Examine, tmp_path: Path) -> None:
    record = images.dataset(Picture())
    record.DirectoryRecordType = "IMAGE"
    disc = pydicom.Dataset()
    disc.FileSetID, disc.DirectoryRecordSequence = "CD1", [record]
    disc.file_meta = FileMetaDataset()
    disc.file_meta.MediaStorageSOPClassUID = uid.MediaStorageDirectoryStorage
    disc.file_meta.MediaStorageSOPInstanceUID = uid.UID("2.25.9")
    disc.file_meta.TransferSyntaxUID = uid.ExplicitVRLittleEndian
    out = io.BytesIO()
    disc.save_as(out, enforce_file_format=True)
    manifest = examine(out.getvalue(), tmp_path)
    assert (manifest.kind, manifest.reason) == ("attachment", Reason.DICOMDIR)


def test_a_frame_that_was_cut_is_shown_with_a_caution(examine: Examine, tmp_path: Path) -> None:
    whole = images.jpeg_ls(Picture(frames=2))
    end = whole.rfind(b"\xff\xd9")
    manifest = examine(whole[:end] + b"\0\0" + whole[end + 2 :], tmp_path)
    assert (manifest.kind, manifest.reason) == ("dicom", None)
    assert manifest.warnings == (Caution.FRAMES_INCOMPLETE,)


def test_an_image_without_uids_gets_its_own_from_its_bytes(
    examine: Examine, tmp_path: Path
) -> None:
    ds = images.dataset(Picture())
    del ds.StudyInstanceUID, ds.SeriesInstanceUID
    ds.PixelData = Picture().values.tobytes()
    ds["PixelData"].VR = "OW"
    data = images.dicom_file(ds)
    first = examine(data, tmp_path)
    assert first.warnings == (Caution.UID_ASSIGNED,)
    assert first.dicom is not None
    assert first.dicom.study_uid.startswith("2.25.")
    assert first.dicom.study_uid != first.dicom.series_uid
    assert first.dicom.sop_uid == Picture().sop_uid
    (tmp_path / "again").mkdir()
    again = examine(data, tmp_path / "again")
    assert again.dicom is not None
    assert replace(again, derived=()) == replace(first, derived=())


@samples.needs_samples
@pytest.mark.samples
@pytest.mark.parametrize(
    "row",
    samples.rows("dicom-image", "dicom-charset", "dicom-deflated"),
    ids=lambda row: row["file"],
)
def test_every_image_sample_is_shown(examine: Examine, row: dict[str, str], tmp_path: Path) -> None:
    manifest = examine((samples.ROOT / row["file"]).read_bytes(), tmp_path)
    without_pixels = row["file"].endswith(("chrKoreanMulti.dcm", "chrJapMulti.dcm"))
    assert manifest.kind == "dicom"
    assert manifest.reason is (Reason.NO_PIXELS if without_pixels else None)
