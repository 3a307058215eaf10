"""A server over an installation of its own, in a folder that goes with it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.database import migrate
from tests.fixtures.backends import Backend
from tests.fixtures.served import Served, serving


@contextmanager
def installed() -> Iterator[tuple[Served, Path]]:
    """The served network, and its folder."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        url = f"sqlite:///{root}/huizhen.db"
        migrate.upgrade(url)
        with serving(Backend(url, f"file:{root}/objects"), root / "data") as served:
            yield served, root
