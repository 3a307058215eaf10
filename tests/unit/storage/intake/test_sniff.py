"""What a file is told from its bytes; what must not come in is refused there."""

from __future__ import annotations

from pathlib import Path

import pytest

from consult.studies.reasons import Reason
from storage.intake.sniff import carries_archive, sniff
from tests.factories import ecg, hostile


@pytest.mark.parametrize(
    ("data", "fmt"),
    [
        (b"", "empty"),
        (b"%PDF-1.7\n", "pdf"),
        (b"\xff\xd8\xff\xe1\x00\x10Exif", "jpeg"),
        (b"\x89PNG\r\n\x1a\n\0\0", "png"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "heic"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "webp"),
        (b"PK\x03\x04\x14\0", "zip"),
        (b"ISHNE1.0\0\0", "ishne"),
        (b"0       X X X X", "edf"),
        (b"\xffBIOSEMI", "bdf"),
        (b"@\x20MFR Standard 12 leads", "mfer"),
        (b"<?xml version='1.0'?><AnnotatedECG/>", "xml"),
        (b"\xef\xbb\xbf<restingecgdata/>", "xml"),
        ("<?xml version='1.0'?><restingecgdata/>".encode("utf-16"), "xml"),
        (b"<!-- cart 7 --><RestingECG/>", "xml"),
        (b"s0010_re 15 1000 38400\ns0010_re.dat 16 2000", "wfdb"),
        (b"just some words, nothing more", "unknown"),
        (b"\x08\0\x05\0CS\x0a\0ISO_IR 100", "dicom"),
    ],
)
def test_formats(data: bytes, fmt: str) -> None:
    found = sniff(data)
    assert (found.format, found.refusal) == (fmt, None)


def test_generated_recordings() -> None:
    assert sniff(ecg.scp_ecg()).format == "scp_ecg"
    assert sniff(ecg.dicom_12_lead()).format == "dicom"
    assert sniff(ecg.hl7_aecg()).format == "xml"


@pytest.mark.parametrize(
    "data",
    [
        b"MZ\x90\0",
        b"\x7fELF\x02",
        b"\xcf\xfa\xed\xfe\0",
        b"\xfe\xed\xfa\xce\0",
        b"\xca\xfe\xba\xbe",
    ],
)
def test_programs_are_refused(data: bytes) -> None:
    assert sniff(data).refusal is Reason.EXECUTABLE


@pytest.mark.parametrize(
    "data",
    [
        b"#!/bin/sh\nrm -rf /",
        b"\xef\xbb\xbf  <!DOCTYPE HTML>",
        b"<html><body>",
        b"<!-- x --><script>alert(1)</script>",
        b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>",
        b"<svg onload='alert(1)'/>",
        b"<?php system('id');",
        "<script>".encode("utf-16"),
    ],
)
def test_scripts_are_refused(data: bytes) -> None:
    assert sniff(data).refusal is Reason.SCRIPT


@pytest.mark.parametrize("start", [b"MZ", b"\x7fELF", b"#!/bin/sh\n", b"<html>", b"%PDF-1.4"])
def test_a_dicom_preamble_that_is_another_file_is_refused(start: bytes) -> None:
    assert sniff(hostile.preamble(start)).refusal is Reason.POLYGLOT


@pytest.mark.parametrize("start", [b"", b"II*\0\x10\0\0\0", b"MM\0*\0\0\0\x10", b"some vendor"])
def test_preambles_the_standard_allows(start: bytes) -> None:
    found = sniff(hostile.preamble(start))
    assert (found.format, found.refusal) == ("dicom", None)


def test_a_picture_with_markup_or_a_document_inside_is_refused() -> None:
    assert sniff(b"\xff\xd8\xff\xfe\0\x20<script>x</script>").refusal is Reason.POLYGLOT
    assert sniff(b"GIF89a/*%PDF-1.4").refusal is Reason.POLYGLOT


def test_an_archive_behind_a_picture(tmp_path: Path) -> None:
    path = tmp_path / "picture"
    path.write_bytes(hostile.picture_with_archive())
    assert carries_archive(path)
    path.write_bytes(hostile.pixel_bomb(64) + b"PK\x05\x06 only looks like one, at the very end")
    assert not carries_archive(path)


@pytest.mark.parametrize(
    ("filename", "declared"),
    [("ecg.scp.exe", None), ("a.HTML", None), ("a.txt", "text/html; charset=utf-8")],
)
def test_what_calls_itself_a_program_is_believed(filename: str, declared: str | None) -> None:
    assert sniff(b"plain words", filename, declared).refusal is Reason.EXECUTABLE


def test_a_harmless_name_helps_nobody() -> None:
    assert sniff(b"MZ\x90", "ecg.dcm", "application/dicom").refusal is Reason.EXECUTABLE
