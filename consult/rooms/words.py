"""Words of a message as they are looked for, in any of the three languages.

Latin words without case, tone or accent (Nguyễn Văn Đạt: nguyen, van, dat); Chinese, which writes
no spaces, by pairs of characters: 胸痛两小时 is 胸痛, 痛两, 两小, 小时.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from consult.names import searchable

MAX_WORD = 40
MOST_WORDS = 2_000
# CJK ideographs with extension A and the compatibility ones, as one run; else letters and digits.
_RUNS = re.compile(r"([\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+)|([^\W_]+)")


def words_of(text: str) -> frozenset[str]:
    """What a message is found by."""
    found: set[str] = set()
    for word in _words(text):
        found.add(word[:MAX_WORD])
        if len(found) >= MOST_WORDS:
            break
    return frozenset(found)


def _words(text: str) -> Iterator[str]:
    for chinese, other in _RUNS.findall(searchable(text)):
        if other:
            yield other
        # The last character by itself too, so that each one can be looked for alone.
        for index in range(len(chinese)):
            yield chinese[index : index + 2]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Every one of `whole` and a word that begins with each of `begun`."""

    whole: frozenset[str]
    begun: frozenset[str]

    @property
    def nothing(self) -> bool:
        return not self.whole and not self.begun


def wanted(query: str) -> Wanted:
    """A query's last Latin word, and a single Chinese character, may be the beginning of one."""
    whole: set[str] = set()
    begun: set[str] = set()
    runs = _RUNS.findall(searchable(query))
    for place, (chinese, other) in enumerate(runs):
        if other:
            (begun if place == len(runs) - 1 else whole).add(other[:MAX_WORD])
        elif len(chinese) == 1:
            begun.add(chinese)
        whole.update(chinese[index : index + 2] for index in range(len(chinese) - 1))
    return Wanted(frozenset(whole), frozenset(begun))
