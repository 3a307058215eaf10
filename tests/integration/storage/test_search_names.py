"""A name is found however it is typed, on both databases, and in rows of an older release."""

from __future__ import annotations

from functools import partial

import anyio
import pytest
import sqlalchemy as sa
from alembic import command

from consult.names import searchable
from storage.database import migrate
from storage.database.engine import open_database
from tests.fixtures.served import Served
from tests.fixtures.server import Running
from tests.stories.consulting import Consulting

pytestmark = pytest.mark.both_backends

NAME = "Nguyễn Văn Đạt"


@pytest.mark.parametrize(
    ("written", "looked_for"),
    [
        (NAME, "nguyen van dat"),
        ("NGUYỄN  VĂN\tĐẠT", "nguyen van dat"),
        ("Tho\u031b\u0323", "tho"),
        ("马十", "马十"),
        ("ＡＢ１", "ab1"),
        ("\u0301", ""),
        ("İ", "i"),
    ],
)
def test_what_is_looked_for(written: str, looked_for: str) -> None:
    assert searchable(written) == looked_for
    assert searchable(looked_for) == looked_for


def found(story: Consulting, q: str) -> list[str]:
    page = story.get("county.doctor", "/cases", q=q).json()
    return [row["patient"]["name"] for row in page["items"]]


def test_cases_are_found_without_tones_and_after_a_correction(served: Served) -> None:
    story = Consulting(served)
    number = {"system": "mrn", "value": "D-1"}
    person = {"name": NAME, "sex": "male", "age_years": 60, "identifiers": [number]}
    case = story.open(patient=person)["id"]
    for q in ("nguyen", "dat nguyen", "ĐẠT", "Văn Đạt", "D-1"):
        assert found(story, q) == [NAME]
    assert found(story, "dam") == []

    corrected = person | {"name": "马十"}
    amended = story.send("county.doctor", "PUT", f"/cases/{case}/patient", corrected, version=1)
    assert amended.status_code == 200, amended.text
    assert (found(story, "马"), found(story, "nguyen")) == (["马十"], [])


def test_colleagues_are_found_without_tones(demo_server: Running) -> None:
    admin = demo_server.login("admin")
    people = admin.get("/api/v1/people", params={"limit": 200}).json()["items"]
    vietnamese = next(each["name"] for each in people if searchable(each["name"]) != each["name"])
    hits = admin.get("/api/v1/people", params={"q": searchable(vietnamese)}).json()["items"]
    assert vietnamese in [each["name"] for each in hits]


async def run(url: str, *statements: str) -> list[object]:
    database = open_database(url)

    def work(connection: sa.Connection) -> list[object]:
        done = [connection.exec_driver_sql(statement) for statement in statements]
        return [tuple(row) for row in done[-1]] if done[-1].returns_rows else []

    try:
        return await database.write(work)
    finally:
        await database.close()


@pytest.fixture(
    params=["empty_sqlite_url", pytest.param("empty_postgres_url", marks=pytest.mark.postgres)]
)
def url(request: pytest.FixtureRequest) -> str:
    """A database as the first release left it."""
    empty: str = request.getfixturevalue(request.param)
    first = partial(command.upgrade, revision="0001")
    migrate._run(empty, lambda conn: first(migrate.configuration(conn)), writes=True)
    return empty


def test_names_of_an_older_release_are_found_after_the_upgrade(url: str) -> None:
    anyio.run(
        run,
        url,
        "INSERT INTO organization (id, kind, level, name, time_zone, locale, phone, demo)"
        " VALUES ('o', 'hospital', '', 'o', 'UTC', 'vi', '', false)",
        *(
            "INSERT INTO patient (id, org_id, name, sex, identity, phone, version)"
            f" VALUES ('{number:04d}', 'o', '{NAME}', 'male', 'identified', '', 1)"
            for number in range(1001)
        ),
    )
    migrate.upgrade(url)
    assert migrate.drift(url) == []
    assert anyio.run(run, url, "SELECT DISTINCT search_name FROM patient") == [("nguyen van dat",)]
