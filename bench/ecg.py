"""What a recording costs: bytes on the thin link, and the confined worker beside a bare parse."""

from __future__ import annotations

import asyncio
import tempfile
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bench.figures import Figure, median_of, seconds
from storage.codecs.ecg.read import read_ecg
from storage.derive.ecg1 import decode
from storage.intake.worker import IntakeWorker
from tests.factories.ecg import dicom_12_lead, hl7_aecg, scp_ecg

FILES = {"a.dcm": dicom_12_lead, "a.scp": scp_ecg, "a.xml": hl7_aecg}
ROUNDS = 10


def figures() -> Iterator[Figure]:
    for name, make in FILES.items():
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.write_bytes(make())
            yield from asyncio.run(_measure(path))


async def _measure(path: Path) -> list[Figure]:
    async with IntakeWorker() as worker:
        out = path.parent / "out"
        out.mkdir()
        manifest = await _examine(worker, path, out)
        ecg1 = (out / "recording.ecg1").read_bytes()
        confined = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            await _examine(worker, path, out)
            confined.append(time.perf_counter() - began)
    raw = np.asarray(decode(ecg1).samples, dtype=np.int16).tobytes()
    scratch = path.parent / "scratch"
    scratch.mkdir()
    bare = median_of(lambda: seconds(lambda: read_ecg(path, manifest.format, scratch)), ROUNDS)
    name = f"{manifest.format}, 10 s × 12 leads"
    return [
        Figure(
            f"ECG1 of {name}",
            len(ecg1) / 1000,
            len(zlib.compress(raw, 9)) / 1000,
            "kB",
            "its int16 samples, gzipped",
        ),
        Figure(f"ECG1 of {name}", len(ecg1) / 1000, path.stat().st_size / 1000, "kB", "the file"),
        Figure(
            f"examine {name}",
            1000 * sorted(confined)[ROUNDS // 2],
            1000 * bare,
            "ms",
            "the bare parse in this process (worker adds hash, sniff, pre-scan, ECG1)",
        ),
    ]


async def _examine(worker: IntakeWorker, path: Path, out: Path) -> object:
    return await worker.examine(path, filename=path.name, declared_type=None, out_dir=out)
