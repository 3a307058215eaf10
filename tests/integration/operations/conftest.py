"""Installations to look after."""

from __future__ import annotations

import pytest

from tests.fixtures.served import Served
from tests.integration.operations.operating import Maker, Operator, tell_the_story
from tests.stories.consulting import Consulting


@pytest.fixture
def operator_of(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Maker:
    return lambda settings: Operator(settings, monkeypatch, capsys)


@pytest.fixture
def operator(served: Served, operator_of: Maker) -> Operator:
    """Of an installation with a signed case, its recording, chat and a correction."""
    tell_the_story(Consulting(served))
    return operator_of(served.settings)


@pytest.fixture
def here(served_here: Served, operator_of: Maker) -> Operator:
    tell_the_story(Consulting(served_here))
    return operator_of(served_here.settings)
