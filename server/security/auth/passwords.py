"""argon2id (RFC 9106) with OWASP's parameters, off the event loop and a few at a time."""

from __future__ import annotations

import asyncio
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from consult.errors import Invalid

MEMORY_KIB, PASSES, LANES = 19_456, 2, 1
AT_ONCE = 2
SHORTEST, LONGEST, FEWEST_KINDS = 10, 256, 5


class Passwords:
    """Hashes and checks; a check costs the same whether or not there is such an account."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=LANES)
        self._nobody = self._hasher.hash(secrets.token_hex())
        self._slots = asyncio.Semaphore(AT_ONCE)

    async def hash(self, password: str) -> str:
        async with self._slots:
            return await asyncio.to_thread(self._hasher.hash, password)

    async def fits(self, password_hash: str | None, password: str) -> bool:
        """Whether the password belongs to the hash; None does the work of a check and fits none."""
        if len(password) > LONGEST:
            password = ""
        async with self._slots:
            return await asyncio.to_thread(self._verify, password_hash, password)

    def _verify(self, password_hash: str | None, password: str) -> bool:
        try:
            self._hasher.verify(password_hash or self._nobody, password)
        except (VerificationError, InvalidHashError):
            return False
        return password_hash is not None


def check_password(password: str, username: str, field: str = "password") -> str:
    """A password good enough to be set: 10 to 256 characters, not the name, not one key held."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise Invalid("account.password_length", field=field, least=SHORTEST, most=LONGEST)
    simple = password.casefold()
    if len(set(simple)) < FEWEST_KINDS or username.casefold() in simple:
        raise Invalid("account.password_guessable", field=field)
    return password
