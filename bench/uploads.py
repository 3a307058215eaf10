"""Uploads through the whole server, beside writing and fsyncing the same bytes."""

from __future__ import annotations

import base64
import os
import time
from collections.abc import Iterator
from pathlib import Path

from bench.figures import Figure, seconds
from bench.installation import installed
from server.uploads.tus import BODY_TYPE
from tests.factories.ecg import dicom_12_lead
from tests.fixtures.served import Served

FILES = 20
TUS = {"Tus-Resumable": "1.0.0"}


def figures() -> Iterator[Figure]:
    with installed() as (served, root):
        yield from _measure(served, root)


def _measure(served: Served, root: Path) -> Iterator[Figure]:
    browser = served.as_("county.doctor")
    case = browser.post("/api/v1/cases", json=served.emergency()).json()["id"]
    meta = f"filename {base64.b64encode(b'a.dcm').decode()},case {_b64(case)}"
    times = []
    for number in range(FILES):
        data = dicom_12_lead()[:-2] + number.to_bytes(2, "little")
        headers = TUS | {
            "Upload-Length": str(len(data)),
            "Upload-Metadata": meta,
            "Content-Type": BODY_TYPE,
        }
        began = time.perf_counter()
        answer = browser.post("/uploads/", headers=headers, content=data)
        times.append(time.perf_counter() - began)
        if answer.headers["Upload-State"] != "stored":
            raise RuntimeError(answer.headers.get("Upload-Reason", "not stored"))
    raw = [seconds(lambda n=n: _write(root / f"raw-{n}", dicom_12_lead())) for n in range(FILES)]
    yield Figure(
        "a DICOM ECG from first byte to acknowledged",
        1000 * sorted(times)[FILES // 2],
        1000 * sorted(raw)[FILES // 2],
        "ms",
        "write + fsync of the same file (ours: HTTP, spool, worker, objects, two commits, audit)",
    )


def _b64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
