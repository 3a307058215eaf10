"""Headers as DICOM JSON: names of every charset, numbers as numbers, bulk data by address."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pydicom.dataset import Dataset

from storage.codecs import dicom
from storage.codecs.imaging.dicom_json import dataset_json
from tests.factories import images, samples
from tests.factories.images import Picture


def document(data: bytes, tmp_path: Path, bulk: frozenset[str] = frozenset()) -> dict[str, Any]:
    path = tmp_path / "file"
    path.write_bytes(data)
    found = dataset_json(dicom.read_dataset(path), bulk.__contains__)
    json.dumps(found, allow_nan=False)
    return found


PLACEHOLDER = "PLACEHOLDER^NAME^XYZ^ABC^DEF"


def named(raw: bytes, charset: str | list[str] | None) -> bytes:
    picture = Picture(name=PLACEHOLDER, charset=charset)
    assert len(raw) <= len(PLACEHOLDER)
    return images.native(picture).replace(PLACEHOLDER.encode(), raw.ljust(len(PLACEHOLDER)))


@pytest.mark.parametrize(
    ("raw", "charset", "name"),
    [
        ("王^小明".encode(), "ISO_IR 192", {"Alphabetic": "王^小明"}),
        ("王^小明".encode("gb18030"), "GB18030", {"Alphabetic": "王^小明"}),
        ("王^小明".encode("gb18030"), None, {"Alphabetic": "王^小明"}),
        ("赵^俊".encode("gbk"), None, {"Alphabetic": "赵^俊"}),
        (
            b"Wang^X=\x1b$)A\xcd\xf5^\x1b$)A\xd0\xa1",
            ["", "ISO 2022 IR 58"],
            {"Alphabetic": "Wang^X", "Ideographic": "王^小"},
        ),
        ("Nguyễn^Văn".encode(), "ISO_IR 192", {"Alphabetic": "Nguyễn^Văn"}),
    ],
)
def test_names(
    raw: bytes, charset: str | list[str] | None, name: dict[str, str], tmp_path: Path
) -> None:
    found = document(named(raw, charset), tmp_path)
    assert found["00100010"] == {"vr": "PN", "Value": [name]}
    if charset:
        assert found["00080005"]["Value"] == ["ISO_IR 192"]


def test_a_backslash_inside_a_chinese_character_parts_nothing(tmp_path: Path) -> None:
    """誠 is 0xD5 0x5C in GBK: its second byte is a backslash."""
    assert "誠".encode("gbk")[1:] == b"\\"
    found = document(named("李^誠".encode("gbk"), "GB18030"), tmp_path)
    assert found["00100010"]["Value"] == [{"Alphabetic": "李^誠"}]


def test_values_by_their_kind(tmp_path: Path) -> None:
    item = Dataset()
    item.ReferencedSOPInstanceUID = "1.2.3"
    attributes: dict[str, Any] = {
        "PixelSpacing": ["0.5", "0.25"],
        "ImageType": ["ORIGINAL", "", "AXIAL"],
        "ImageComments": "one\r\ntwo",
        "ReferencedImageSequence": [item],
        "FrameIncrementPointer": 0x00181063,
        "ICCProfile": b"\1\2\3\4",
        "RecommendedDisplayFrameRateInFloat": float("nan"),
        "PatientComments": "",
    }
    found = document(images.native(Picture(attributes=attributes)), tmp_path)
    assert found["00280030"] == {"vr": "DS", "Value": [0.5, 0.25]}
    assert found["00080008"]["Value"] == ["ORIGINAL", None, "AXIAL"]
    assert found["00204000"]["Value"] == ["one\ntwo"]
    assert found["00081140"]["Value"] == [{"00081155": {"vr": "UI", "Value": ["1.2.3"]}}]
    assert found["00280009"] == {"vr": "AT", "Value": ["00181063"]}
    assert found["00282000"] == {"vr": "OB", "InlineBinary": "AQIDBA=="}
    assert found["00104000"] == {"vr": "LT"}
    assert found["00280010"] == {"vr": "US", "Value": [16]}
    assert "00020010" not in found
    assert "7FE00010" not in found


def test_bulk_data_is_named_by_its_path(tmp_path: Path) -> None:
    item = Dataset()
    item.add_new(0x00091010, "OB", b"x" * 2000)
    data = images.native(Picture(attributes={"ReferencedImageSequence": [item]}))
    found = document(data, tmp_path, frozenset({"00081140/0/00091010"}))
    [inner] = found["00081140"]["Value"]
    assert inner["00091010"] == {"vr": "OB", "BulkDataURI": "bulkdata/00081140/0/00091010"}


@samples.needs_samples
@pytest.mark.samples
def test_chinese_sample_in_iso_2022(tmp_path: Path) -> None:
    data = (samples.ROOT / "dicom-charset" / "chrX2.dcm").read_bytes()
    found = document(data, tmp_path)
    expected = {"Alphabetic": "Wang^XiaoDong", "Ideographic": "王^小东"}
    assert found["00100010"]["Value"][0].items() >= expected.items()
