"""Names of patients survive the charsets of old modalities; bad identifiers do not survive."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from pydicom.dataset import Dataset

from storage.codecs import dicom
from storage.codecs.text import clean, iso_date, sex_code
from tests.factories import ecg, samples


def _read(data: bytes, tmp_path: Path) -> Dataset:
    path = tmp_path / "upload"
    path.write_bytes(data)
    return dicom.read_dataset(path, dicom.HEADER_TAGS)


def _named(name: bytes, charset: str | None) -> bytes:
    ds = ecg.dicom_dataset(ecg.SyntheticEcg(seconds=1, name="PLACEHOLDER^NAME^XYZ"))
    if charset is None:
        del ds.SpecificCharacterSet
    else:
        ds.SpecificCharacterSet = charset.split("\\")
    padded = name.ljust(20)
    assert len(padded) == 20
    return ecg.dicom_file(ds).replace(b"PLACEHOLDER^NAME^XYZ", padded)


@pytest.mark.parametrize(
    ("raw", "charset", "shown", "guessed"),
    [
        ("王^小明".encode(), "ISO_IR 192", "王 小明", False),
        ("王^小明".encode("gb18030"), "GB18030", "王 小明", False),
        ("王^小明".encode("gb18030"), None, "王 小明", True),
        ("王^小明".encode(), None, "王 小明", True),
        (b"Wang^X=\x1b$)A\xcd\xf5^\x1b$)A\xd0\xa1", "\\ISO 2022 IR 58", "王 小 = Wang X", False),
        (b"Wang^Xiaoming", None, "Wang Xiaoming", False),
    ],
)
def test_person_names(
    raw: bytes, charset: str | None, shown: str, guessed: bool, tmp_path: Path
) -> None:
    ds = _read(_named(raw, charset), tmp_path)
    assert dicom.person_name(ds, "PatientName") == (shown, guessed)


@samples.needs_samples
@pytest.mark.samples
@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("chrGB2312.dcm", "张 小东 = Zhang XiaoDong"),
        ("chrX2.dcm", "王 小东 = Wang XiaoDong"),
        ("chrKoreanMulti.dcm", "김희중"),
        ("chrJapMulti.dcm", "やまだ たろう"),
        ("chrRuss.dcm", "Люкceмбypг"),
    ],
)
def test_names_in_sample_files(file: str, name: str) -> None:
    ds = dicom.read_dataset(samples.ROOT / "dicom-charset" / file, dicom.HEADER_TAGS)
    assert dicom.seen_patient(ds).name == name


@pytest.mark.parametrize("uid", ["../../etc/passwd", "1.2.x", "1" * 65, "", "1..2", ".1"])
def test_only_digits_and_dots_are_a_uid(uid: str) -> None:
    ds = ecg.dicom_dataset(ecg.SyntheticEcg(seconds=1))
    ds.add_new("SOPInstanceUID", "UI", uid)
    assert dicom.uid_of(ds, "SOPInstanceUID") == ""
    assert dicom.summary(ds) is None


def test_summary_of_a_sound_instance(tmp_path: Path) -> None:
    ds = _read(ecg.dicom_12_lead(), tmp_path)
    found = dicom.summary(ds)
    assert found is not None
    assert (found.study_uid, found.series_uid, found.sop_uid) == (
        "2.25.1001.1",
        "2.25.1001.2",
        "2.25.1001.3",
    )
    assert (found.modality, found.study_date) == ("ECG", "2026-03-14")
    assert found.transfer_syntax == "1.2.840.10008.1.2.1"


def test_times_name_a_zone_only_where_the_file_does() -> None:
    naive = dicom.parse_datetime("20260314092653.5")
    assert naive is not None
    assert (naive.microsecond, naive.tzinfo) == (500_000, None)
    aware = dicom.parse_datetime("20260314092653+0800")
    assert aware is not None
    assert aware.utcoffset() == timedelta(hours=8)
    beside = dicom.parse_datetime("20260314092653", "-0330")
    assert beside is not None
    assert beside.utcoffset() == -timedelta(hours=3, minutes=30)
    assert dicom.parse_datetime("20261399000000") is None
    assert dicom.parse_datetime("yesterday") is None


def test_text_loses_what_could_mislead() -> None:
    assert clean("a\x1b$)A\x00b\u202ec\r\nd") == "abc d"
    assert clean("\U000312b0 \ue863") == "\U000312b0 \ue863"
    assert (iso_date("19600402"), iso_date("1960-04-02"), iso_date("1960")) == (
        "1960-04-02",
        "1960-04-02",
        "1960",
    )
    assert [sex_code(text) for text in ("男", "female", "U", "O")] == ["M", "F", "", "O"]
