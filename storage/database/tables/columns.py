"""Column makers shared by all tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from consult.names import searchable
from storage.database.types import Json, UtcDateTime

ID = sa.String(36)
CODE = sa.String(40)
NAME = sa.String(255)
SHA256 = sa.String(64)


def key(name: str = "id") -> sa.Column[str]:
    return sa.Column(name, ID, primary_key=True)


def ref(name: str, target: str, *, null: bool = False, primary: bool = False) -> sa.Column[str]:
    """A foreign key to `target` ("table.id")."""
    column_type = ID
    return sa.Column(name, column_type, sa.ForeignKey(target), nullable=null, primary_key=primary)


def col(name: str, kind: Any, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=null)


def instant(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, UtcDateTime(), nullable=null)


def json(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, Json, nullable=null)


# In a column's `info`: what makes its value out of the row's others.
MADE = "made"


def search_text(name: str, *, of: str) -> sa.Column[str]:
    """The text column `of` as it is looked for, written with every row that is written."""

    def made(row: Mapping[str, Any]) -> str:
        return searchable(row[of])[: NAME.length]

    def when_left_out(context: Any) -> str:
        return made(context.get_current_parameters())

    return sa.Column(
        name,
        NAME,
        nullable=True,
        default=when_left_out,
        onupdate=when_left_out,
        info={MADE: made},
    )


def one_of(name: str, values: Any) -> sa.CheckConstraint:
    """The column holds one of an enumeration's values."""
    quoted = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{name} IN ({quoted})", name=name)
