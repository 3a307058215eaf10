"""Bringing either database to this release's schema."""

from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files

import anyio
import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory

from storage.database import migrate
from storage.database.engine import open_database
from storage.errors import DatabaseNewer, SchemaOutdated, StorageUnavailable


@pytest.fixture(
    params=[
        pytest.param("sqlite", id="sqlite"),
        pytest.param("postgres", id="postgres", marks=pytest.mark.postgres),
    ]
)
def kind(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def empty_url(kind: str, request: pytest.FixtureRequest) -> str:
    return request.getfixturevalue(f"empty_{kind}_url")


@pytest.fixture
def migrated_url(kind: str, request: pytest.FixtureRequest) -> str:
    return request.getfixturevalue(f"{kind}_url")


async def tables_of(url: str) -> list[str]:
    database = open_database(url)
    found = await database.read(lambda connection: sa.inspect(connection).get_table_names())
    await database.close()
    return sorted(found)


async def execute(url: str, statement: str) -> None:
    database = open_database(url)
    await database.write(lambda connection: connection.exec_driver_sql(statement))
    await database.close()


def test_an_empty_database_is_brought_to_the_newest_revision(empty_url):
    reached = migrate.upgrade(empty_url)

    assert reached is not None
    assert migrate.current(empty_url) == reached
    migrate.check(empty_url)


def test_revisions_and_tables_in_code_say_the_same(migrated_url):
    assert migrate.drift(migrated_url) == []


def test_upgrading_again_changes_nothing(migrated_url):
    before = migrate.current(migrated_url)
    assert migrate.upgrade(migrated_url) == before


def test_the_files_are_named_in_the_order_they_follow_one_another():
    folder = files("storage.database") / "migrations"
    walked = ScriptDirectory(str(folder)).walk_revisions()
    assert migrate.revisions() == tuple(reversed([each.revision for each in walked]))


def test_two_processes_may_upgrade_at_once(empty_url):
    with ThreadPoolExecutor(2) as threads:
        first, second = threads.map(migrate.upgrade, [empty_url, empty_url])
    assert first == second == migrate.current(empty_url)


@pytest.mark.postgres
def test_a_database_without_tables_is_told_apart(empty_postgres_url):
    assert migrate.current(empty_postgres_url) is None
    with pytest.raises(SchemaOutdated) as caught:
        migrate.check(empty_postgres_url)
    assert caught.value.code == "database.schema_outdated"


def test_looking_at_a_missing_file_does_not_create_it(empty_sqlite_url, tmp_path):
    with pytest.raises(StorageUnavailable):
        migrate.check(empty_sqlite_url)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("call", [migrate.check, migrate.upgrade])
def test_a_database_of_a_newer_release_is_left_alone(migrated_url, call):
    future = "UPDATE alembic_version SET version_num = 'ffffffffffff'"
    before = anyio.run(tables_of, migrated_url)
    anyio.run(execute, migrated_url, future)

    with pytest.raises(DatabaseNewer) as caught:
        call(migrated_url)

    assert caught.value.params == {"found": "ffffffffffff"}
    assert anyio.run(tables_of, migrated_url) == before
    assert migrate.current(migrated_url) == "ffffffffffff"
