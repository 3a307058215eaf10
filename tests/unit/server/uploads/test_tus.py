"""The words of tus, read strictly."""

from __future__ import annotations

import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.errors import Invalid
from server.uploads.tus import Metadata, read_checksum, read_length, read_metadata

CASE = "01a1fcb0-af00-7000-8000-000000000020"


def encode(**pairs: str) -> str:
    return ",".join(f"{k} {base64.b64encode(v.encode()).decode()}" for k, v in pairs.items())


def test_names_in_any_script_survive() -> None:
    header = encode(filename="心电图 Đỗ.dcm", case=CASE, unknown="ignored", sha256="A" * 64)
    assert read_metadata(header) == Metadata(filename="心电图 Đỗ.dcm", case=CASE, sha256="a" * 64)


def test_an_empty_header_still_names_the_file() -> None:
    assert read_metadata("").filename == "upload"


@pytest.mark.parametrize(
    "header",
    [
        "filename %%%",
        "filename " + base64.b64encode(b"\xff\xfe").decode(),
        encode(case="../../etc/passwd"),
        encode(sha256="zz"),
        encode(sha256="a" * 63),
        encode(encoding="br"),
        encode(filename="a\x00b"),
        "filename " + "A" * 5000,
    ],
)
def test_what_is_wrong_is_refused(header: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_metadata(header)
    assert refused.value.code == "upload.bad_header"


@given(st.text())
def test_no_header_breaks_the_reader(text: str) -> None:
    try:
        result = read_metadata(text)
    except Invalid:
        return
    assert isinstance(result, Metadata)


@pytest.mark.parametrize("value", ["", "-1", "1.5", "١٢", "9" * 19, "0x10"])
def test_a_length_is_decimal(value: str) -> None:
    with pytest.raises(Invalid):
        read_length({"upload-length": value}, "upload-length")


def test_a_checksum_fits_only_its_bytes() -> None:
    digest = base64.b64encode(hashlib.sha256(b"ecg").digest()).decode()
    checksum = read_checksum(f"sha256 {digest}")
    assert checksum is not None
    assert checksum.fits(b"ecg")
    assert not checksum.fits(b"ECG")
    assert read_checksum(None) is None
    with pytest.raises(Invalid):
        read_checksum("md5 abcd")
