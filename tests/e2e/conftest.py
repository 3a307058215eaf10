"""A browser, and people who are logged in with it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from tests.e2e.desk import Desk
from tests.e2e.installation import (
    CHROMIUM,
    FLAGS,
    FLOOR_CHROMIUM,
    WEB_APP,
    Installation,
    installed,
    installed_in,
)
from tests.fixtures.backends import Backend

expect.set_options(timeout=60_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    missing = "no Chromium on this machine" if not CHROMIUM else ""
    if not WEB_APP.exists():
        missing = "the web app is not built: make web"
    for item in items:
        if "tests/e2e/" in item.nodeid:
            item.add_marker(pytest.mark.browser)
            if missing:
                item.add_marker(pytest.mark.skip(reason=missing))


# Given back before tests that are not of the browsers, which run event loops of their own.
@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="package")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def chromium109(playwright: Playwright) -> Iterator[Browser]:
    """The oldest Chromium promised, as on the Windows 7 machines of county hospitals."""
    if not FLOOR_CHROMIUM.exists():
        pytest.skip("no Chromium 109 here: make test fetches it")
    browser = playwright.chromium.launch(
        executable_path=FLOOR_CHROMIUM,
        args=FLAGS,
        env={**os.environ, "LD_LIBRARY_PATH": str(FLOOR_CHROMIUM.parent / "lib")},
    )
    yield browser
    browser.close()


@pytest.fixture
def prefecture(postgres_url: str, seaweed_url: str, tmp_path: Path) -> Iterator[Installation]:
    """On PostgreSQL with S3."""
    with installed(Backend(postgres_url, seaweed_url), tmp_path) as running:
        yield running


@pytest.fixture
def embedded(sqlite_url: str, files_url: str, tmp_path: Path) -> Iterator[Installation]:
    with installed(Backend(sqlite_url, files_url), tmp_path) as running:
        yield running


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """For tests that mind no other test's cases: each takes the emergencies it sends."""
    with installed_in(tmp_path_factory.mktemp("shared")) as running:
        yield running


@pytest.fixture
def desks(chromium: Browser) -> Iterator[list[Desk]]:
    """Opened desks; each must end without an error in its console."""
    opened: list[Desk] = []
    yield opened
    complaints = [line for desk in opened for line in desk.complaints]
    for desk in opened:
        desk.page.context.close()
    assert complaints == []
