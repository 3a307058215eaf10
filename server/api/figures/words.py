"""The words of the figures in a language: the same for the page, the files and docs/figures.md."""

from __future__ import annotations

from consult.cases.request import Urgency
from consult.figures.catalogue import Figure
from server.texts import say

NOTES = 8


def name_of(locale: str, figure: Figure) -> str:
    return say(locale, f"figures.name.{figure.words}")


def group_of(locale: str, figure: Figure) -> str:
    if figure.group in set(Urgency):
        return say(locale, f"notify.urgency.{figure.group}")
    return say(locale, f"figures.group.{figure.group}")


def definition_of(locale: str, figure: Figure) -> tuple[str, str]:
    """What stands above the line and below it."""
    above = say(locale, f"figures.numerator.{figure.words}")
    return above, say(locale, f"figures.denominator.{figure.words}")


def notes(locale: str, fewest: int) -> tuple[str, ...]:
    """What holds for all of them."""
    return tuple(say(locale, f"figures.note.{no}", fewest=fewest) for no in range(1, NOTES + 1))
