"""`huizhen tls`: what its certificates are good for, and what it refuses to touch."""

from __future__ import annotations

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from consult.errors import Conflict, Invalid
from server.cli import main
from server.security.tls.folder import TlsFolder, init, read_certificate, renew
from server.security.tls.issue import Place, make_certificate, make_key, read_place
from server.security.tls.serving import certificate_state, tls_options
from server.settings import Settings, SettingsError

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
PLACES = [read_place("Huizhen.Hospital.LAN."), read_place("203.0.113.5")]
SECRET = "s" * 32


@pytest.fixture
def folder(tmp_path: Path) -> TlsFolder:
    made = TlsFolder(tmp_path / "tls")
    init(made, PLACES, NOW)
    return made


def trusted(folder: TlsFolder, leaf: x509.Certificate, name: str, at: datetime = NOW) -> bool:
    """As a strict client sees it that has installed the authority and nothing else."""
    store = Store([read_certificate(folder.authority)])
    place = read_place(name)
    subject = x509.DNSName(place) if isinstance(place, str) else x509.IPAddress(place)
    try:
        PolicyBuilder().store(store).time(at).build_server_verifier(subject).verify(leaf, [])
    except VerificationError:
        return False
    return True


def test_a_certificate_is_good_for_its_names_and_its_time(folder: TlsFolder) -> None:
    leaf = read_certificate(folder.certificate)
    assert trusted(folder, leaf, "huizhen.hospital.lan")
    assert trusted(folder, leaf, "203.0.113.5")
    assert not trusted(folder, leaf, "other.hospital.lan")
    assert not trusted(folder, leaf, "huizhen.hospital.lan", NOW + timedelta(days=821))


@pytest.mark.parametrize("name", ["bank.example.com", "hospital.lan", "198.51.100.7"])
def test_a_stolen_authority_cannot_name_others(folder: TlsFolder, name: str) -> None:
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    authority = read_certificate(folder.authority)
    secret = load_pem_private_key(folder.authority_key.read_bytes(), None)
    forged = make_certificate(make_key(), [read_place(name)], authority, secret, NOW)  # type: ignore[arg-type]
    assert not trusted(folder, forged, name)
    with pytest.raises(Invalid):
        renew(folder, [read_place(name)], NOW)


def test_files_are_their_owners_alone_and_never_overwritten(folder: TlsFolder) -> None:
    files = {path.name: path.read_bytes() for path in folder.path.iterdir()}
    assert set(files) == {"huizhen-ca.crt", "huizhen-ca.key", "server.pem"}
    modes = {stat.S_IMODE(path.stat().st_mode) for path in folder.path.iterdir()}
    assert (modes, stat.S_IMODE(folder.path.stat().st_mode)) == ({0o600}, 0o700)
    with pytest.raises(Conflict):
        init(folder, PLACES, NOW)
    folder.certificate.unlink()
    with pytest.raises(Conflict):
        init(folder, PLACES, NOW)
    assert folder.authority_key.read_bytes() == files["huizhen-ca.key"]


def test_a_renewed_certificate_is_trusted_without_touching_the_pcs(folder: TlsFolder) -> None:
    later = NOW + timedelta(days=700)
    authority = folder.authority.read_bytes()
    assert renew(folder, [], later) == PLACES
    leaf = read_certificate(folder.certificate)
    assert trusted(folder, leaf, "huizhen.hospital.lan", later + timedelta(days=800))
    moved: list[Place] = [PLACES[0], read_place("10.20.0.9")]
    assert renew(folder, moved, later) == moved
    assert trusted(folder, read_certificate(folder.certificate), "10.20.0.9", later)
    assert folder.authority.read_bytes() == authority
    folder.authority_key.unlink()
    with pytest.raises(Invalid):
        renew(folder, [], later)


@pytest.mark.parametrize(
    "text", ["", "a b", "-x.lan", "x..lan", "x" * 64, "https://x", "10.0.0.256/"]
)
def test_what_is_no_name_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        read_place(text)


def test_the_command_says_what_to_do_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HUIZHEN_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert main(["tls", "init", "hospital.lan", "fd00::2"]) == 0
    said = capsys.readouterr().out
    assert "HUIZHEN_PUBLIC_URL=https://hospital.lan:8000" in said
    assert "certutil -addstore -f Root huizhen-ca.crt" in said
    assert main(["tls", "init", "hospital.lan"]) == 1
    assert "huizhen tls renew" in capsys.readouterr().err
    assert main(["tls", "renew"]) == 0
    assert "hospital.lan, fd00::2" in capsys.readouterr().out


def test_which_certificate_is_served(folder: TlsFolder) -> None:
    data, own = folder.path.parent, folder.certificate
    https: dict[str, Any] = {"public_url": "https://huizhen.hospital.lan", "secret_key": SECRET}
    plain = Settings(data_dir=data)
    assert (tls_options(plain), certificate_state(plain, NOW)) == ({}, None)
    ours = Settings(data_dir=data, **https)
    assert tls_options(ours) == {"ssl_certfile": str(own)}
    assert tls_options(Settings(data_dir=data, **https, tls_cert="off")) == {}
    assert tls_options(Settings(data_dir=data / "empty", **https)) == {}
    given = Settings(data_dir=data / "empty", **https, tls_cert=str(own), tls_key=str(own))
    assert tls_options(given) == {"ssl_certfile": str(own), "ssl_keyfile": str(own)}
    for broken in (str(folder.authority), str(data / "missing.pem")):
        with pytest.raises(SettingsError):
            tls_options(Settings(data_dir=data, **https, tls_cert=broken))
    with pytest.raises(SettingsError):
        Settings(data_dir=data, tls_cert=str(own))
    with pytest.raises(SettingsError):
        Settings(data_dir=data, **https, tls_key=str(own))


def test_doctor_tells_before_a_certificate_ends(folder: TlsFolder) -> None:
    settings = Settings(
        data_dir=folder.path.parent, public_url="https://huizhen.hospital.lan", secret_key=SECRET
    )
    other = Settings(
        data_dir=folder.path.parent, public_url="https://hospital.lan", secret_key=SECRET
    )

    def state(at: timedelta, of: Settings = settings) -> str:
        found = certificate_state(of, NOW + at)
        assert found is not None
        return found[0]

    assert [state(timedelta(days=days)) for days in (0, 800, 821)] == ["good", "ends_soon", "ended"]
    assert state(timedelta(0), other) == "other_name"
    folder.certificate.write_text("nothing")
    assert state(timedelta(0)) == "unreadable"
