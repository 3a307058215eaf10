"""Secrets of gateways, sealed with a key of the installation: a copied database opens nothing."""

from __future__ import annotations

import base64

from server.security.keys import Cipher


class Seal:
    """AES-256-GCM; `unseal` gives "" for what another installation's key sealed."""

    def __init__(self, secret_key: str) -> None:
        self._cipher = Cipher(secret_key, "channel secrets")

    def seal(self, text: str) -> str:
        if not text:
            return ""
        return base64.b64encode(self._cipher.seal(text.encode())).decode()

    def unseal(self, sealed: str) -> str:
        if not sealed:
            return ""
        try:
            return self._cipher.unseal(base64.b64decode(sealed)).decode()
        except ValueError:
            return ""
