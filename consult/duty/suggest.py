"""Whom to offer a request, and why: an order people can check, not a score (派单建议).

Compared in this order: may be asked at all, asked specialty, on duty (first line first), knows the
patient, knows the asking doctor, speaks the county's language, fewest open cases, name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from consult.duty.on_call import SkipReason


class Why(StrEnum):
    SPECIALTY = "specialty"
    ON_DUTY = "on_duty"
    PATIENT = "patient"
    DOCTOR = "doctor"
    LANGUAGE = "language"
    LOAD = "load"


class Against(StrEnum):
    """The first six keep somebody from being suggested; another specialty only comes later."""

    REFUSED = "refused"
    CANNOT_SIGN = "cannot_sign"
    LEAVE = "leave"
    BUSY = "busy"
    AWAY = "away"
    TERM = "term"
    OTHER_SPECIALTY = "other_specialty"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Facts about one expert; `earlier_*` count answered requests, `line` is today's duty."""

    person_id: str
    name: str
    of_specialty: bool
    line: int | None = None
    absent: SkipReason | None = None
    refused: bool = False
    can_sign: bool = True
    speaks: bool = False
    open_cases: int = 0
    earlier_patient: int = 0
    earlier_doctor: int = 0


@dataclass(frozen=True, slots=True)
class Reason:
    """`n`: the line, how many earlier cases, or how many open ones."""

    why: Why
    n: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    person_id: str
    reasons: tuple[Reason, ...]
    against: tuple[Against, ...]
    suggested: bool = False


def suggestions(candidates: Iterable[Candidate]) -> tuple[Suggestion, ...]:
    """Best first; only the first is `suggested`, and only if nothing speaks against them."""
    ordered = sorted(candidates, key=_rank)
    return tuple(
        Suggestion(
            person_id=each.person_id,
            reasons=_reasons(each),
            against=_against(each),
            suggested=place == 0 and not _against(each),
        )
        for place, each in enumerate(ordered)
    )


def _rank(each: Candidate) -> tuple[object, ...]:
    hindered = set(_against(each)) - {Against.OTHER_SPECIALTY}
    return (
        bool(hindered),
        not each.of_specialty,
        each.line or 9,
        -each.earlier_patient,
        -each.earlier_doctor,
        not each.speaks,
        each.open_cases,
        each.name,
        each.person_id,
    )


def _reasons(each: Candidate) -> tuple[Reason, ...]:
    said = (
        (each.of_specialty, Reason(Why.SPECIALTY)),
        (each.line is not None and each.absent is None, Reason(Why.ON_DUTY, each.line or 0)),
        (each.earlier_patient > 0, Reason(Why.PATIENT, each.earlier_patient)),
        (each.earlier_doctor > 0, Reason(Why.DOCTOR, each.earlier_doctor)),
        (each.speaks, Reason(Why.LANGUAGE)),
        (True, Reason(Why.LOAD, each.open_cases)),
    )
    return tuple(reason for holds, reason in said if holds)


def _against(each: Candidate) -> tuple[Against, ...]:
    found = []
    if each.refused:
        found.append(Against.REFUSED)
    if not each.can_sign:
        found.append(Against.CANNOT_SIGN)
    if each.absent is not None and each.absent is not SkipReason.NO_ROLE:
        found.append(Against(each.absent.value))
    if not each.of_specialty:
        found.append(Against.OTHER_SPECIALTY)
    return tuple(found)
