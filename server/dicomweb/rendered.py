"""WADO-RS rendered (PS3.18 §10.4.1.1.3): one frame as a picture, for a first look."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from starlette.background import BackgroundTask
from starlette.responses import Response

from consult.access.system import SYSTEM
from consult.actions.studies.dicom import KeepPreview, keep_preview
from consult.errors import Invalid, NotFound
from server.dicomweb import accept
from server.dicomweb.body import FOR_EVER, HARDENED, known
from server.dicomweb.objects import encoded_frame, frames_of, read_all
from server.dicomweb.opening import number_of, open_instances, part_of
from server.http import Context
from storage.derive.pixel_worker import Look
from storage.repositories.dicomweb.instances import StoredInstance

JPEG, PNG = "image/jpeg", "image/png"
MAKER = "dicom_preview"
# The one picture that is kept: what the viewer shows while the full frame is on its way.
KEPT_VIEWPORT = (512, 512)
THUMBNAIL = (128, 128)
_NUMBER = r"([+-]?\d{1,9}(?:\.\d{0,9})?)"
_WINDOW = re.compile(rf"{_NUMBER},{_NUMBER}(?:,([a-z-]+))?", re.ASCII)
_FUNCTIONS = {"linear": "LINEAR", "linear-exact": "LINEAR_EXACT", "sigmoid": "SIGMOID"}


@dataclass(frozen=True, slots=True)
class _Picture:
    each: StoredInstance
    number: int
    look: Look

    @property
    def version(self) -> str:
        """Maker version of the kept derivative."""
        return f"1;frame={self.number}"

    @property
    def kept(self) -> bool:
        look = self.look
        return look.window is None and look.viewport == KEPT_VIEWPORT and look.media_type == JPEG


async def read_rendered(ctx: Context) -> Response:
    """A JPEG (lossy), or a PNG (lossless) where only that is accepted.

    `viewport=w,h` makes it smaller to fit; `window=centre,width,function` replaces the file's own.
    """
    return await _send(ctx, _viewport(ctx))


async def read_thumbnail(ctx: Context) -> Response:
    """A small picture of a frame, an instance, or the middle of a series or study."""
    return await _send(ctx, THUMBNAIL)


async def _send(ctx: Context, viewport: tuple[int, int] | None) -> Response:
    media_type = accept.choose(accept.wanted(ctx.request), (JPEG, PNG)).media_type
    look = Look(media_type, _window(ctx), viewport)
    found = await open_instances(ctx, "dicom_rendered")
    shown = [each for each in found if each.frames and not each.attributes.get("reason")]
    if not shown:
        await frames_of(ctx, found[0])
        raise NotFound("frame")
    each = shown[len(shown) // 2]
    number = number_of(ctx.path.get("frames") or str(each.frames // 2 + 1))
    tag = f'"{each.original[:32]}-{number}-{hashlib.sha256(repr(look).encode()).hexdigest()[:16]}"'
    if known(ctx.request, tag):
        return Response(status_code=304, headers=FOR_EVER | {"ETag": tag})
    return await _answer(ctx, _Picture(each, number, look), tag)


async def _answer(ctx: Context, picture: _Picture, tag: str) -> Response:
    headers = HARDENED | FOR_EVER | {"ETag": tag}
    kept = picture.each.derived(MAKER, picture.version) if picture.kept else None
    if kept is not None:
        return Response(await read_all(ctx, kept), 200, headers, JPEG)
    data = await _made(ctx, picture)
    later = BackgroundTask(_keep, ctx, picture, data) if picture.kept else None
    return Response(data, 200, headers, picture.look.media_type, later)


async def _made(ctx: Context, picture: _Picture) -> bytes:
    frames = await frames_of(ctx, picture.each)
    frame = await encoded_frame(ctx, picture.each, frames, picture.number)
    return await part_of(ctx).pixels.picture(frame, picture.look)


async def _keep(ctx: Context, picture: _Picture, data: bytes) -> None:
    sha256 = hashlib.sha256(data).hexdigest()
    key = await ctx.services.objects.put_bytes(data, sha256)
    cmd = KeepPreview(
        source_sha256=picture.each.original,
        maker=MAKER,
        maker_version=picture.version,
        sha256=sha256,
        size=len(data),
        store_key=key,
    )
    await ctx.uow.run(keep_preview, cmd, actor=SYSTEM)


def _viewport(ctx: Context) -> tuple[int, int] | None:
    text = ctx.query.get("viewport")
    if not text:
        return None
    sizes = text.split(",")[:2]
    if len(sizes) != 2 or not all(s.isascii() and s.isdigit() and 0 < len(s) < 6 for s in sizes):
        raise Invalid("request.invalid", field="viewport", reason="width,height")
    width, height = map(int, sizes)
    if not (width and height):
        raise Invalid("request.invalid", field="viewport", reason="width,height")
    return width, height


def _window(ctx: Context) -> tuple[float, float, str] | None:
    text = ctx.query.get("window")
    if not text:
        return None
    found = _WINDOW.fullmatch(text)
    function = _FUNCTIONS.get((found and found[3]) or "linear")
    if found is None or function is None or float(found[2]) <= 0:
        raise Invalid("request.invalid", field="window", reason="centre,width,function")
    return float(found[1]), float(found[2]), function
