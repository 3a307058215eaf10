"""What images cost: frames through rights, audit and HTTP beside reading the same bytes raw."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from bench.figures import Figure, median_of, seconds
from bench.installation import installed
from tests.factories import images
from tests.factories.images import Picture
from tests.fixtures.served import Served
from tests.integration.exchange.test_uploads import open_case, send

SLICES = 60
SLICE = Picture(rows=512, columns=512)
ANY = 'multipart/related; type="application/octet-stream"; transfer-syntax=*'
ALONE = "application/octet-stream"


def figures() -> Iterator[Figure]:
    with installed() as (served, root):
        yield from _measure(served, root)


def _measure(served: Served, root: Path) -> Iterator[Figure]:
    doctor = served.as_("county.doctor")
    case = open_case(served, doctor)["id"]
    files = [images.native(replace(SLICE, instance=number + 1)) for number in range(SLICES)]
    compressed = replace(SLICE, study="2.25.78")
    stored = [
        *_stored(doctor, case, files),
        *_stored(doctor, case, [images.jpeg_ls(compressed)]),
    ]
    raw = _raw(root, files)
    yield Figure(
        "a CT slice from first byte to acknowledged",
        1000 * sorted(stored[:SLICES])[SLICES // 2],
        1000 * raw[0] / SLICES,
        "ms",
        "write of the same bytes (ours: HTTP, spool, worker, three objects, two commits, audit)",
    )
    expert = served.as_("cardiologist")
    yield from _frames(expert, _address(served, SLICE), raw[1] / SLICES)
    yield from _decoded(expert, _address(served, compressed), compressed)
    yield from _metadata(expert, served, raw[1])


def _stored(doctor: TestClient, case: str, files: list[bytes]) -> list[float]:
    return [
        seconds(lambda data=data: send(doctor, data, filename="IM", case=case)) for data in files
    ]


def _raw(root: Path, files: list[bytes]) -> tuple[float, float]:
    """Seconds to write the files, and to read them again."""
    paths = [root / f"raw-{number}" for number in range(len(files))]

    def write() -> None:
        for path, data in zip(paths, files, strict=True):
            path.write_bytes(data)

    def read() -> None:
        for path in paths:
            path.read_bytes()

    return seconds(write), median_of(lambda: seconds(read))


def _address(served: Served, picture: Picture) -> str:
    study = f"/dicom-web/at/{served.orgs['gangcha']}/studies/{picture.study}"
    return f"{study}/series/{picture.series_uid}/instances/{picture.sop_uid}"


def _frames(expert: TestClient, address: str, raw: float) -> Iterator[Figure]:
    base = address.rpartition(".")[0]
    urls = [f"{base}.{number + 1}/frames/1" for number in range(SLICES)]
    for coding in ("identity", "gzip"):
        took = median_of(lambda c=coding: seconds(lambda: _all(expert, urls, ANY, c)))
        yield Figure(
            f"native frames 512², {coding}, one after the other",
            SLICES / took,
            1 / raw,
            "/s",
            "files read from the disk cache (ours: HTTP, session, rights, audit)",
        )


def _all(expert: TestClient, urls: list[str], accept: str, coding: str) -> None:
    for url in urls:
        answer = expert.get(url, headers={"Accept": accept, "accept-encoding": coding})
        if answer.status_code != 200:
            raise RuntimeError(answer.text)


def _decoded(expert: TestClient, address: str, picture: Picture) -> Iterator[Figure]:
    import imagecodecs

    codestream = bytes(imagecodecs.jpegls_encode(picture.values[0].view("<u2")))
    bare = median_of(lambda: seconds(lambda: _times(10, imagecodecs.jpegls_decode, codestream)))
    url = [f"{address}/frames/1"] * 10
    took = median_of(lambda: seconds(lambda: _all(expert, url, ALONE, "identity")))
    yield Figure(
        "a JPEG-LS frame 512² decoded",
        1000 * took / 10,
        1000 * bare / 10,
        "ms",
        "the bare codec in this process (ours: HTTP, rights, two reads, the confined worker)",
    )
    took = median_of(
        lambda: seconds(lambda: _all(expert, [u + "/rendered" for u in url], "*/*", "identity"))
    )
    yield Figure(
        "a JPEG-LS frame 512² as a picture",
        1000 * took / 10,
        1000 * bare / 10,
        "ms",
        "the bare codec in this process",
    )


def _times(count: int, work: Callable[[bytes], Any], data: bytes) -> None:
    for _ in range(count):
        work(data)


def _metadata(expert: TestClient, served: Served, raw: float) -> Iterator[Figure]:
    path = f"/dicom-web/at/{served.orgs['gangcha']}/studies/{SLICE.study}/metadata"
    began = time.perf_counter()
    first = expert.get(path)
    cold = time.perf_counter() - began
    if len(first.json()) != SLICES:
        raise RuntimeError("not every slice is there")
    warm = median_of(lambda: seconds(lambda: expert.get(path)))
    for name, took in (("first", cold), ("again", warm)):
        yield Figure(
            f"metadata of {SLICES} slices, {name}",
            1000 * took,
            1000 * raw,
            "ms",
            "reading the files whole, unparsed",
        )
