"""Damaged in any way, a file or text raises what its target names and nothing else.

`make soak` tries each target many times more; `python -m tests.fuzz NAME` goes on until stopped.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fixtures.figures import Figures
from tests.fuzz.targets import TARGETS, Target
from tests.fuzz.texts import TEXTS

pytestmark = pytest.mark.hostile

SOAK = bool(os.environ.get("HUIZHEN_SOAK"))
MUTANTS = 3000 if SOAK else 40
EVERY = TARGETS | TEXTS
LIES = [b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f", b"\0\0\0\x80", b"\x01", b"\xff"]
BYTES = st.sampled_from(LIES) | st.binary(min_size=1, max_size=8)
# Where: half of the time in the head, where formats keep their lengths and counts.
PLACE = st.integers(0, 600) | st.integers(0, 2**16)
DEED = st.sampled_from(["put", "insert", "cut", "repeat", "flip"])
DAMAGE = st.lists(st.tuples(DEED, PLACE, BYTES), min_size=1, max_size=6)


@cache
def seeds(name: str) -> list[bytes]:
    return EVERY[name].seeds()


def damaged(data: bytes, damage: list[tuple[str, int, bytes]]) -> bytes:
    changed = bytearray(data)
    for deed, place, what in damage:
        at = place % (len(changed) + 1)
        if deed == "put":
            changed[at : at + len(what)] = what
        elif deed == "insert":
            changed[at:at] = what
        elif deed == "cut":
            del changed[at : at + what[0] + 1]
        elif deed == "repeat":
            changed[at:at] = changed[at : at + 64] * (what[0] % 8)
        elif changed:
            changed[at % len(changed)] ^= what[0] or 1
    return bytes(changed)


def attack(target: Target, data: bytes) -> bool:
    """Whether it was read; raises what the target does not name."""
    with TemporaryDirectory() as folder:
        try:
            target.run(data, Path(folder))
        except target.raises:
            return False
    return True


@pytest.mark.parametrize("name", EVERY)
def test_the_seeds_are_sound(name: str) -> None:
    assert all(attack(EVERY[name], data) for data in seeds(name))


@pytest.mark.parametrize("name", EVERY)
def test_only_the_named_exceptions(name: str, figures: Figures) -> None:
    @settings(
        max_examples=MUTANTS,
        derandomize=not SOAK,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.sampled_from(seeds(name)), DAMAGE)
    def tries(seed: bytes, damage: list[tuple[str, int, bytes]]) -> None:
        attack(EVERY[name], damaged(seed, damage))

    tries()
    figures(f"{MUTANTS} mutants: no exception but those it names")
