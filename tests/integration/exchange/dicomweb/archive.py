"""A case with pictures on it, and what DICOMweb answers of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from pydicom import uid
from starlette.testclient import TestClient

from tests.factories.images import Picture
from tests.fixtures.served import Served
from tests.integration.exchange.test_uploads import send

OCTETS = 'multipart/related; type="application/octet-stream"'
ANY = f"{OCTETS}; transfer-syntax=*"
EXPLICIT, JPEG_LS = uid.ExplicitVRLittleEndian, uid.JPEGLSLossless
Part = tuple[dict[str, str], bytes]


@dataclass
class Archive:
    """A case of Gangcha's with pictures on it; `root` is the address of Gangcha's copies."""

    served: Served
    case: str
    study: str
    browsers: dict[str, TestClient] = field(default_factory=dict)

    @property
    def root(self) -> str:
        return f"/dicom-web/at/{self.served.orgs['gangcha']}"

    def as_(self, who: str) -> TestClient:
        if who not in self.browsers:
            self.browsers[who] = self.served.as_(who)
        return self.browsers[who]

    def put(self, data: bytes, *, case: bool = True) -> str:
        meta = {"filename": "IM1"} | ({"case": self.case} if case else {})
        done = send(self.as_("county.doctor"), data, **meta)
        assert done.headers["Upload-State"] == "stored"
        return str(done.headers["Upload-Item"])

    def get(self, path: str, who: str = "cardiologist", **headers: str) -> Any:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.as_(who).get(path, headers={"accept-encoding": "identity"} | named)

    def picture(self, **facts: Any) -> Picture:
        return Picture(**({"study": self.study} | facts))

    def at(self, picture: Picture, more: str = "") -> str:
        series = f"{self.root}/studies/{picture.study}/series/{picture.series_uid}"
        return f"{series}/instances/{picture.sop_uid}{more}"


def parts_of(answer: Any) -> list[Part]:
    """The parts of a multipart answer, each with its headers."""
    kind = answer.headers["content-type"]
    found = re.search(r"boundary=(\w+)", kind)
    assert found is not None
    assert kind.startswith("multipart/related;")
    pieces = answer.content.split(b"--" + found[1].encode())
    assert (pieces[0], pieces[-1]) == (b"", b"--\r\n")
    parts = []
    for piece in pieces[1:-1]:
        head, _, body = piece.partition(b"\r\n\r\n")
        lines = head.decode("ascii").strip().split("\r\n")
        headers = {name: value for name, _, value in (line.partition(": ") for line in lines)}
        parts.append((headers, body[:-2]))
    return parts
