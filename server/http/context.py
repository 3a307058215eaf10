"""What a handler gets: who asks, the services, and the request's words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

import msgspec
from starlette.requests import Request

from consult.access.policy import Actor
from consult.actions.work import Work
from consult.errors import Invalid, Unauthenticated
from server.security.auth.identity import Identity
from server.services import Services
from storage.database.unit_of_work import Shown, UnitOfWork
from storage.repositories.store import SqlStore

C = TypeVar("C")
R = TypeVar("R")
ANONYMOUS = Actor(person_id="anonymous")
MOST_AT_ONCE = 200
_ETAG = re.compile(r'(?:W/)?"?(\d{1,9})"?')


@dataclass(frozen=True, slots=True)
class Page:
    """A keyset page: at most `limit` items after the one named by `after`."""

    limit: int
    after: str | None


class Paged(msgspec.Struct, Generic[R], frozen=True):
    """One page of a list; `next` is the `after` of the following page, null on the last."""

    items: list[R]
    next: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """One request. `actor` is ANONYMOUS only on routes declared `auth=False`."""

    request: Request
    services: Services
    actor: Actor
    identity: Identity | None
    trace: str
    locale: str

    @property
    def uow(self) -> UnitOfWork:
        return self.services.uow

    @property
    def now(self) -> datetime:
        return self.services.now()

    @property
    def me(self) -> Identity:
        """Who asks; raises Unauthenticated on a public route without a session."""
        if self.identity is None:
            raise Unauthenticated("session.required")
        return self.identity

    @property
    def path(self) -> Mapping[str, str]:
        """The path's parameters."""
        return self.request.path_params

    @property
    def query(self) -> Mapping[str, str]:
        return self.request.query_params

    @property
    def address(self) -> str:
        """The caller's network address."""
        return self.request.client.host if self.request.client else ""

    @property
    def if_match(self) -> int | None:
        """The version in If-Match, None without one."""
        header = self.request.headers.get("if-match", "").strip()
        if header in ("", "*"):
            return None
        found = _ETAG.fullmatch(header)
        if found is None:
            raise Invalid("request.bad_if_match", field="If-Match")
        return int(found[1])

    @property
    def page(self) -> Page:
        limit = self.query.get("limit", "50")
        if not (limit.isascii() and limit.isdigit() and 0 < int(limit) <= MOST_AT_ONCE):
            raise Invalid("request.bad_limit", field="limit", most=MOST_AT_ONCE)
        return Page(int(limit), self.query.get("after") or None)

    def flag(self, name: str) -> bool | None:
        """A `true` or `false` of the query, None without it."""
        text = self.query.get(name)
        if text in (None, "true", "false"):
            return None if text is None else text == "true"
        raise Invalid("request.invalid", field=name, reason="true or false")

    async def run(self, action: Callable[[Work, C], R], cmd: C) -> R:
        """Run an action in one transaction as the caller."""
        return await self.uow.run(action, cmd, actor=self.actor, trace=self.trace)

    async def look(self, read: Callable[[SqlStore], R]) -> R:
        """A read that shows no patient's data."""
        return await self.uow.look(read)

    async def show(self, read: Callable[[SqlStore], Shown[R]]) -> R:
        """A read that shows patient data; its audit row is committed first."""
        return await self.uow.show(read, actor=self.actor, trace=self.trace)


def page_of(items: Sequence[R], page: Page, key: Callable[[R], str]) -> Paged[R]:
    """One page of a list that is in memory, ordered by `key`."""
    ordered = sorted(items, key=key)
    rest = [item for item in ordered if page.after is None or key(item) > page.after]
    here = rest[: page.limit]
    return Paged(here, key(here[-1]) if len(rest) > page.limit else None)
