"""Fixtures every test may ask for; each test process has servers of its own."""

import pytest

pytest_plugins = [
    "tests.fixtures.figures",
    "tests.fixtures.postgres",
    "tests.fixtures.seaweed",
    "tests.fixtures.nats",
    "tests.fixtures.backends",
    "tests.fixtures.server",
    "tests.fixtures.served",
]


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"
