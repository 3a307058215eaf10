"""The pool outlives its workers: killed, stopped, starved or cancelled, the next file is read."""

from __future__ import annotations

import asyncio
import fcntl
import os
import signal
import termios
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from consult.studies.manifest import Manifest, Reason
from storage.derive import ecg1
from storage.intake.limits import WorkerLimits
from storage.intake.worker import IntakeUnavailable, IntakeWorker
from tests.factories import ecg

Examine = Callable[..., Awaitable[Manifest]]


@pytest.fixture
def examine(tmp_path: Path) -> Examine:
    count = 0

    async def run(worker: IntakeWorker, data: bytes, **extra: str) -> Manifest:
        nonlocal count
        count += 1
        path, out = tmp_path / f"upload{count}", tmp_path / f"out{count}"
        path.write_bytes(data)
        out.mkdir()
        name = extra.pop("filename", "ecg")
        manifest = await worker.examine(
            path, filename=name, declared_type=None, out_dir=out, **extra
        )
        names = {item.name for item in manifest.derived}
        assert {item.name for item in out.iterdir()} == names
        return manifest

    return run


def test_a_recording_becomes_a_manifest_and_a_derivative(examine: Examine, tmp_path: Path) -> None:
    async def scenario() -> Manifest:
        async with IntakeWorker() as worker:
            return await examine(worker, ecg.dicom_12_lead())

    manifest = asyncio.run(scenario())
    assert (manifest.reason, manifest.kind) == (None, "ecg")
    assert manifest.ecg is not None
    assert manifest.ecg.lead_names == ecg.ORDER
    assert manifest.dicom is not None
    derived = manifest.derivative("ecg1")
    assert derived is not None
    decoded = ecg1.decode((tmp_path / "out1" / derived.name).read_bytes())
    assert decoded.samples[1].tolist() == ecg.SyntheticEcg().leads["II"].tolist()
    assert decoded.header["source_sha256"] == manifest.sha256


def test_the_worker_has_nothing_of_the_servers_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HUIZHEN_SECRET_KEY", "canary-1784")

    async def scenario() -> bytes:
        async with IntakeWorker() as worker:
            return await asyncio.to_thread(Path(f"/proc/{worker.pids[0]}/environ").read_bytes)

    environment = asyncio.run(scenario())
    assert b"PYTHONPATH" in environment
    assert b"canary" not in environment
    assert b"HUIZHEN" not in environment


@pytest.mark.crash
def test_a_worker_killed_in_the_middle_of_a_file(examine: Examine) -> None:
    async def scenario() -> tuple[Manifest, Manifest, int, int]:
        async with IntakeWorker() as worker:
            (victim,) = worker.pids
            os.kill(victim, signal.SIGSTOP)
            task = asyncio.ensure_future(examine(worker, ecg.scp_ecg()))
            await _until_written(victim, task)
            os.kill(victim, signal.SIGKILL)
            lost = await task
            after = await examine(worker, ecg.scp_ecg())
            return lost, after, victim, worker.pids[0]

    lost, after, victim, heir = asyncio.run(scenario())
    assert (lost.kind, lost.reason) == ("attachment", Reason.CRASHED)
    assert lost.sha256 == after.sha256
    assert after.kind == "ecg"
    assert victim != heir


async def _until_written(pid: int, task: asyncio.Future[Manifest]) -> None:
    """Returns once the job lies in the stopped worker's input pipe."""
    while not _bytes_waiting(pid):
        assert not task.done()
        await asyncio.sleep(0)


def _bytes_waiting(pid: int) -> int:
    with open(f"/proc/{pid}/fd/0", "rb") as pipe:
        return int.from_bytes(fcntl.ioctl(pipe, termios.FIONREAD, bytes(4)), "little")


@pytest.mark.crash
def test_a_worker_that_stalls_is_killed(examine: Examine) -> None:
    limits = WorkerLimits(wall_seconds=0.3, wall_seconds_per_mib=0)

    async def scenario() -> Manifest:
        async with IntakeWorker(limits=limits) as worker:
            os.kill(worker.pids[0], signal.SIGSTOP)
            return await examine(worker, ecg.scp_ecg())

    manifest = asyncio.run(scenario())
    assert (manifest.kind, manifest.reason) == ("attachment", Reason.TIMEOUT)


