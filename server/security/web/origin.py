"""Cross-site requests and sockets: refused by Origin and Sec-Fetch-Site, without tokens.

Every browser above our floor sends Sec-Fetch-Site where the page is secure, and Origin with each
POST anywhere. A caller who sends neither is no browser and carries no borrowed cookie.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from starlette.datastructures import Headers

from server.settings import Settings, is_loopback

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_HOST = re.compile(r"(?:\[(?P<address>[0-9a-f:.]+)]|(?P<name>[a-z0-9._-]+))(?::\d+)?")
LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")


def allowed_origin(settings: Settings, origin: str | None) -> bool:
    """Whether `origin` is ours, exactly; this machine's names for itself count as one."""
    if not origin:
        return False
    return origin in allowed_origins(settings)


def allowed_origins(settings: Settings) -> frozenset[str]:
    if not is_loopback(settings.public_host):
        return frozenset({settings.origin})
    parts = urlsplit(settings.origin)
    port = f":{parts.port}" if parts.port else ""
    return frozenset(f"{parts.scheme}://{name}{port}" for name in LOOPBACK_NAMES)


def is_cross_site(settings: Settings, method: str, headers: Headers) -> bool:
    """Whether a changing request comes from a foreign page. Bearer tokens are not sent by pages."""
    if method in SAFE_METHODS or headers.get("authorization", "").lower().startswith("bearer "):
        return False
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is not None and not allowed_origin(settings, origin)


def is_foreign_host(settings: Settings, headers: Headers) -> bool:
    """Whether the Host names another place than ours: a rebound name, or a wrong PUBLIC_URL."""
    found = _HOST.fullmatch(headers.get("host", "").lower())
    host = (found["name"] or found["address"]) if found else ""
    return host != settings.public_host and not is_loopback(host)
