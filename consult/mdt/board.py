"""A standing team (MDT 团队): who sits on it for which specialty, and when it meets."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from consult.errors import Invalid
from consult.network.specialties import SPECIALTIES

MAX_NAME, MAX_PHONE = 120, 40
MOST_SEATS = 40
LONGEST_MIN = 8 * 60
LOOK_AHEAD_DAYS = 400
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


class SeatPart(StrEnum):
    """`presenter` is no seat of the board: the doctor who brings the case and knows the patient."""

    CHAIR = "chair"
    SECRETARY = "secretary"
    MEMBER = "member"
    PRESENTER = "presenter"


# Those who answer for the decision by their names.
SIGNING = frozenset({SeatPart.CHAIR, SeatPart.MEMBER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """`calendar`: weekday (0 is Monday) or None, `at` "14:00", `minutes`, `weeks` of the month."""

    id: str
    org_id: str
    name: str
    required_specialties: tuple[str, ...]
    calendar: dict[str, object]
    bridge_phone: str = ""
    active: bool = True
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Somebody of the board; `deputy_id` comes when they cannot."""

    id: str
    board_id: str
    person_id: str
    org_id: str
    part: SeatPart
    specialty: str
    required: bool
    deputy_id: str | None = None


def check_seats(seats: Sequence[Seat]) -> None:
    """Raises Invalid unless there is one chair, one secretary and nobody sits twice."""
    parts = [seat.part for seat in seats]
    if parts.count(SeatPart.CHAIR) != 1 or parts.count(SeatPart.SECRETARY) != 1:
        raise Invalid("mdt.seats_needed", field="seats")
    if SeatPart.PRESENTER in parts or len(seats) > MOST_SEATS:
        raise Invalid("mdt.bad_board", field="seats")
    people = [seat.person_id for seat in seats]
    people += [seat.deputy_id for seat in seats if seat.deputy_id]
    if len(set(people)) != len(people):
        raise Invalid("mdt.seated_twice", field="seats")
    for seat in seats:
        if seat.part is not SeatPart.SECRETARY and seat.specialty not in SPECIALTIES:
            raise Invalid("mdt.bad_board", field="seats.specialty")


def check_specialties(given: Sequence[str], field: str) -> tuple[str, ...]:
    if not set(given) <= set(SPECIALTIES):
        raise Invalid("mdt.bad_board", field=field)
    return tuple(dict.fromkeys(given))


def clean_calendar(given: Mapping[str, object]) -> dict[str, object]:
    weekday, at = given.get("weekday"), given.get("at", "14:00")
    minutes, weeks = given.get("minutes", 60), given.get("weeks", [])
    if weekday is not None and not (type(weekday) is int and 0 <= weekday <= 6):
        raise Invalid("mdt.bad_board", field="calendar.weekday")
    if not (isinstance(at, str) and _CLOCK.fullmatch(at)):
        raise Invalid("mdt.bad_board", field="calendar.at")
    if not (type(minutes) is int and 10 <= minutes <= LONGEST_MIN):
        raise Invalid("mdt.bad_board", field="calendar.minutes")
    if not isinstance(weeks, list | tuple) or not set(weeks) <= {1, 2, 3, 4, 5}:
        raise Invalid("mdt.bad_board", field="calendar.weeks")
    return {"weekday": weekday, "at": at, "minutes": minutes, "weeks": sorted(set(weeks))}


def next_dates(board: Board, zone: str, now: datetime, count: int = 4) -> tuple[datetime, ...]:
    """When the board meets next by its calendar; nothing where it has no weekday."""
    weekday, weeks = board.calendar.get("weekday"), board.calendar.get("weeks")
    if weekday is None:
        return ()
    at, here = time.fromisoformat(str(board.calendar["at"])), now.astimezone(ZoneInfo(zone))
    wanted = weeks if isinstance(weeks, list | tuple) and weeks else (1, 2, 3, 4, 5)
    found: list[datetime] = []
    for ahead in range(LOOK_AHEAD_DAYS):
        day = here.date() + timedelta(days=ahead)
        begins = datetime.combine(day, at, ZoneInfo(zone))
        if day.weekday() == weekday and (day.day - 1) // 7 + 1 in wanted and begins > now:
            found.append(begins)
        if len(found) == count:
            break
    return tuple(found)
