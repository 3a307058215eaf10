"""The three files of `DATA_DIR/tls`: readable by their owner alone, never overwritten by chance."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from uuid import uuid4

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from consult.errors import Conflict, Invalid
from server.security.tls.issue import Place, make_authority, make_certificate, make_key, places_of

PEM = serialization.Encoding.PEM


@dataclass(frozen=True, slots=True)
class TlsFolder:
    path: Path

    @property
    def authority(self) -> Path:
        """What is installed on the ward PCs; it is no secret."""
        return self.path / "huizhen-ca.crt"

    @property
    def authority_key(self) -> Path:
        return self.path / "huizhen-ca.key"

    @property
    def certificate(self) -> Path:
        """The server's, with its key: one file, so that a kill leaves no half."""
        return self.path / "server.pem"


def init(folder: TlsFolder, places: Sequence[Place], now: datetime) -> x509.Certificate:
    """An authority and its first certificate; Conflict where anything is already there."""
    for path in (folder.authority, folder.authority_key, folder.certificate):
        if path.exists():
            raise Conflict("tls.exists", path=str(path))
    folder.path.mkdir(mode=0o700, parents=True, exist_ok=True)
    authority_key = make_key()
    authority = make_authority(authority_key, places, now)
    _write(folder.authority_key, _private(authority_key))
    _write(folder.authority, authority.public_bytes(PEM))
    _issue(folder, places, authority, authority_key, now)
    return authority


def renew(folder: TlsFolder, places: Sequence[Place], now: datetime) -> list[Place]:
    """A new certificate of the same authority, so that nothing is installed anew on the PCs.

    Without `places` it is for those of the old one. Invalid where the authority is not there, or
    may not name one of the places.
    """
    if not (folder.authority.is_file() and folder.authority_key.is_file()):
        raise Invalid("tls.no_authority", path=str(folder.path))
    authority = x509.load_pem_x509_certificate(folder.authority.read_bytes())
    key = serialization.load_pem_private_key(folder.authority_key.read_bytes(), password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise Invalid("tls.no_authority", path=str(folder.path))
    chosen = list(places) or places_of(read_certificate(folder.certificate))
    _check_permitted(authority, chosen)
    _issue(folder, chosen, authority, key, now)
    return chosen


def read_certificate(path: Path) -> x509.Certificate:
    """The first certificate of a PEM file; OSError or ValueError when it cannot be read."""
    return x509.load_pem_x509_certificate(path.read_bytes())


def _issue(
    folder: TlsFolder,
    places: Sequence[Place],
    authority: x509.Certificate,
    authority_key: ec.EllipticCurvePrivateKey,
    now: datetime,
) -> None:
    key = make_key()
    certificate = make_certificate(key, places, authority, authority_key, now)
    chain = certificate.public_bytes(PEM) + authority.public_bytes(PEM)
    _write(folder.certificate, _private(key) + chain)


def _check_permitted(authority: x509.Certificate, places: Sequence[Place]) -> None:
    limits = authority.extensions.get_extension_for_class(x509.NameConstraints).value
    permitted = [each.value for each in limits.permitted_subtrees or ()]
    for place in places:
        if not any(_within(place, limit) for limit in permitted):
            raise Invalid("tls.not_permitted", name=str(place))


def _within(place: Place, limit: object) -> bool:
    if isinstance(place, str):
        return isinstance(limit, str) and f".{place}".endswith(f".{limit}")
    return isinstance(limit, IPv4Network | IPv6Network) and place in limit


def _private(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all, and never readable by others, not even for a moment."""
    new = path.with_name(f".{path.name}.{uuid4().hex}")
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
