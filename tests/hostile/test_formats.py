"""Lying heads, bombs and tricks of every format: a typed answer from a worker that stays small."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from consult.studies.manifest import Manifest
from consult.studies.reasons import Reason
from storage.intake.worker import IntakeWorker
from tests.factories import ecg, hostile_formats
from tests.hostile import test_intake_files

pytestmark = pytest.mark.hostile

Make = Callable[[], bytes]
LARGEST_WORKER = 512 * 2**20
REFUSED: dict[str, tuple[Make, Reason]] = {
    "png-size": (hostile_formats.png_lying_size, Reason.TOO_MANY_PIXELS),
    "jpeg-size": (hostile_formats.jpeg_lying_size, Reason.TOO_MANY_PIXELS),
    "gif-frames": (lambda: hostile_formats.gif_bomb(60_000), Reason.TOO_MANY_PIXELS),
    "xml-utf16": (hostile_formats.xml_utf16_entities, Reason.XML_ENTITIES),
    "html-utf16": (hostile_formats.html_utf16, Reason.SCRIPT),
}
KEPT: dict[str, tuple[Make, Reason]] = {
    "png-comment": (lambda: hostile_formats.png_text_bomb(512), Reason.IMAGE),
    "tiff-loop": (hostile_formats.tiff_loop, Reason.IMAGE),
    "zip-in-zip": (hostile_formats.zip_bomb, Reason.ARCHIVE),
    "wfdb-traversal": (hostile_formats.wfdb_traversal, Reason.WFDB),
    "edf-counts": (hostile_formats.edf_lying_counts, Reason.TRUNCATED),
    "scp-pointers": (hostile_formats.scp_pointers, Reason.SCP_CRC),
    "ishne-counts": (hostile_formats.ishne_lying, Reason.CORRUPT),
    "mfer-lengths": (lambda: hostile_formats.mfer_deep(100_000), Reason.CORRUPT),
    "aecg-digits": (lambda: hostile_formats.aecg_digits(3_000_000), Reason.CORRUPT),
    "dicom-frames": (hostile_formats.frames_lie, Reason.FRAME_TOO_LARGE),
    "dicom-channels": (hostile_formats.channels_lie, Reason.CORRUPT),
}
EVERY = test_intake_files.REFUSED | test_intake_files.KEPT | REFUSED | KEPT
NAMES = {
    "markup": "<img src=x onerror=alert(1)>",
    "nul": "a\0b",
    "right-to-left": "\u202egnp.exe^x",
    "escape": "\x1b[2J\x07",
    "long": "x" * 5000,
}


def examine(folder: Path, files: dict[str, bytes]) -> tuple[dict[str, Manifest], int]:
    """What one worker says of each, and the most memory it ever held (bytes)."""

    async def scenario() -> tuple[dict[str, Manifest], int]:
        found = {}
        async with IntakeWorker() as worker:
            started = worker.pids
            for name, data in files.items():
                (out := folder / name).mkdir()
                (path := out / "upload").write_bytes(data)
                found[name] = await worker.examine(
                    path, filename="x", declared_type=None, out_dir=out
                )
                path.unlink()
            assert worker.pids == started, "a worker was lost"
            return found, most_memory(started[0])

    return asyncio.run(scenario())


def most_memory(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    [line] = [line for line in lines if line.startswith("VmHWM:")]
    return int(line.split()[1]) * 1024


def test_every_file_has_its_reason_and_their_reader_stays_small(tmp_path: Path) -> None:
    found, memory = examine(tmp_path, {name: make() for name, (make, _) in EVERY.items()})
    wanted = {name: reason for name, (_, reason) in EVERY.items()}
    assert {name: each.reason for name, each in found.items()} == wanted
    assert all((each.kind == "refused") is wanted[name].refuses for name, each in found.items())
    assert {each.kind for each in found.values()} == {"refused", "attachment"}
    assert [name for name, each in found.items() if each.derived] == []
    assert memory <= LARGEST_WORKER


def test_a_hostile_name_is_only_a_name(tmp_path: Path) -> None:
    files = {name: hostile_formats.named(text) for name, text in NAMES.items()}
    found, _ = examine(tmp_path, files)
    for manifest in found.values():
        assert manifest.kind == "ecg"
        assert manifest.patient is not None
        shown = manifest.patient.name or ""
        assert len(shown) <= 200
        assert not any(ord(sign) < 32 or 0x7F <= ord(sign) < 0xA0 for sign in shown)
        assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def test_half_a_character_swallows_nothing(tmp_path: Path) -> None:
    found, _ = examine(tmp_path, {"gbk": hostile_formats.gbk_tricks()})
    assert found["gbk"].kind == "ecg"
    assert found["gbk"].patient is not None
    assert found["gbk"].patient.patient_id == ecg.SyntheticEcg().patient_id
