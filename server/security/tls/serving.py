"""What `serve` needs to speak TLS itself, and whether a certificate still fits (`doctor`)."""

from __future__ import annotations

import ssl
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from server.security.tls.folder import read_certificate
from server.security.tls.issue import places_of, read_place
from server.settings import Settings, SettingsError

ENDS_SOON = timedelta(days=30)


def tls_options(settings: Settings) -> dict[str, Any]:
    """For uvicorn; empty where a proxy speaks TLS. SettingsError for what cannot be used."""
    certificate = settings.tls_certificate
    if certificate is None:
        return {}
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(
            certificate, settings.tls_key or None, password=_no_password
        )
    except OSError as error:  # ssl.SSLError is one
        reason = f"{certificate} cannot be used ({error.strerror or type(error).__name__})"
        raise SettingsError("HUIZHEN_TLS_CERT", reason) from error
    key = {"ssl_keyfile": settings.tls_key} if settings.tls_key else {}
    return {"ssl_certfile": str(certificate), **key}


def certificate_state(settings: Settings, now: datetime) -> tuple[str, dict[str, object]] | None:
    """A word for it, and what to say beside; None where the server speaks no TLS itself."""
    path = settings.tls_certificate
    if path is None:
        return None
    try:
        certificate = read_certificate(path)
        places = places_of(certificate)
    except (OSError, ValueError, LookupError):
        return "unreadable", {"path": path}
    return _state(settings, path, certificate.not_valid_after_utc, now, set(map(str, places)))


def _state(
    settings: Settings, path: Path, ends: datetime, now: datetime, names: set[str]
) -> tuple[str, dict[str, object]]:
    said: dict[str, object] = {"path": path, "until": f"{ends:%Y-%m-%d}"}
    host = str(read_place(settings.public_host))
    if names.isdisjoint({host, f"*.{host.partition('.')[2]}"}):
        return "other_name", {"name": settings.public_host, "names": ", ".join(sorted(names))}
    if ends <= now:
        return "ended", said
    return ("ends_soon" if ends - now < ENDS_SOON else "good"), said


def _no_password() -> bytes:
    """A key that needs one cannot be served unattended: fail instead of asking the terminal."""
    return b""
