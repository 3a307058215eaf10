"""The coded words of an answer: where to, why not, what instead."""

from __future__ import annotations

PLACES = ("bed", "icu", "isolation", "clinic")
DECLINED_BECAUSE = (
    "no_bed",
    "not_indicated",
    "out_of_scope",
    "patient_wish",
    "equipment",
    "other",
)
ALTERNATIVES = (
    "other_hospital",
    "other_department",
    "later",
    "treat_there",
    "consultation",
    "clinic",
)
# Who agreed to the journey, and how.
AGREED_BY = ("patient", "family", "guardian", "exception")
AGREED_HOW = ("written", "verbal")
OUTCOMES = ("recovered", "improved", "unchanged", "worse", "transferred", "died")
