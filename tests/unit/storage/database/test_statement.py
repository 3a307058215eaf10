"""Statements that are made once: typed as SQLAlchemy's own, found by an index, failing alike."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from storage.database.statement import Statement, among
from storage.database.types import Json, UtcDateTime

metadata = sa.MetaData()
thing = sa.Table(
    "thing",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("at", UtcDateTime, nullable=True),
    sa.Column("words", Json, nullable=True),
    sa.Column("on", sa.Boolean(), nullable=False),
)
NAMES = ("id", "at", "words", "on")
AT = datetime(2026, 11, 22, 3, 4, 5, 678901, tzinfo=UTC)
ADD = Statement(sa.insert(thing), NAMES)
ALL = sa.select(*(thing.c[name] for name in NAMES)).order_by(thing.c.id)


@pytest.fixture
def conn() -> Any:
    engine = sa.create_engine("sqlite://")
    with engine.begin() as connection:
        metadata.create_all(connection)
        yield connection
    engine.dispose()


def row(id_: str, **values: Any) -> dict[str, Any]:
    return {"id": id_, "at": AT, "words": {"名": ["Đạt", 1]}, "on": True} | values


def test_values_come_back_as_they_went(conn: sa.Connection) -> None:
    elsewhere = AT.astimezone(timezone(timedelta(hours=7)))
    ADD.run(conn, row("a"), row("b", at=elsewhere), row("c", at=None, words=None, on=False))
    found = [tuple(each) for each in Statement(ALL).rows(conn, {})]
    assert found == [
        ("a", AT, {"名": ["Đạt", 1]}, True),
        ("b", AT, {"名": ["Đạt", 1]}, True),
        ("c", None, None, False),
    ]
    assert found == [tuple(each) for each in conn.execute(ALL)]


def test_an_instant_without_a_zone_is_refused(conn: sa.Connection) -> None:
    with pytest.raises(ValueError, match="naive"):
        ADD.run(conn, row("a", at=AT.replace(tzinfo=None)))


def test_values_written_into_the_statement_hold_unless_others_are_given(
    conn: sa.Connection,
) -> None:
    ADD.run(conn, row("a"), row("b"), row("c"))
    two = Statement(ALL.where(thing.c.on == sa.bindparam("is_on", True)).limit(2))
    assert [each[0] for each in two.rows(conn, {})] == ["a", "b"]
    assert two.rows(conn, {"is_on": False}) == []


@pytest.mark.parametrize("ids", [[], ["a"], ["c", "a", "nobody"], ["it's", '"', "\\"]])
def test_one_among_any_number(conn: sa.Connection, ids: list[str]) -> None:
    ADD.run(conn, *(row(id_) for id_ in ("a", "b", "c", "it's")))
    found = Statement(ALL.where(among(thing.c.id, "ids"))).rows(conn, {"ids": ids})
    assert [each[0] for each in found] == sorted({"a", "b", "c", "it's"} & set(ids))


def test_among_several_is_looked_up_by_the_index(conn: sa.Connection) -> None:
    made = sa.select(thing.c.id).where(among(thing.c.id, "ids")).compile(conn)
    plan = conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {made}", ("[]",)).all()
    assert any("SEARCH thing" in step[3] for step in plan), plan


def test_how_many_rows_it_was(conn: sa.Connection) -> None:
    ADD.run(conn, row("a"), row("b"))
    off = Statement(sa.update(thing).where(thing.c.id == sa.bindparam("this")), ["on"])
    assert off.run(conn, {"this": "a", "on": False}) == 1
    assert off.run(conn, {"this": "nobody", "on": False}) == 0
    assert Statement(sa.delete(thing)).run(conn, {}) == 2


def test_a_refused_row_is_sqlalchemys_error_without_its_values(conn: sa.Connection) -> None:
    ADD.run(conn, row("a"))
    with pytest.raises(IntegrityError) as refused:
        ADD.run(conn, row("a", words={"name": "马十"}))
    assert "马十" not in str(refused.value)
