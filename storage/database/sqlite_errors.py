"""What went wrong with SQLite: the statement, or the file and the disk under it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from storage.errors import StorageUnavailable

# Primary result codes that say the file or disk fails, not the statement.
_FAILURES = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_NOTADB,
}


def failed(text: str, error: sqlite3.Error) -> Exception:
    """What SQLAlchemy would have raised."""
    return DBAPIError.instance(text, None, error, sqlite3.Error, hide_parameters=True)


@contextmanager
def reachable() -> Iterator[None]:
    """Turn failures of the file or disk into StorageUnavailable."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        at_fault = error.orig if isinstance(error, DBAPIError) else error
        code: int = getattr(at_fault, "sqlite_errorcode", 0)
        if code & 0xFF in _FAILURES:
            raise StorageUnavailable("database") from error
        raise
