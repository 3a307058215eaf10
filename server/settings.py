"""What an operator sets: HUIZHEN_… in the environment or in `.env` (docs/configuration.md)."""

from __future__ import annotations

import ipaddress
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, cast
from urllib.parse import urlsplit

from consult.errors import HuizhenError

LogFormat = Literal["console", "json"]
KNOWN = frozenset(
    {
        "HUIZHEN_DATA_DIR",
        "HUIZHEN_DATABASE_URL",
        "HUIZHEN_OBJECT_STORE_URL",
        "HUIZHEN_BUS_URL",
        "HUIZHEN_HOST",
        "HUIZHEN_PORT",
        "HUIZHEN_PUBLIC_URL",
        "HUIZHEN_SECRET_KEY",
        "HUIZHEN_LOG_FORMAT",
        "HUIZHEN_DISK_RESERVE_MIB",
        "HUIZHEN_IDLE_LOCK_MINUTES",
        "HUIZHEN_METRICS_TOKEN",
        "HUIZHEN_PUSH_HOSTS",
        "HUIZHEN_TLS_CERT",
        "HUIZHEN_TLS_KEY",
    }
)
SECRET_BYTES = 32
TLS_OFF = "off"
DAY = 24 * 60
DATABASE_FORMS = ("sqlite:///", "postgresql://")
BUS_FORMS = ("nats://", "tls://")
OBJECT_STORE_FORMS = ("file:/", "s3+http://", "s3+https://")
S3_FORM = "s3+http://KEY:SECRET@host:port/bucket?region=…"
S3_URL = re.compile(
    r"s3\+https?://[^:/\s]+:[^/\s]+@[^/@\s]+/[A-Za-z0-9][\w.-]{1,61}[A-Za-z0-9]/?(\?\S*)?"
)
POSTGRES_URL = re.compile(r"postgresql://[^/\s]*/[^/?\s]+(\?\S*)?")


class SettingsError(HuizhenError):
    """A setting cannot be used; says which and why in one line."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__("settings.wrong", name=name, reason=reason)

    def __str__(self) -> str:
        return f"{self.params['name']}: {self.params['reason']}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    data_dir: Path = Path("var")
    database_url: str = ""
    object_store_url: str = ""
    bus_url: str = "memory:"
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = ""
    secret_key: str = ""
    log_format: LogFormat = "console"
    disk_reserve: int | None = None
    idle_lock_minutes: int = 15
    metrics_token: str = field(default="", repr=False)
    push_hosts: tuple[str, ...] = ()
    tls_cert: str = ""
    tls_key: str = ""

    def __post_init__(self) -> None:
        """Fill in what follows from the rest; SettingsError for what cannot work."""
        data = self.data_dir.absolute()
        defaults = {
            "data_dir": data,
            "database_url": self.database_url or f"sqlite:///{data}/huizhen.db",
            "object_store_url": self.object_store_url or f"file:{data}/objects",
            "public_url": (self.public_url or f"http://127.0.0.1:{self.port}").rstrip("/"),
        }
        for name, value in defaults.items():
            object.__setattr__(self, name, value)
        _check(self)

    @property
    def https(self) -> bool:
        """Turns on `__Host-` cookies and HSTS."""
        return self.public_url.startswith("https://")

    @property
    def origin(self) -> str:
        """Scheme, host and port a browser sends as Origin."""
        parts = urlsplit(self.public_url)
        default = {"http": 80, "https": 443}[parts.scheme]
        port = "" if parts.port in (None, default) else f":{parts.port}"
        host = parts.hostname or ""
        return f"{parts.scheme}://{f'[{host}]' if ':' in host else host}{port}"

    @property
    def public_host(self) -> str:
        return urlsplit(self.public_url).hostname or ""

    @property
    def tls_dir(self) -> Path:
        """What `huizhen tls` makes."""
        return self.data_dir / "tls"

    @property
    def tls_certificate(self) -> Path | None:
        """What `serve` shows its callers: the given one, else `huizhen tls`'s if we are https."""
        if self.tls_cert:
            return None if self.tls_cert == TLS_OFF else Path(self.tls_cert)
        own = self.tls_dir / "server.pem"
        return own if self.https and own.is_file() else None

    @property
    def spool_dir(self) -> Path:
        """Where uploads wait, fsynced, until the object store has them."""
        return self.data_dir / "spool"


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a server at `host`."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def read_settings(
    environ: Mapping[str, str] | None = None, env_file: Path | None = None
) -> Settings:
    """From the environment, else from `.env` here; other names are not ours."""
    environ = os.environ if environ is None else environ
    found = {**_read_env_file(env_file or Path(".env")), **environ}
    values = {name: value for name, value in found.items() if name in KNOWN and value != ""}
    return Settings(
        data_dir=Path(values.get("HUIZHEN_DATA_DIR", "var")),
        database_url=values.get("HUIZHEN_DATABASE_URL", ""),
        object_store_url=values.get("HUIZHEN_OBJECT_STORE_URL", ""),
        bus_url=values.get("HUIZHEN_BUS_URL", "memory:"),
        host=values.get("HUIZHEN_HOST", "127.0.0.1"),
        port=_port(values.get("HUIZHEN_PORT", "8000")),
        public_url=values.get("HUIZHEN_PUBLIC_URL", ""),
        secret_key=values.get("HUIZHEN_SECRET_KEY", ""),
        log_format=cast("LogFormat", values.get("HUIZHEN_LOG_FORMAT", "console")),
        disk_reserve=_mebibytes(values.get("HUIZHEN_DISK_RESERVE_MIB")),
        idle_lock_minutes=_minutes(values.get("HUIZHEN_IDLE_LOCK_MINUTES", "15")),
        metrics_token=values.get("HUIZHEN_METRICS_TOKEN", ""),
        push_hosts=tuple(values.get("HUIZHEN_PUSH_HOSTS", "").replace(",", " ").lower().split()),
        tls_cert=values.get("HUIZHEN_TLS_CERT", ""),
        tls_key=values.get("HUIZHEN_TLS_KEY", ""),
    )


