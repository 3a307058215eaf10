"""What a browser is given before the first screen: small, packed, kept for ever, nothing inline."""

from __future__ import annotations

import gzip
import os
import re
from pathlib import Path

import pytest

from server.http.web_app import FOLDER, FOR_EVER
from tests.fixtures.served import Served

SHELL_BYTES = 150_000
LOADED = re.compile(r'(?:src|href)="(/[^"]+\.(?:js|css|svg))"')
IMPORTED = re.compile(r'(?:from|import)\s*"\./([^"]+\.js)"')
BUILT = FOLDER / "index.html"

pytestmark = pytest.mark.skipif(not BUILT.is_file(), reason="the web app is not built: make web")


def shell() -> set[Path]:
    """index.html, what it names, and what that imports before anything can be shown."""
    found = {BUILT}
    waiting = [FOLDER / name.lstrip("/") for name in LOADED.findall(BUILT.read_text())]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            if path.suffix == ".js":
                waiting += [path.parent / name for name in IMPORTED.findall(path.read_text())]
    return found


def on_the_line(path: Path) -> int:
    packed = path.with_name(path.name + ".br")
    return (packed if packed.is_file() else path).stat().st_size


def test_the_shell_is_small() -> None:
    """With the longest language, since one of them comes with it."""
    files = shell()
    assert len(files) > 5
    texts = [path for path in FOLDER.glob("assets/*.js") if path.name.startswith(("en-", "vi-"))]
    longest = max((on_the_line(path) for path in texts), default=0)
    sizes = {path.name: on_the_line(path) for path in files}
    assert sum(sizes.values()) + longest <= SHELL_BYTES, sizes


def test_the_viewers_are_not_in_the_shell() -> None:
    names = {path.name.partition("-")[0] for path in shell()}
    assert names.isdisjoint({"engine", "ImagingStage", "CasePage", "decode.worker"})


def test_assets_are_packed_and_kept_for_ever(served_here: Served) -> None:
    browser = served_here.client
    assert browser is not None
    engine = max(FOLDER.glob("assets/*.js"), key=lambda path: path.stat().st_size)
    whole = engine.read_bytes()
    for accepted, coding in (("br, gzip", "br"), ("gzip", "gzip"), ("identity", None)):
        with browser.stream(
            "GET", f"/assets/{engine.name}", headers={"Accept-Encoding": accepted}
        ) as answer:
            sent = b"".join(answer.iter_raw())
        assert answer.headers.get("content-encoding") == coding
        assert answer.headers["cache-control"] == FOR_EVER
        assert answer.headers["vary"] == "Accept-Encoding"
        assert answer.headers["content-type"].startswith("text/javascript")
        assert coding is None or len(sent) < len(whole) / 3
        if coding != "br":  # what a browser makes of br is shown by every end-to-end test
            assert (gzip.decompress(sent) if coding else sent) == whole


def test_the_page_itself_is_asked_for_each_time(served_here: Served) -> None:
    browser = served_here.client
    assert browser is not None
    page = browser.get("/cases/new")
    assert page.headers["cache-control"] == "no-store"
    assert browser.get("/floor.js").headers["cache-control"] == "no-cache"
    assert browser.get("/assets/gone-12345678.js").status_code == 404


def test_a_packed_file_of_an_older_build_is_not_sent(
    served_here: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.http.web_app.FOLDER", tmp_path)
    (tmp_path / "index.html").write_text("new")
    (tmp_path / "index.html.gz").write_bytes(gzip.compress(b"old"))
    os.utime(tmp_path / "index.html.gz", (1, 1))
    browser = served_here.client
    assert browser is not None
    assert browser.get("/", headers={"Accept-Encoding": "gzip"}).text == "new"


def test_nothing_is_inline_and_the_policy_allows_nothing_inline(served_here: Served) -> None:
    browser = served_here.client
    assert browser is not None
    answer = browser.get("/")
    policy = dict(
        part.strip().split(" ", 1) for part in answer.headers["content-security-policy"].split(";")
    )
    assert policy["script-src"] == "'self' 'wasm-unsafe-eval'"
    assert policy["style-src"] == "'self'"
    assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", answer.text)
