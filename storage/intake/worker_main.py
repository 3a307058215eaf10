"""The worker process: one JSON line in, one out, under limits set before the first byte is read.

Started by `storage.intake.pool` as `python -m storage.intake.worker_main`; never in the
server's own process.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
from pathlib import Path
from typing import Any, TextIO

from consult.studies.manifest import Manifest
from storage.codecs.errors import Unreadable
from storage.derive import pixel_jobs
from storage.intake.examine import examine, warm
from storage.intake.job import Job
from storage.intake.limits import WorkerLimits


def main() -> int:
    """Serves jobs until its input ends; returns the exit code."""
    limits = WorkerLimits(**json.loads(sys.argv[1]))
    replies = _own_output()
    warm()
    _confine(limits)
    _say(replies, {"ready": True})
    for line in sys.stdin:
        reply = _answer(json.loads(line), limits)
        _say(replies, reply)
        if "failure" in reply:
            return 1
    return 0


def _answer(job: dict[str, Any], limits: WorkerLimits) -> dict[str, Any]:
    _allow_cpu(limits.cpu_seconds)
    tempfile.tempdir = job["scratch"]
    try:
        if job["do"] == "examine":
            return {"manifest": _examine(job, limits).to_json()}
        pixel_jobs.run(job)
        return {"done": True}
    except Unreadable as error:
        return {"reason": error.reason.value}
    except MemoryError:
        return {"failure": "memory"}
    except OSError:  # a full or broken disk; codecs turn what files cause into reasons
        return {"failure": "system"}


def _examine(job: dict[str, Any], limits: WorkerLimits) -> Manifest:
    return examine(
        Job(
            path=Path(job["path"]),
            filename=job["filename"],
            declared_type=job["declared_type"],
            out_dir=Path(job["out_dir"]),
            scratch=Path(job["scratch"]),
            max_size=limits.max_file,
            expected_sha256=job["expected_sha256"],
        )
    )


def _own_output() -> TextIO:
    """The reply pipe, moved away from descriptor 1 so that no library's print can reach it."""
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return replies


def _say(replies: TextIO, message: dict[str, Any]) -> None:
    replies.write(json.dumps(message, separators=(",", ":")) + "\n")
    replies.flush()


def _confine(limits: WorkerLimits) -> None:
    for kind, value in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_FSIZE, limits.output_file),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (value, value))


def _allow_cpu(seconds: int) -> None:
    """CPU time is counted per process, so each job's share starts from what is already used."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


if __name__ == "__main__":
    raise SystemExit(main())