def secret_key(settings: Settings) -> str:
    """The installation's secret, made on first use in DATA_DIR with mode 600."""
    if settings.secret_key:
        return settings.secret_key
    path = settings.data_dir / "secret.key"
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(made := secrets.token_hex(SECRET_BYTES))
    return made


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 <= int(text) < 65536):
        raise SettingsError("HUIZHEN_PORT", f"{text!r} is not a port number")
    return int(text)


def _mebibytes(text: str | None) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise SettingsError("HUIZHEN_DISK_RESERVE_MIB", f"{text!r} is not a number of mebibytes")
    return int(text) << 20


def _minutes(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= DAY):
        raise SettingsError("HUIZHEN_IDLE_LOCK_MINUTES", f"{text!r} is not 0 to {DAY} minutes")
    return int(text)


def _check(settings: Settings) -> None:
    parts = urlsplit(settings.public_url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path:
        reason = "write it like https://consult.example.org, without a path"
        raise SettingsError("HUIZHEN_PUBLIC_URL", reason)
    if settings.https and len(settings.secret_key) < SECRET_BYTES:
        reason = "an https address needs one of 32 characters or more (openssl rand -hex 32)"
        raise SettingsError("HUIZHEN_SECRET_KEY", reason)
    if settings.tls_cert not in ("", TLS_OFF) and not settings.https:
        reason = "a certificate needs an https HUIZHEN_PUBLIC_URL"
        raise SettingsError("HUIZHEN_TLS_CERT", reason)
    if settings.tls_key and settings.tls_cert in ("", TLS_OFF):
        raise SettingsError("HUIZHEN_TLS_KEY", "needs HUIZHEN_TLS_CERT")
    _check_urls(settings)
    if settings.log_format not in ("console", "json"):
        raise SettingsError("HUIZHEN_LOG_FORMAT", "is console or json")


def _check_urls(settings: Settings) -> None:
    for name, url, forms in (
        ("HUIZHEN_DATABASE_URL", settings.database_url, DATABASE_FORMS),
        ("HUIZHEN_OBJECT_STORE_URL", settings.object_store_url, OBJECT_STORE_FORMS),
    ):
        if not url.startswith(forms):
            raise SettingsError(name, f"begins with {' or '.join(forms)}")
        if url.startswith("s3+") and not (S3_URL.fullmatch(url) and _port_fits(url)):
            raise SettingsError(name, f"write it like {S3_FORM}, key and secret percent-encoded")
        if url.startswith("postgresql:") and not (POSTGRES_URL.fullmatch(url) and _port_fits(url)):
            raise SettingsError(name, "write it like postgresql://user:pw@host:port/db")
    named = settings.bus_url.startswith(BUS_FORMS) and _port_fits(settings.bus_url)
    if settings.bus_url != "memory:" and not named:
        raise SettingsError("HUIZHEN_BUS_URL", "is memory: or begins with nats:// or tls://")


def _port_fits(url: str) -> bool:
    try:
        return urlsplit(url).port != 0
    except ValueError:
        return False


def _read_env_file(path: Path) -> dict[str, str]:
    """`NAME=value` lines; `#` begins a comment line, quotes around a value are dropped."""
    if not path.is_file():
        return {}
    found = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        text = line.strip().removeprefix("export ")
        if not text or text.startswith("#"):
            continue
        name, equals, value = text.partition("=")
        if not equals:
            raise SettingsError(f"{path} line {number}", "is not NAME=value")
        found[name.strip()] = value.strip().strip("\"'")
    return found
