"""Fixtures every test may ask for; each test process has servers of its own."""

from collections.abc import Iterator

import pytest

from server.security.auth import passwords
from server.uploads import endpoints

pytest_plugins = [
    "tests.fixtures.figures",
    "tests.fixtures.postgres",
    "tests.fixtures.seaweed",
    "tests.fixtures.nats",
    "tests.fixtures.soak",
    "tests.fixtures.backends",
    "tests.fixtures.intake",
    "tests.fixtures.server",
    "tests.fixtures.served",
]


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> Iterator[None]:
    """Servers of the test process hash lightly; `huizhen`, a process of its own, as always."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(passwords, "MEMORY_KIB", 64)
        patched.setattr(passwords, "PASSES", 1)
        yield


@pytest.fixture(scope="session", autouse=True)
def patience() -> Iterator[None]:
    """A sender learns the end in one answer, however busy the machine is."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(endpoints, "WAIT_SECONDS", 60.0)
        yield
