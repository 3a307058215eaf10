"""An authority that is good for one installation's names, and certificates of it (RFC 5280)."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv6Address

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from consult.errors import Invalid

AUTHORITY_LASTS = timedelta(days=3652)
# Apple's systems refuse longer ones, also of authorities a hospital has installed itself.
CERTIFICATE_LASTS = timedelta(days=820)
# The clock of a ward PC may be behind the server's.
BEGINS_BEFORE = timedelta(days=1)
# Where hospitals number their machines, RFC 1918 and 4193: the server may move within them.
PRIVATE_NETWORKS = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
LONGEST_NAME = 253

Address = IPv4Address | IPv6Address
Place = str | Address


def read_place(text: str) -> Place:
    """An address, or a DNS name in lower case; Invalid for anything else."""
    try:
        return ipaddress.ip_address(text.strip("[]"))
    except ValueError:
        pass
    name = text.lower().rstrip(".")
    if len(name) <= LONGEST_NAME and all(_LABEL.fullmatch(label) for label in name.split(".")):
        return name
    raise Invalid("tls.bad_name", name=text[:80])


def make_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def make_authority(
    key: ec.EllipticCurvePrivateKey, places: Sequence[Place], now: datetime
) -> x509.Certificate:
    """Whoever steals its key can name these places and private addresses, and no others."""
    name = _name(f"Huizhen CA {_text(places[0])}")
    return (
        _builder(name, name, key, now, AUTHORITY_LASTS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.NameConstraints(_permitted(places), None), critical=True)
        .sign(key, hashes.SHA256())
    )


def make_certificate(
    key: ec.EllipticCurvePrivateKey,
    places: Sequence[Place],
    authority: x509.Certificate,
    authority_key: ec.EllipticCurvePrivateKey,
    now: datetime,
) -> x509.Certificate:
    """A server's, for these names and addresses."""
    ends = min(CERTIFICATE_LASTS, authority.not_valid_after_utc - now)
    issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key())
    return (
        _builder(_name(_text(places[0])), authority.subject, key, now, ends)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName([_general(p) for p in places]), critical=False)
        .add_extension(issuer, critical=False)
        .sign(authority_key, hashes.SHA256())
    )


def places_of(certificate: x509.Certificate) -> list[Place]:
    """What a certificate of ours is for."""
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    found = (name.value for name in names if isinstance(name, x509.DNSName | x509.IPAddress))
    return [value for value in found if isinstance(value, str | Address)]


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 as browsers and Windows show it, to be compared by eye."""
    return certificate.fingerprint(hashes.SHA256()).hex(":").upper()


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    now: datetime,
    lasts: timedelta,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BEGINS_BEFORE)
        .not_valid_after(now + lasts)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _permitted(places: Sequence[Place]) -> list[x509.GeneralName]:
    names: list[x509.GeneralName] = [x509.DNSName(p) for p in places if isinstance(p, str)]
    networks = [ipaddress.ip_network(network) for network in PRIVATE_NETWORKS]
    networks += [ipaddress.ip_network(place) for place in places if not isinstance(place, str)]
    return names + [x509.IPAddress(network) for network in networks]


def _general(place: Place) -> x509.GeneralName:
    return x509.DNSName(place) if isinstance(place, str) else x509.IPAddress(place)


def _name(text: str) -> x509.Name:
    # The standard's longest common name; what counts are the alternative names.
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text[:64])])


def _text(place: Place) -> str:
    return str(place)
