"""Which database this is, by its own word."""

from __future__ import annotations

import sqlalchemy as sa


def database_version(conn: sa.Connection) -> str:
    """`SQLite 3.45.1` or `PostgreSQL 18.1`."""
    if conn.dialect.name == "sqlite":
        return f"SQLite {conn.exec_driver_sql('SELECT sqlite_version()').scalar_one()}"
    words = str(conn.exec_driver_sql("SELECT version()").scalar_one()).split()
    return " ".join(words[:2])
