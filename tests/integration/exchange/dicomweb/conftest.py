"""Archives for the tests of DICOMweb."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fixtures.backends import Backend
from tests.fixtures.served import Served, serving
from tests.integration.exchange.dicomweb.archive import Archive
from tests.integration.exchange.test_uploads import open_case


@pytest.fixture(scope="module")
def hospital(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for all: each test has a case and a study of its own."""
    folder = tmp_path_factory.mktemp("dicomweb")
    shutil.copy(sqlite_template, folder / "huizhen.db")
    backend = Backend(f"sqlite:///{folder}/huizhen.db", f"file:{folder}/objects")
    with serving(backend, folder / "data") as served:
        yield served


NUMBERS = itertools.count(1000)


@pytest.fixture
def archive(hospital: Served) -> Archive:
    case = open_case(hospital, hospital.as_("county.doctor"))["id"]
    return Archive(hospital, case, f"2.25.{next(NUMBERS)}")


@pytest.fixture
def alone(served: Served) -> Archive:
    """On a server where nobody else's studies are, on both databases and stores."""
    case = open_case(served, served.as_("county.doctor"))["id"]
    return Archive(served, case, "2.25.77")
