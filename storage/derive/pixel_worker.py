"""Frames decoded and shown by confined processes; the server itself never decodes a pixel."""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from consult.errors import Unavailable
from storage.errors import Undecodable
from storage.intake.pool import IntakeUnavailable, WorkerDied, WorkerPool


@dataclass(frozen=True, slots=True)
class EncodedFrame:
    """One frame as it is stored, and the file's bytes before its pixel data.

    `tag`: the pixel data element; `bit_offset`: where one-bit pixels begin in the first byte.
    """

    header: bytes
    data: bytes
    syntax: str
    tag: int
    number: int = 1
    bit_offset: int = 0


@dataclass(frozen=True, slots=True)
class Look:
    """How a frame is shown: (centre, width, function) or the file's own; fit into (w, h)."""

    media_type: str = "image/jpeg"
    window: tuple[float, float, str] | None = None
    viewport: tuple[int, int] | None = None


class PixelWorker(WorkerPool):
    """Workers for the viewers, apart from the intake door: an upload delays no image."""

    async def stored(self, frame: EncodedFrame) -> bytes:
        """The frame's values as Explicit VR Little Endian holds them; raises Undecodable."""
        return await self._of_frame(frame, {"do": "stored"})

    async def picture(self, frame: EncodedFrame, look: Look) -> bytes:
        """The frame as a JPEG or PNG picture; raises Undecodable."""
        asked = {
            "do": "picture",
            "number": frame.number,
            "window": look.window,
            "viewport": look.viewport,
            "media_type": look.media_type,
        }
        return await self._of_frame(frame, asked)

    async def rewrite(self, source: Path, target: Path, syntax: str, uids: dict[str, str]) -> None:
        """Writes a whole instance native and explicit; raises Undecodable.

        `uids`, by keyword, for an instance that came without.
        """
        size = (await asyncio.to_thread(source.stat)).st_size
        files = {"source": str(source), "out": str(target)}
        job = {"do": "rewrite", "syntax": syntax, "uids": uids} | files
        await self._ask(job, str(target.parent), size)

    async def _of_frame(self, frame: EncodedFrame, asked: dict[str, Any]) -> bytes:
        with tempfile.TemporaryDirectory(prefix="huizhen-frame-") as folder:
            await asyncio.to_thread(_put, Path(folder), frame)
            out = Path(folder, "out")
            job = {
                **asked,
                "header": f"{folder}/header",
                "frame": f"{folder}/frame",
                "out": str(out),
                "syntax": frame.syntax,
                "tag": frame.tag,
                "bit_offset": frame.bit_offset,
            }
            await self._ask(job, folder, len(frame.data))
            return await asyncio.to_thread(out.read_bytes)

    async def _ask(self, job: dict[str, Any], scratch: str, size: int) -> None:
        try:
            reply = await self.ask(job, scratch, size)
        except WorkerDied as death:
            raise Undecodable(death.reason.value) from death
        except IntakeUnavailable as error:
            raise Unavailable("pixels.unavailable") from error
        if "reason" in reply:
            raise Undecodable(reply["reason"])


def _put(folder: Path, frame: EncodedFrame) -> None:
    (folder / "header").write_bytes(frame.header)
    (folder / "frame").write_bytes(frame.data)
