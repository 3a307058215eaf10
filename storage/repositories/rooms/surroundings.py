"""What is known of rooms before messages go in: one answer for all of it, as every message asks."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from consult.cases.case import CaseParty
from consult.cases.request import Kind
from consult.cases.workflow.consultation import State
from consult.rooms.room import Room, RoomMember
from consult.rooms.surroundings import Key, Surroundings
from storage.database.json_text import dump_json
from storage.database.statement import Statement, among
from storage.database.tables.cases import case_party
from storage.database.tables.requests import request
from storage.database.tables.rooms import room, room_event, room_member
from storage.repositories.mapping import Mapper, instant

_KEY = ("room_id", "author_id", "cmid")
# One statement for any number of keys.
_KEYS = {
    "sqlite": "SELECT json_extract(value, '$[0]') AS room_id, json_extract(value, '$[1]')"
    " AS author_id, json_extract(value, '$[2]') AS cmid FROM json_each(:keys)",
    "postgresql": "SELECT value->>0 AS room_id, value->>1 AS author_id, value->>2 AS cmid"
    " FROM jsonb_array_elements(CAST(:keys AS jsonb))",
}


def with_keys(dialect: str, *columns: sa.ColumnElement[Any]) -> sa.Select[Any]:
    """Columns of the events with these keys, bound as JSON: `keys`."""
    keys = sa.text(_KEYS[dialect]).columns(*(sa.column(name, sa.String) for name in _KEY))
    wanted = keys.subquery("wanted")
    fits = sa.and_(*(room_event.c[name] == wanted.c[name] for name in _KEY))
    return sa.select(*columns).select_from(wanted.join(room_event, fits))


class json_row(FunctionElement[Any]):  # noqa: N801 - reads like the functions of SQL
    """Columns as the text of a JSON array, instants as ISO 8601."""

    name = "json_row"
    type = sa.Text()
    inherit_cache = True


@compiles(json_row, "sqlite")
def _sqlite(element: json_row, compiler: Any, **kw: Any) -> str:
    return f"json_array({compiler.process(element.clauses, **kw)})"


@compiles(json_row, "postgresql")
def _postgresql(element: json_row, compiler: Any, **kw: Any) -> str:
    return f"CAST(json_build_array({compiler.process(element.clauses, **kw)}) AS TEXT)"


_PARTIES, _MEMBERS = Mapper(CaseParty), Mapper(RoomMember)
_NUMBER = ("room_id", "author_id", "cmid", "seq", "at")


# The same few rows are asked for with every message, and their values never change.
@lru_cache(4096)
def _party(row: str) -> CaseParty:
    return _PARTIES.from_json(json.loads(row))


@lru_cache(4096)
def _member(row: str) -> RoomMember:
    return _MEMBERS.from_json(json.loads(row))


def _row(table: sa.FromClause, names: Sequence[str]) -> json_row:
    return json_row(*(table.c[name] for name in names))


def _written(word: str) -> sa.ColumnElement[str]:
    """Into the statement, not beside it: there are indexes of some states alone, so SQLite makes
    its plan anew with each value that is bound, which costs four times the question itself."""
    return sa.literal_column(f"'{word}'", sa.String)


def _asked(dialect: str) -> Statement:
    in_rooms = among(room.c.id, "rooms")
    parts = {
        "party": sa.select(room.c.id, _row(case_party, _PARTIES.names))
        .select_from(room.join(case_party, case_party.c.case_id == room.c.case_id))
        .where(in_rooms),
        "member": sa.select(room_member.c.room_id, _row(room_member, _MEMBERS.names)).where(
            among(room_member.c.room_id, "rooms"), among(room_member.c.person_id, "people")
        ),
        "known": with_keys(dialect, room_event.c.room_id, _row(room_event, _NUMBER)),
        "awaited": sa.select(request.c.room_id, _row(request, ["id"])).where(
            among(request.c.room_id, "rooms"),
            # A filter only: its index would bring what is accepted anywhere.
            sa.func.coalesce(request.c.state, _written("")) == _written(State.ACCEPTED),
            request.c.kind == _written(Kind.CONSULTATION),
        ),
    }
    named = [
        part.add_columns(sa.literal_column(f"'{name}'", sa.String).label("part"))
        for name, part in parts.items()
    ]
    return Statement(sa.union_all(*named))


_ASKED = {dialect: _asked(dialect) for dialect in _KEYS}


def surroundings(
    conn: sa.Connection, rooms: Sequence[Room], people: Sequence[str], keys: Sequence[Key]
) -> Surroundings:
    values = {"rooms": [room.id for room in rooms], "people": people, "keys": dump_json(keys)}
    parties: dict[str, list[CaseParty]] = defaultdict(list)
    members: dict[tuple[str, str], RoomMember] = {}
    known: dict[Key, tuple[int, datetime]] = {}
    awaited: dict[str, list[str]] = defaultdict(list)
    for room_id, row, part in _ASKED[conn.dialect.name].rows(conn, values):
        match part:
            case "party":
                parties[room_id].append(_party(row))
            case "member":
                member = _member(row)
                members[room_id, member.person_id] = member
            case "known":
                _, author_id, cmid, seq, at = json.loads(row)
                known[room_id, author_id, cmid] = seq, instant(at)
            case _:
                awaited[room_id].extend(json.loads(row))
    return Surroundings({room.id: room for room in rooms}, parties, members, known, awaited)
