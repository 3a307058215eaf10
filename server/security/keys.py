"""Keys for one purpose each, out of the installation's one secret."""

from __future__ import annotations

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def derived(secret_key: str, purpose: str, length: int = 32) -> bytes:
    """RFC 5869."""
    hkdf = HKDF(algorithm=SHA256(), length=length, salt=None, info=b"huizhen " + purpose.encode())
    return hkdf.derive(secret_key.encode())
