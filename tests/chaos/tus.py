"""A sender of files by tus that never believes more than it was told."""

from __future__ import annotations

import base64
import hashlib
import random
from dataclasses import dataclass, field

import httpx2

TUS = {"Tus-Resumable": "1.0.0"}
BODY = {"Content-Type": "application/offset+octet-stream"}
GONE = (httpx2.TransportError,)


def file_of(size: int, seed: int) -> bytes:
    """A file of its own, which no reader knows: kept as it came."""
    return b"HZ-TEST\x00" + random.Random(seed).randbytes(size - 8)


@dataclass
class Sending:
    """One file; `told` is the offset the server answered last, `state` what it called it."""

    data: bytes
    case: str
    name: str = "trace.bin"
    url: str = ""
    told: int = 0
    state: str = ""
    answers: list[int] = field(default_factory=list)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    async def begin(self, http: httpx2.AsyncClient) -> int:
        pairs = {"filename": self.name, "case": self.case}
        meta = ",".join(f"{k} {base64.b64encode(v.encode()).decode()}" for k, v in pairs.items())
        headers = TUS | {"Upload-Length": str(len(self.data)), "Upload-Metadata": meta}
        answer = self._heard(await http.post("/uploads/", headers=headers))
        if answer.status_code == 201:
            self.url = answer.headers["Location"]
        return answer.status_code

    async def ask(self, http: httpx2.AsyncClient) -> int:
        """Where the server is."""
        answer = self._heard(await http.head(self.url, headers=TUS))
        assert answer.status_code == 200, answer.status_code
        return int(answer.headers["Upload-Offset"])

    async def patch(
        self, http: httpx2.AsyncClient, offset: int, size: int | None = None
    ) -> httpx2.Response:
        part = self.data[offset:] if size is None else self.data[offset : offset + size]
        headers = TUS | BODY | {"Upload-Offset": str(offset)}
        return self._heard(await http.patch(self.url, headers=headers, content=part))

    async def send(self, http: httpx2.AsyncClient, chunk: int = 128 * 1024) -> None:
        """All of it, from where the server is."""
        if not self.url:
            assert await self.begin(http) == 201
        offset = await self.ask(http)
        while offset < len(self.data):
            answer = await self.patch(http, offset, chunk)
            assert answer.status_code == 204, answer.text
            offset = self.told

    async def original(self, http: httpx2.AsyncClient) -> bytes:
        """The stored bytes, as a colleague downloads them."""
        answer = self._heard(await http.head(self.url, headers=TUS))
        kind, _, item = answer.headers["Upload-Item"].partition(":")
        path = {"attachment": "attachments", "ecg": "ecgs"}[kind]
        found = await http.get(f"/api/v1/{path}/{item}/original")
        assert found.status_code == 200, found.text
        return found.content

    def _heard(self, answer: httpx2.Response) -> httpx2.Response:
        self.answers.append(answer.status_code)
        if answer.is_success:
            self.told = int(answer.headers["Upload-Offset"])
            self.state = answer.headers["Upload-State"]
        return answer