def test_a_cancelled_examination_does_not_answer_the_next(examine: Examine) -> None:
    async def scenario() -> Manifest:
        async with IntakeWorker() as worker:
            os.kill(worker.pids[0], signal.SIGSTOP)
            task = asyncio.ensure_future(examine(worker, ecg.scp_ecg()))
            await _until_written(worker.pids[0], task)
            task.cancel()
            await asyncio.wait([task])
            assert task.cancelled()
            return await examine(worker, ecg.hl7_aecg())

    assert asyncio.run(scenario()).format == "hl7_aecg"


def test_processes_are_replaced_after_their_share_of_files(examine: Examine) -> None:
    async def scenario() -> set[int]:
        seen: set[int] = set()
        async with IntakeWorker(limits=WorkerLimits(jobs_per_process=2)) as worker:
            for _ in range(4):
                await worker.start()
                seen.update(worker.pids)
                assert (await examine(worker, ecg.scp_ecg())).kind == "ecg"
        return seen

    assert len(asyncio.run(scenario())) == 2


def test_several_files_at_once(examine: Examine) -> None:
    async def scenario() -> list[Manifest]:
        async with IntakeWorker(processes=2) as worker:
            files = [ecg.scp_ecg(), ecg.hl7_aecg(), b"%PDF-1.4\n", ecg.dicom_12_lead(), b""]
            return await asyncio.gather(*(examine(worker, data) for data in files))

    found = [(m.kind, m.format) for m in asyncio.run(scenario())]
    assert found == [
        ("ecg", "scp_ecg"),
        ("ecg", "hl7_aecg"),
        ("attachment", "pdf"),
        ("ecg", "dicom_waveform"),
        ("attachment", "empty"),
    ]


def test_another_hash_than_the_senders(examine: Examine) -> None:
    async def scenario() -> tuple[Manifest, Manifest]:
        async with IntakeWorker() as worker:
            good = await examine(worker, ecg.scp_ecg())
            same = await examine(worker, ecg.scp_ecg(), expected_sha256=good.sha256.upper())
            other = await examine(worker, ecg.scp_ecg(), expected_sha256="0" * 64)
            return same, other

    same, other = asyncio.run(scenario())
    assert same.kind == "ecg"
    assert (other.kind, other.reason) == ("refused", Reason.HASH_MISMATCH)


def test_a_file_over_the_limit(examine: Examine) -> None:
    async def scenario() -> Manifest:
        async with IntakeWorker(limits=WorkerLimits(max_file=1000)) as worker:
            return await examine(worker, ecg.scp_ecg())

    manifest = asyncio.run(scenario())
    assert (manifest.kind, manifest.reason) == ("refused", Reason.TOO_LARGE)
    assert manifest.size > 1000


def test_a_machine_that_fails_does_not_blame_the_file(examine: Examine) -> None:
    async def scenario() -> None:
        async with IntakeWorker(limits=WorkerLimits(open_files=0)) as worker:
            await examine(worker, ecg.scp_ecg())

    with pytest.raises(IntakeUnavailable):
        asyncio.run(scenario())


@pytest.mark.parametrize(
    ("filename", "data", "reason"),
    [
        ("62.SCP", b"\x01\x02\x03\x04" * 100, Reason.SCP_NONSTANDARD),
        ("scan.heic", b"\0\0\0\x18ftypheic\0\0\0\0", Reason.HEIC),
        ("a.zip", b"PK\x03\x04" + b"\0" * 40, Reason.ARCHIVE),
        ("notes.xml", b"<notes/>", Reason.UNKNOWN_FORMAT),
        ("cut.xml", ecg.hl7_aecg()[:5000], Reason.XML),
        ("cut.scp", ecg.scp_ecg()[:5000], Reason.TRUNCATED),
        ("empty.dcm", b"", Reason.EMPTY),
    ],
)
def test_unreadable_files_are_kept(
    examine: Examine, filename: str, data: bytes, reason: Reason
) -> None:
    async def scenario() -> Manifest:
        async with IntakeWorker() as worker:
            return await examine(worker, data, filename=filename)

    manifest = asyncio.run(scenario())
    assert (manifest.kind, manifest.reason) == ("attachment", reason)
