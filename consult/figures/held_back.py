"""Which values of a breakdown are not shown: small ones, and those that follow from the rest."""

from __future__ import annotations

from collections.abc import Mapping


def held_back(counts: Mapping[str, int], fewest: int) -> frozenset[str]:
    """Places with fewer than `fewest`; where that is one alone, the next smallest as well.

    Nothing is held back of a place where nothing happened: its zero names nobody.
    """
    filled = {place: count for place, count in counts.items() if count > 0}
    small = {place for place, count in filled.items() if count < fewest}
    rest = filled.keys() - small
    if len(small) == 1 and rest:
        small.add(min(rest, key=lambda place: (filled[place], place)))
    return frozenset(small)
