"""Failpoints: each stands in the code once, and nothing else can be asked for."""

from __future__ import annotations

import errno
import re
from collections import Counter
from pathlib import Path

import pytest

from storage import failpoints
from storage.failpoints import PLACES, Armed

ROOT = Path(__file__).resolve().parents[3]
USED = re.compile(r'\breach\("([a-z.]+)"\)')


def test_every_place_is_in_the_code_and_every_one_in_the_code_is_told() -> None:
    sources = [path for folder in ("storage", "server") for path in (ROOT / folder).rglob("*.py")]
    found = Counter(name for path in sources for name in USED.findall(path.read_text()))
    assert set(found) == set(PLACES)
    assert found.pop("objects.checked") == found.pop("objects.placed") == 2  # one for each store
    # One for one person's work, one for several people's in one transaction.
    assert found.pop("work.done") == found.pop("work.committed") == 2
    assert set(found.values()) == {1}


def test_without_a_test_nothing_happens() -> None:
    for place in PLACES:
        failpoints.reach(place)
    assert not isinstance(failpoints.reach, Armed)


def test_a_disk_may_be_full_at_the_third_passing() -> None:
    reach = Armed("spool.written=3*full,spool.synced=full")
    reach("spool.written")
    reach("spool.written")
    reach("objects.placed")
    for place in ("spool.written", "spool.synced"):
        with pytest.raises(OSError, match=place) as full:
            reach(place)
        assert full.value.errno == errno.ENOSPC
    reach("spool.written")


@pytest.mark.parametrize("wrong", ["spool.writen=kill", "spool.written", "spool.written=dance"])
def test_a_mistyped_failpoint_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="no such failpoint"):
        Armed(wrong)
