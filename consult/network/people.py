"""People of the network, with or without a login (医师, 专家)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    id: str
    name: str
    locale: str = "en"
    title: str = ""
    phone: str = ""
    languages: tuple[str, ...] = ()
    specialties: tuple[str, ...] = ()
    licence_no: str = ""
    licence_valid_to: date | None = None

    def may_sign(self, today: date) -> bool:
        """A signature needs a licence that is named and has not run out (执业证书)."""
        if not self.licence_no:
            return False
        return self.licence_valid_to is None or today <= self.licence_valid_to


class AccountStatus(StrEnum):
    ACTIVE = "active"
    DISABLED = "disabled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A login. `password_hash` is an argon2id string; the name is kept case-folded."""

    id: str
    person_id: str
    username: str
    password_hash: str
    status: AccountStatus = AccountStatus.ACTIVE
    demo: bool = False
    must_change_password: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginSession:
    """A browser's session; only the hash of its secret is kept."""

    id: str
    account_id: str
    person_id: str
    token_sha256: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    user_agent: str = ""
    revoked_at: datetime | None = None

    def live(self, now: datetime) -> bool:
        return self.revoked_at is None and now < self.expires_at


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiToken:
    """A program's bearer token with its owner's rights, narrowed to `scopes`."""

    id: str
    person_id: str
    name: str
    token_sha256: str
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None

    def live(self, now: datetime) -> bool:
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class SocketTicket:
    """Opens one socket, once, for who holds a session or token; `uses` is 0 or 1."""

    secret_sha256: str
    person_id: str
    session_id: str | None = None
    token_id: str | None = None
    expires_at: datetime
    uses: int = 0


TOKEN_SCOPES = frozenset({"dicomweb", "uploads", "api", "fhir"})
