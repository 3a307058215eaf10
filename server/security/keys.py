"""Keys for one purpose each, out of the installation's one secret, and what is sealed with them."""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES = 12


def derived(secret_key: str, purpose: str, length: int = 32) -> bytes:
    """RFC 5869."""
    hkdf = HKDF(algorithm=SHA256(), length=length, salt=None, info=b"huizhen " + purpose.encode())
    return hkdf.derive(secret_key.encode())


class Cipher:
    """AES-256-GCM with its nonce in front; what was sealed for one `place` opens at no other."""

    def __init__(self, secret_key: str, purpose: str) -> None:
        self._cipher = AESGCM(derived(secret_key, purpose))

    def seal(self, plain: bytes, place: bytes | None = None) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, plain, place)

    def unseal(self, sealed: bytes, place: bytes | None = None) -> bytes:
        """Raises ValueError for what this key did not seal for this place."""
        try:
            return self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place)
        except InvalidTag as error:
            raise ValueError("sealed by another key, for another place, or changed") from error
