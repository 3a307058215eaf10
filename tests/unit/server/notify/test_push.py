"""Web Push against the example of RFC 8291 §5 and Appendix A, and a signature anybody can check."""

from __future__ import annotations

import json

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from server.notify.push import (
    CURVE,
    b64url,
    encrypt,
    from_b64url,
    known_endpoint,
    public_bytes,
    vapid_header,
    vapid_key,
)

TEXT = b"When I grow up, I want to be a watermelon"
THEIRS = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
OURS = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
SEALED = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"
    "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"
    "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def test_the_example_of_the_standard() -> None:
    ours = ec.derive_private_key(int.from_bytes(from_b64url(OURS)), CURVE)
    sealed = encrypt(TEXT, THEIRS, AUTH, ephemeral=ours, salt=from_b64url(SALT))
    assert b64url(sealed) == SEALED


def test_no_two_messages_are_sealed_alike() -> None:
    assert encrypt(TEXT, THEIRS, AUTH) != encrypt(TEXT, THEIRS, AUTH)


@pytest.mark.parametrize("wrong", ["", "AAAA", b64url(b"\x04" + bytes(64))])
def test_a_key_that_is_no_point_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        encrypt(TEXT, wrong, AUTH)


def test_the_signature_can_be_checked_and_is_for_that_service_alone() -> None:
    key = vapid_key("a secret of the installation")
    assert public_bytes(vapid_key("a secret of the installation")) == public_bytes(key)
    assert public_bytes(vapid_key("another")) != public_bytes(key)
    header = vapid_header(key, "https://push.example:8443/abc", "https://huizhen.example", 1_000)
    scheme, _, rest = header.partition(" ")
    fields = dict(part.strip().split("=", 1) for part in rest.split(","))
    assert scheme == "vapid"
    assert from_b64url(fields["k"]) == public_bytes(key)
    signed, _, signature = fields["t"].rpartition(".")
    raw = from_b64url(signature)
    der = encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
    key.public_key().verify(der, signed.encode(), ec.ECDSA(SHA256()))
    claims = json.loads(from_b64url(signed.split(".")[1]))
    assert claims == {
        "aud": "https://push.example:8443",
        "exp": 1_000 + 12 * 3600,
        "sub": "https://huizhen.example",
    }


@pytest.mark.parametrize(
    ("endpoint", "known"),
    [
        ("https://fcm.googleapis.com/fcm/send/x", True),
        ("https://wns2-par02p.notify.windows.com/w/?token=x", True),
        ("https://evilfcm.googleapis.com.attacker.example/", False),
        ("https://notfcm.googleapis.com/", False),
        ("http://fcm.googleapis.com/x", False),
        ("https://169.254.169.254/latest", False),
        ("http://127.0.0.1:8080/x", False),
        ("file:///etc/passwd", False),
    ],
)
def test_only_services_we_know_are_called(endpoint: str, known: bool) -> None:
    assert known_endpoint(endpoint) is known
    assert known_endpoint("http://127.0.0.1:8080/x", ("127.0.0.1",))
