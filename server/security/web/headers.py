"""Headers of every answer; a route may set a stricter one itself."""

from __future__ import annotations

from server.settings import Settings

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "media-src 'self' blob:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
    )
)
ALWAYS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "geolocation=(), payment=(), usb=()",
}
OVER_HTTPS = {"strict-transport-security": "max-age=31536000"}
NOT_KEPT = {"cache-control": "no-store"}


def headers_for(settings: Settings, path: str) -> dict[str, str]:
    """Defaults for an answer under `path`."""
    secure = OVER_HTTPS if settings.https else {}
    return ALWAYS | secure | (NOT_KEPT if path.startswith("/api/") else {})
