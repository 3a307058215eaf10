"""Search parameters of an address (FHIR R4 §3.1.1), checked before anything is looked up."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from server.errors import BadQuery
from server.fhir.declaration import DATE, REFERENCE, TOKEN, ResourceType
from storage.repositories.fhir.source import Criterion, Query, Span

USUAL, MOST = 50, 200
MAX_VALUE, MAX_VALUES = 500, 100
PLACE = "_place"  # where the next page begins; only ever taken from a link of ours
_PREFIXES = ("eq", "ne", "gt", "lt", "ge", "le", "sa", "eb")
_SAME = {"sa": "gt", "eb": "lt"}
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_MINUTE = re.compile(r".{10}T\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})?")
# About the form of the answer and always honoured, so never unknown.
FORMAT = frozenset({"_format", "_pretty"})


@dataclass(frozen=True, slots=True)
class Search:
    """`used` are the parameters as the self link repeats them; `ignored` those nobody knows."""

    query: Query
    used: tuple[tuple[str, str], ...]
    ignored: tuple[str, ...]

    def link(self, base: str, *more: tuple[str, str]) -> str:
        words = urlencode([*self.used, *more])
        return f"{base}?{words}" if words else base


def read_search(kind: ResourceType, given: Iterable[tuple[str, str]]) -> Search:
    """Raises BadQuery naming the parameter whose value makes no sense."""
    criteria: list[Criterion] = []
    used: list[tuple[str, str]] = []
    ignored: list[str] = []
    ids: set[str] | None = None
    limit, after = USUAL, None
    for name, value in given:
        known = kind.also.get(name, name)
        _check(name, value)
        if name in FORMAT or value == "":
            continue
        if name == "_id":
            named = set(value.split(","))
            ids = named if ids is None else ids & named
        elif name == "_count":
            limit = _count(value)
        elif name == PLACE:
            after = _place(kind, value)
            continue
        elif known in kind.parameters:
            criteria.append(Criterion(known, _values(name, kind.parameters[known], value)))
        else:
            ignored.append(name)
            continue
        used.append((name, value))
    keys = None if ids is None else [key for id_ in sorted(ids) if (key := kind.key_of(id_))]
    query = Query(criteria=criteria, ids=keys, limit=limit, after=after)
    return Search(query, tuple(used), tuple(dict.fromkeys(ignored)))


def _bad(name: str) -> BadQuery:
    return BadQuery("fhir.bad_parameter", field=name[:100])


def _check(name: str, value: str) -> None:
    if len(value) > MAX_VALUE or "\x00" in name + value or value.count(",") >= MAX_VALUES:
        raise _bad(name)


def _count(value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) < 9):
        raise _bad("_count")
    return min(int(value), MOST)


def _place(kind: ResourceType, value: str) -> tuple[object, ...]:
    key = kind.key_of(value)
    if key is None:
        raise _bad(PLACE)
    return key


def _values(name: str, form: str, value: str) -> list[str | Span]:
    parts = value.split(",")
    if form == DATE:
        return [_span(name, part) for part in parts]
    if form == TOKEN:
        return [_code(part) for part in parts]
    if form == REFERENCE:
        return [part.rstrip("/").rpartition("/")[2] for part in parts]
    return list(parts)


def _code(value: str) -> str:
    """`system|code` or the code; a study's UID comes as urn:oid:."""
    return value.rpartition("|")[2].removeprefix("urn:oid:")


def _span(name: str, value: str) -> Span:
    prefix, text = (value[:2], value[2:]) if value[:2] in _PREFIXES else ("eq", value)
    try:
        start, end = _period(text)
    except (ValueError, OverflowError) as error:
        raise _bad(name) from error
    return Span(_SAME.get(prefix, prefix), start, end)


def _period(text: str) -> tuple[datetime, datetime]:
    """What a date names: a year, month, day, minute or second; without a zone it is UTC."""
    whole = _DATE.fullmatch(text)
    if whole is not None:
        year, month, day = (int(part) if part else None for part in whole.groups())
        start = datetime(year or 0, month or 1, day or 1, tzinfo=UTC)
        if day:
            return start, start + timedelta(days=1)
        if month:
            return start, (start + timedelta(days=31)).replace(day=1)
        return start, start.replace(year=start.year + 1)
    if "T" not in text:
        raise ValueError(text)
    # A plus that nobody escaped arrives as a blank.
    at = datetime.fromisoformat(text.replace(" ", "+"))
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    precise = "." in text
    step = timedelta(minutes=1) if _MINUTE.fullmatch(text) else timedelta(seconds=1)
    at = at.astimezone(UTC)
    return at, at + (timedelta(milliseconds=1) if precise else step)
