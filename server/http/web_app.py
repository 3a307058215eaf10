"""The built web app: hashed files for ever, index.html for every page of it."""

from __future__ import annotations

import mimetypes
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route

from server.errors import NoSuchRoute, problem
from server.texts import choose_locale

FOLDER = Path(__file__).resolve().parents[1] / "_web"
FOR_EVER = "public, max-age=31536000, immutable"
PACKED = (("br", ".br"), ("gzip", ".gz"))
NOT_PAGES = ("/api", "/assets", "/uploads", "/dicom-web", "/fhir", "/ws", "/metrics")
NOT_BUILT = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Huizhen</title>
<h1>会诊 Huizhen</h1>
<p>The server runs, but its web app is not built.
Run <code>make web</code> and load this page again.
"""


async def web_app(request: Request) -> Response:
    """A file of the web app, or index.html, which knows the app's own pages."""
    wanted = request.url.path
    path = _inside(wanted)
    if path is not None and path.is_file():
        return _file(path, request)
    if any(wanted == name or wanted.startswith(f"{name}/") for name in NOT_PAGES):
        locale = choose_locale(request.headers.get("accept-language", ""))
        return problem(NoSuchRoute("route"), locale)
    index = FOLDER / "index.html"
    if not index.is_file():
        return HTMLResponse(NOT_BUILT, headers={"Cache-Control": "no-store"})
    return _file(index, request)


def _inside(url_path: str) -> Path | None:
    """The file a path names, unless it leads out of the folder or is hidden in it."""
    names = url_path.strip("/").split("/")
    if any(name in ("", ".", "..") or name.startswith(".") or "\x00" in name for name in names):
        return None
    return FOLDER.joinpath(*names)


def _file(path: Path, request: Request) -> Response:
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    headers = {"Cache-Control": _keep(path), "Vary": "Accept-Encoding"}
    accepted = request.headers.get("accept-encoding", "")
    for coding, suffix in PACKED:
        packed = path.with_name(path.name + suffix)
        if coding in accepted and _is_of(packed, path):
            headers["Content-Encoding"] = coding
            return FileResponse(packed, media_type=media_type, headers=headers)
    return FileResponse(path, media_type=media_type, headers=headers)


def _is_of(packed: Path, path: Path) -> bool:
    """Whether it was packed from this file, not from one that a newer build replaced.

    An asset's name says what is in it: there a later build wrote the same again.
    """
    if not packed.is_file():
        return False
    return _keep(path) == FOR_EVER or packed.stat().st_mtime >= path.stat().st_mtime


def _keep(path: Path) -> str:
    if path.parent == FOLDER / "assets":
        return FOR_EVER
    return "no-store" if path.name == "index.html" else "no-cache"


WEB_APP_ROUTES = (Route("/{path:path}", web_app, methods=["GET"]),)
