"""What the worker does with one frame or one instance. Runs only inside a worker process."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from storage.codecs.dicom import Dataset
from storage.codecs.imaging import display, part10, pixels
from storage.codecs.imaging.display import Window

Asked = dict[str, Any]


def run(job: Asked) -> None:
    """Does `job["do"]`, writing the result to `job["out"]`; raises Unreadable."""
    _JOBS[job["do"]](job, Path(job["out"]))


def _stored(job: Asked, out: Path) -> None:
    ds = pixels.read_header(Path(job["header"]))
    out.write_bytes(pixels.as_stored(ds, _decoded(job, ds)))


def _picture(job: Asked, out: Path) -> None:
    ds = pixels.read_header(Path(job["header"]))
    window = Window(*job["window"]) if job["window"] else None
    shown = display.displayed(ds, _decoded(job, ds), job["number"], window)
    viewport = tuple(job["viewport"]) if job["viewport"] else None
    out.write_bytes(display.picture(shown, job["media_type"], viewport))


def _decoded(job: Asked, ds: Dataset) -> pixels.Frame:
    data = Path(job["frame"]).read_bytes()
    return pixels.decode(ds, data, job["syntax"], tag=job["tag"], bit_offset=job["bit_offset"])


def _rewrite(job: Asked, out: Path) -> None:
    part10.rewrite(Path(job["source"]), out, job["syntax"], job["uids"])


_JOBS = {"stored": _stored, "picture": _picture, "rewrite": _rewrite}
