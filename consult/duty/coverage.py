"""A roster over a stretch of time: bars for the week's grid, holes for the next fourteen days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from consult.duty.on_call import DutyBook, OnCallLine, occurrences, on_call
from consult.duty.wall import instant, local_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """From one change to the next a line looks the same; without people it is a hole."""

    starts_at: datetime
    ends_at: datetime
    line: OnCallLine

    @property
    def hole(self) -> bool:
        return not self.line.people


def stretches(book: DutyBook, start: datetime, end: datetime) -> tuple[Stretch, ...]:
    """Every line of the roster from `start` to `end`, without a gap, in order of time."""
    edges = sorted({start, end, *_changes(book, start, end)})
    found: dict[int, list[Stretch]] = {}
    for begins, stops in pairwise(edges):
        for line in on_call(book, begins).lines:
            _extend(found.setdefault(line.line, []), begins, stops, line)
    return tuple(stretch for line in sorted(found) for stretch in found[line])


def _extend(row: list[Stretch], begins: datetime, stops: datetime, line: OnCallLine) -> None:
    last = row[-1] if row else None
    if last is not None and last.line == line:
        row[-1] = Stretch(starts_at=last.starts_at, ends_at=stops, line=line)
    else:
        row.append(Stretch(starts_at=begins, ends_at=stops, line=line))


def _changes(book: DutyBook, start: datetime, end: datetime) -> Iterator[datetime]:
    """Every instant at which the answer of `on_call` can change."""
    for shift in book.shifts:
        for edge in occurrences(book.zone, shift, start, end):
            yield from _inside(start, end, *edge)
    for override in book.overrides:
        yield from _inside(start, end, override.starts_at, override.ends_at)
    for leave in book.leaves:
        yield from _inside(start, end, leave.starts_at, leave.ends_at)
    for said in book.availability.values():
        yield from _inside(start, end, said.since, *([said.until] if said.until else []))
    for role in book.roles:
        yield from _inside(start, end, role.valid_from, *([role.valid_to] if role.valid_to else []))
    for term in book.terms.values():
        after = [term.ends + timedelta(days=1)] if term.ends else []
        yield from _inside(start, end, *(instant(book.zone, d, 0) for d in (term.starts, *after)))


def _inside(start: datetime, end: datetime, *edges: datetime) -> Iterator[datetime]:
    return (edge for edge in edges if start < edge < end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hole:
    """An hour of one local day in which lines nobody holds: the heat-map's cell."""

    day: str
    hour: int
    starts_at: datetime
    lines: tuple[int, ...]


def holes(book: DutyBook, start: datetime, days: int) -> tuple[Hole, ...]:
    """Hours of `days` local days from that of `start` in which a line is empty for some time.

    What is over is left out: nobody can fill it any more.
    """
    first = local_day(book.zone, start)
    end = instant(book.zone, first + timedelta(days=days), 0)
    cells: dict[datetime, set[int]] = {}
    for stretch in stretches(book, start, end):
        if stretch.hole:
            for hour in _hours(stretch):
                cells.setdefault(hour, set()).add(stretch.line.line)
    return tuple(_hole(book, at, cells[at]) for at in sorted(cells))


def _hours(stretch: Stretch) -> Iterator[datetime]:
    hour = stretch.starts_at.replace(minute=0, second=0, microsecond=0)
    while hour < stretch.ends_at:
        yield hour
        hour += timedelta(hours=1)


def _hole(book: DutyBook, at: datetime, lines: set[int]) -> Hole:
    local = at.astimezone(book.zone)
    return Hole(
        day=local.date().isoformat(),
        hour=local.hour,
        starts_at=at,
        lines=tuple(sorted(lines)),
    )
