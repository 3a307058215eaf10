"""What tests of one function or module share."""

import pytest

from tests.worlds.world import World, build_world


@pytest.fixture
def world() -> World:
    """A network of its own for each test."""
    return build_world()
