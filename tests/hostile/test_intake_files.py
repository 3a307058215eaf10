"""Malicious files through the real worker: a typed answer, and the next file is read."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from consult.studies.manifest import Caution, Manifest, Reason
from storage.intake.limits import WorkerLimits
from storage.intake.worker import IntakeWorker
from tests.factories import ecg, hostile, samples
from tests.fixtures.intake import Door

pytestmark = pytest.mark.hostile

Make = Callable[[], bytes]
REFUSED: dict[str, tuple[Make, Reason]] = {
    "nested-1000": (lambda: hostile.nested_sequences(1000), Reason.NESTED_TOO_DEEP),
    "nested-100000": (lambda: hostile.nested_sequences(100_000), Reason.NESTED_TOO_DEEP),
    "items-1250000": (lambda: hostile.empty_items(1_250_000), Reason.TOO_MANY_ELEMENTS),
    "deflate-256": (lambda: hostile.deflate_bomb(256), Reason.INFLATES_TOO_LARGE),
    "preamble-mz": (lambda: hostile.preamble(b"MZ\x90\0"), Reason.POLYGLOT),
    "preamble-elf": (lambda: hostile.preamble(b"\x7fELF"), Reason.POLYGLOT),
    "preamble-html": (lambda: hostile.preamble(b"<html><script>"), Reason.POLYGLOT),
    "program": (lambda: b"MZ\x90\0" + b"\0" * 500, Reason.EXECUTABLE),
    "script": (lambda: b"#!/bin/sh\nid\n", Reason.SCRIPT),
    "page": (lambda: b"<?xml version='1.0'?>\n<x:html xmlns:x='h'/>", Reason.SCRIPT),
    "xml-bomb": (hostile.xml_bomb, Reason.XML_ENTITIES),
    "xml-outside": (hostile.xml_outside, Reason.XML_ENTITIES),
    "xml-elements": (lambda: hostile.many_xml_elements(600_000), Reason.TOO_MANY_ELEMENTS),
    "xml-depth": (lambda: hostile.deep_xml(5000), Reason.NESTED_TOO_DEEP),
    "pixels": (lambda: hostile.pixel_bomb(16_000), Reason.TOO_MANY_PIXELS),
    "picture-and-archive": (hostile.picture_with_archive, Reason.POLYGLOT),
}
KEPT: dict[str, tuple[Make, Reason]] = {
    "lying-length": (hostile.lying_length, Reason.TRUNCATED),
    "cut-waveform": (lambda: ecg.dicom_12_lead()[:60_000], Reason.TRUNCATED),
    "cut-scp": (lambda: ecg.scp_ecg()[:60_000], Reason.TRUNCATED),
    "cut-aecg": (lambda: ecg.hl7_aecg()[:60_000], Reason.XML),
    "no-signal": (lambda: b"<AnnotatedECG xmlns='urn:hl7-org:v3'/>", Reason.NO_WAVEFORM),
    "not-deflated": (lambda: hostile.deflate_bomb(0)[:-2] + b"\xff" * 9, Reason.DICOM),
}


def _examine(tmp_path: Path, data: bytes, limits: WorkerLimits | None = None) -> Manifest:
    path, out = tmp_path / "upload", tmp_path / "out"
    path.write_bytes(data)
    out.mkdir()

    async def scenario() -> Manifest:
        async with IntakeWorker(limits=limits) as worker:
            first = await worker.examine(path, filename="x", declared_type=None, out_dir=out)
            path.write_bytes(ecg.scp_ecg())
            after = await worker.examine(path, filename="x", declared_type=None, out_dir=out)
            assert after.kind == "ecg"
            return first

    return asyncio.run(scenario())


# All of them go through one worker in test_formats, and through the server in test_over_http.
@pytest.mark.breadth
@pytest.mark.parametrize("case", REFUSED)
def test_refused(case: str, door: Door, tmp_path: Path) -> None:
    make, reason = REFUSED[case]
    data = make()
    manifest = door(data, tmp_path, "x")
    assert (manifest.kind, manifest.reason) == ("refused", reason)
    assert manifest.size == len(data)
    assert door(ecg.scp_ecg(), tmp_path, "x").kind == "ecg"


@pytest.mark.breadth
@pytest.mark.parametrize("case", KEPT)
def test_kept_unread(case: str, door: Door, tmp_path: Path) -> None:
    make, reason = KEPT[case]
    manifest = door(make(), tmp_path, "x")
    assert (manifest.kind, manifest.reason) == ("attachment", reason)
    assert manifest.derived == ()
    assert door(ecg.scp_ecg(), tmp_path, "x").kind == "ecg"


def test_a_path_for_a_uid_is_not_repeated(door: Door, tmp_path: Path) -> None:
    manifest = door(hostile.traversal_uid(), tmp_path, "x")
    assert (manifest.kind, manifest.dicom) == ("ecg", None)
    assert Caution.BAD_UID in manifest.warnings
    assert ".." not in manifest.dumps()


def test_a_study_larger_than_the_workers_memory(tmp_path: Path) -> None:
    """Big multi-frame images are ordinary; only their headers are read. The file is sparse."""
    size = 1500 * 2**20
    header = hostile.big_image(size)
    path, out = tmp_path / "upload", tmp_path / "out"
    with path.open("wb") as file:
        file.write(header)
        file.truncate(len(header) + size)
    out.mkdir()

    async def scenario() -> Manifest:
        async with IntakeWorker() as worker:
            return await worker.examine(path, filename="x", declared_type=None, out_dir=out)

    manifest = asyncio.run(scenario())
    assert (manifest.kind, manifest.reason) == ("dicom", None)
    assert manifest.size == len(header) + size


LONG = ecg.SyntheticEcg(seconds=600)


def test_a_file_that_eats_memory_is_kept_and_the_pool_recovers(tmp_path: Path) -> None:
    manifest = _examine(tmp_path, ecg.hl7_aecg(LONG), WorkerLimits(memory=_idle() + 16 * 2**20))
    assert (manifest.kind, manifest.reason) == ("attachment", Reason.MEMORY)


def _idle() -> int:
    """Bytes of address space of a worker that has read nothing yet."""

    async def scenario() -> int:
        async with IntakeWorker() as worker:
            return _address_space(worker.pids[0])

    return asyncio.run(scenario())


def _address_space(pid: int) -> int:
    pages = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[0]
    return int(pages) * os.sysconf("SC_PAGESIZE")


def test_a_file_that_burns_processor_time_is_kept_and_the_pool_recovers(tmp_path: Path) -> None:
    path, out = tmp_path / "upload", tmp_path / "out"
    path.write_bytes(ecg.hl7_aecg(ecg.SyntheticEcg(seconds=1800)))
    out.mkdir()

    async def scenario() -> Manifest:
        limits = WorkerLimits(cpu_seconds=0, wall_seconds=60)
        async with IntakeWorker(limits=limits) as worker:
            return await worker.examine(path, filename="x", declared_type=None, out_dir=out)

    manifest = asyncio.run(scenario())
    assert (manifest.kind, manifest.reason) == ("attachment", Reason.TIMEOUT)
    assert list(out.iterdir()) == []


@samples.needs_samples
@pytest.mark.samples
@pytest.mark.parametrize("row", samples.rows("dicom-malformed"), ids=lambda row: row["file"])
def test_malformed_samples_are_answered(row: dict[str, str], tmp_path: Path) -> None:
    manifest = _examine(tmp_path, (samples.ROOT / row["file"]).read_bytes())
    assert manifest.sha256 == row["sha256"]
    if row["file"].endswith(("bad_sequence.dcm", "too_short.dcm")):
        # A private sequence is broken, the last delimiter is missing: the images are whole.
        assert (manifest.kind, manifest.reason) == ("dicom", None)
    else:
        assert manifest.kind in {"attachment", "dicom"}
        assert manifest.reason is not None
