"""The one way to the database: work is a plain function of a SQLAlchemy connection."""

from collections.abc import Callable
from typing import Literal, Protocol, TypeVar

from sqlalchemy import Connection, make_url
from sqlalchemy.exc import ArgumentError

from storage.database.postgres import PostgresDatabase
from storage.database.sqlite import SqliteDatabase

T = TypeVar("T")


class Database(Protocol):
    """SQLite or PostgreSQL.

    Work may run more than once (PostgreSQL retries deadlocks and serialization failures) or not
    at all (its caller was cancelled first), so it touches nothing but its connection and never
    commits. Between two reads of one `write` other writers may commit on PostgreSQL: rules that
    must hold are held by unique constraints, conditional updates or FOR UPDATE.
    """

    @property
    def dialect(self) -> Literal["sqlite", "postgresql"]: ...

    async def read(self, work: Callable[[Connection], T], *, single: bool = False) -> T:
        """Run `work` on one snapshot; the database refuses writes.

        `single`: one SELECT, a snapshot of its own that needs no transaction around it.
        """
        ...

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in a transaction; returns after COMMIT, raises what `work` raises.

        Raises StorageUnavailable when the database cannot be reached or written; the outcome is
        then unknown, as for every lost reply.
        """
        ...

    async def ping(self) -> None:
        """Raise StorageUnavailable unless reads and writes are possible now."""
        ...

    async def close(self) -> None: ...


def open_database(url: str) -> Database:
    """Open `sqlite:///path` or `postgresql://user:pw@host:port/db` (`?host=/socket/dir`).

    Connects lazily on PostgreSQL. ValueError for any other URL; the message has no password.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise ValueError("the database URL cannot be read") from error
    if parsed.drivername == "sqlite" and parsed.database not in (None, "", ":memory:"):
        return SqliteDatabase(parsed)
    if parsed.drivername == "postgresql":
        return PostgresDatabase(parsed)
    raise ValueError(f"not a database URL of ours: {parsed.render_as_string(hide_password=True)}")
