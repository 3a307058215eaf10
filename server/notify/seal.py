"""Secrets of gateways, sealed with a key of the installation: a copied database opens nothing."""

from __future__ import annotations

import base64
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from server.security.keys import derived

NONCE_BYTES = 12


class Seal:
    """AES-256-GCM; `unseal` gives "" for what another installation's key sealed."""

    def __init__(self, secret_key: str) -> None:
        self._cipher = AESGCM(derived(secret_key, "channel secrets"))

    def seal(self, text: str) -> str:
        if not text:
            return ""
        nonce = os.urandom(NONCE_BYTES)
        return base64.b64encode(nonce + self._cipher.encrypt(nonce, text.encode(), None)).decode()

    def unseal(self, sealed: str) -> str:
        if not sealed:
            return ""
        try:
            raw = base64.b64decode(sealed)
            return self._cipher.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], None).decode()
        except (ValueError, InvalidTag):
            return ""
