"""What somebody sees who opened us under another name or number than ours."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, Response

from server.settings import Settings
from server.texts import LOCALES, say

# RFC 9110 §15.5.20: this server does not answer for that name.
MISDIRECTED = 421
# The page's own look; they say nothing.
FILES = frozenset({"/floor.css", "/icon.svg"})
_PAGE = """<!doctype html>
<html class="below-floor">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>会诊 Huizhen</title>
<link rel="stylesheet" href="/floor.css">
</head>
<body>
<div id="below-floor">
<p class="mark" lang="zh-CN">会诊</p>
{sections}
</div>
</body>
</html>
"""
_SECTION = """<section lang="{lang}">
<h1>{title}</h1>
<p>{text} <a href="{link}">{address}</a></p>
</section>"""


def is_page_view(method: str, headers: Headers) -> bool:
    """Whether a person's browser asks for a page, not a program or a page's own script."""
    return method in ("GET", "HEAD") and "text/html" in headers.get("accept", "")


def right_address(settings: Settings, path: str) -> Response:
    """In every language, with a link to the same page at the right address."""
    address = settings.public_url
    link = address + quote(path, safe="/-._~")
    sections = "\n".join(
        _SECTION.format(
            lang=locale,
            title=escape(say(locale, "pages.wrong_address")),
            text=escape(say(locale, "pages.right_address")),
            link=escape(link),
            address=escape(address),
        )
        for locale in ("zh-CN", *(other for other in LOCALES if other != "zh-CN"))
    )
    page = _PAGE.format(sections=sections)
    return HTMLResponse(page, MISDIRECTED, headers={"Cache-Control": "no-store"})
