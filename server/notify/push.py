"""Web Push: a message only that browser can read (RFC 8291), signed as ours (RFC 8292)."""

from __future__ import annotations

import base64
import json
import os
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from server.security.keys import derived

CURVE = ec.SECP256R1()
# The order of P-256: a private key is one of its numbers.
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
RECORD = 4096
KEPT_S = 3600
SIGNED_FOR_S = 12 * 3600
# The push services of the browsers above our floor; an endpoint elsewhere is not called.
KNOWN_HOSTS = (
    "fcm.googleapis.com",
    "updates.push.services.mozilla.com",
    "web.push.apple.com",
    "notify.windows.com",
)


def b64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def from_b64url(text: str) -> bytes:
    """Raises ValueError for what is none."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def vapid_key(secret_key: str) -> ec.EllipticCurvePrivateKey:
    """The installation's own, the same on every server that shares its secret."""
    number = int.from_bytes(derived(secret_key, "vapid", 40)) % (ORDER - 1) + 1
    return ec.derive_private_key(number, CURVE)


def public_bytes(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def vapid_header(key: ec.EllipticCurvePrivateKey, endpoint: str, subject: str, now_s: int) -> str:
    """The value of Authorization (RFC 8292 §3); `subject` is an address to complain to."""
    parts = urlsplit(endpoint)
    claims = {"aud": f"{parts.scheme}://{parts.netloc}", "exp": now_s + SIGNED_FOR_S}
    claims["sub"] = subject
    head = b64url(json.dumps({"typ": "JWT", "alg": "ES256"}).encode())
    signed = f"{head}.{b64url(json.dumps(claims).encode())}"
    r, s = decode_dss_signature(key.sign(signed.encode(), ec.ECDSA(SHA256())))
    token = f"{signed}.{b64url(r.to_bytes(32) + s.to_bytes(32))}"
    return f"vapid t={token}, k={b64url(public_bytes(key))}"


def encrypt(
    text: bytes,
    p256dh: str,
    auth: str,
    *,
    ephemeral: ec.EllipticCurvePrivateKey | None = None,
    salt: bytes | None = None,
) -> bytes:
    """The body in aes128gcm (RFC 8188, RFC 8291 §3.4); ValueError for keys that are none."""
    theirs = from_b64url(p256dh)
    ours = ephemeral or ec.generate_private_key(CURVE)
    salt = salt or os.urandom(16)
    shared = ours.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, theirs))
    mine = public_bytes(ours)
    material = _hkdf(shared, from_b64url(auth), b"WebPush: info\0" + theirs + mine, 32)
    key = _hkdf(material, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _hkdf(material, salt, b"Content-Encoding: nonce\0", 12)
    sealed = AESGCM(key).encrypt(nonce, text + b"\x02", None)
    return salt + RECORD.to_bytes(4) + bytes([len(mine)]) + mine + sealed


def _hkdf(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)


def known_endpoint(endpoint: str, also: tuple[str, ...] = ()) -> bool:
    """Whether an endpoint is one of a push service: a browser may name any address it likes."""
    parts = urlsplit(endpoint)
    host = (parts.hostname or "").lower()
    if parts.scheme == "https":
        return any(host == known or host.endswith(f".{known}") for known in (*KNOWN_HOSTS, *also))
    return parts.scheme == "http" and host in also
