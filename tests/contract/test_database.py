"""What both databases promise to the work that runs on them."""

import asyncio
import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from storage.database.engine import Database, open_database
from storage.database.types import Json, UtcDateTime
from storage.errors import StorageUnavailable
from tests.fixtures.seaweed import free_ports

pytestmark = pytest.mark.anyio

tables = sa.MetaData()
hospital = sa.Table(
    "hospital", tables, sa.Column("id", sa.Integer, primary_key=True, autoincrement=False)
)
visit = sa.Table(
    "visit",
    tables,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("hospital_id", sa.ForeignKey("hospital.id"), nullable=False),
    sa.Column("at", UtcDateTime),
    sa.Column("note", Json),
)


@pytest.fixture(
    params=[
        pytest.param("empty_sqlite_url", id="sqlite"),
        pytest.param("empty_postgres_url", id="postgres", marks=pytest.mark.postgres),
    ]
)
def database_url(request: pytest.FixtureRequest) -> str:
    return request.getfixturevalue(request.param)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = open_database(database_url)
    await opened.write(tables.create_all)
    yield opened
    await opened.close()


def add(number: int):
    def work(connection: sa.Connection) -> int:
        connection.execute(sa.insert(hospital).values(id=number))
        return number

    return work


def numbers(connection: sa.Connection) -> list[int]:
    return list(connection.execute(sa.select(hospital.c.id).order_by(hospital.c.id)).scalars())


async def test_a_write_is_visible_to_everyone_once_it_returns(database, database_url):
    assert await database.write(add(7)) == 7

    other = open_database(database_url)
    assert await database.read(numbers) == await other.read(numbers) == [7]
    await other.close()


async def test_references_are_enforced(database):
    with pytest.raises(IntegrityError):
        await database.write(
            lambda connection: connection.execute(sa.insert(visit).values(id=1, hospital_id=404))
        )


async def test_read_refuses_writes(database):
    with pytest.raises(DBAPIError):
        await database.read(add(1))

    assert await database.read(numbers) == []
    await database.write(add(1))


async def test_work_that_raises_leaves_nothing_and_its_error_arrives(database):
    def work(connection: sa.Connection) -> None:
        add(1)(connection)
        raise LookupError("the caller's own error")

    with pytest.raises(LookupError, match="own error"):
        await database.write(work)

    assert await database.read(numbers) == []


async def test_failing_work_harms_no_neighbour(database):
    def fails(connection: sa.Connection) -> None:
        add(1000)(connection)
        add(1)(connection)

    await database.write(add(1))
    work = [fails if number % 5 == 0 else add(number) for number in range(2, 102)]
    results = await asyncio.gather(*map(database.write, work), return_exceptions=True)

    failed = [result for result in results if not isinstance(result, int)]
    assert len(failed) == 20
    assert all(isinstance(error, IntegrityError) for error in failed)
    assert await database.read(numbers) == [1, *(n for n in range(2, 102) if n % 5)]


async def test_work_may_undo_a_part_of_itself(database):
    def work(connection: sa.Connection) -> None:
        add(1)(connection)
        part = connection.begin_nested()
        add(2)(connection)
        with pytest.raises(IntegrityError):
            add(1)(connection)
        part.rollback()
        add(3)(connection)

    await database.write(work)

    assert await database.read(numbers) == [1, 3]


async def test_counting_up_at_once_loses_nothing(database):
    await database.write(add(0))
    count_up = sa.update(hospital).values(id=hospital.c.id + 1).returning(hospital.c.id)

    seen = await asyncio.gather(
        *(database.write(lambda c: c.execute(count_up).scalar_one()) for _ in range(50))
    )

    assert sorted(seen) == list(range(1, 51))


async def test_a_read_sees_one_moment(database_url, database):
    loop = asyncio.get_running_loop()
    other = open_database(database_url)
    await other.ping()
    if database.dialect == "sqlite":

        def in_between() -> None:
            asyncio.run_coroutine_threadsafe(other.write(add(1)), loop).result(10)
    else:

        def in_between() -> None:
            sa.util.await_only(other.write(add(1)))

    def work(connection: sa.Connection) -> tuple[list[int], list[int]]:
        before = numbers(connection)
        in_between()
        return before, numbers(connection)

    assert await database.read(work) == ([], [])
    assert await database.read(numbers) == [1]
    await other.close()


async def test_cancelled_callers_do_not_stop_the_others(database):
    tasks = [asyncio.create_task(database.write(add(number))) for number in range(20)]
    await asyncio.sleep(0)
    for task in tasks[::2]:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)

    assert set(range(1, 20, 2)) <= set(await database.read(numbers))
    assert await database.write(add(100)) == 100


async def test_instants_come_back_aware_in_utc_to_the_microsecond(database):
    at = datetime(2026, 3, 1, 8, 30, 0, 123456, tzinfo=timezone(timedelta(hours=8)))

    def work(connection: sa.Connection) -> None:
        add(1)(connection)
        rows = [(1, at), (2, at + timedelta(microseconds=1)), (3, None)]
        for number, instant in rows:
            connection.execute(sa.insert(visit).values(id=number, hospital_id=1, at=instant))

    await database.write(work)
    later = sa.select(visit.c.at).where(visit.c.at > at)
    found = await database.read(lambda c: list(c.execute(sa.select(visit.c.at)).scalars()))

    assert found == [at, at + timedelta(microseconds=1), None]
    assert found[0].tzinfo is UTC
    assert await database.read(lambda c: c.execute(later).scalar_one()) == found[1]


async def test_naive_datetimes_are_refused(database):
    naive = datetime(2026, 3, 1)  # noqa: DTZ001
    with pytest.raises(StatementError, match="naive"):
        await database.read(lambda c: c.execute(sa.select(visit).where(visit.c.at == naive)).all())


async def test_json_comes_back_equal_and_nan_is_refused(database):
    note = {"主诉": "胸痛", "n": 1.5, "list": [None, True], "emoji": "🫀"}

    def insert(number: int, value: object):
        return lambda c: (
            c.execute(sa.insert(visit).values(id=number, hospital_id=1, note=value)).rowcount
        )

    await database.write(add(1))
    await database.write(insert(1, note))
    with pytest.raises(StatementError, match="JSON"):
        await database.write(insert(2, {"rate": float("nan")}))

    assert await database.read(lambda c: c.execute(sa.select(visit.c.note)).scalar_one()) == note


async def test_a_database_that_works_answers_a_ping_and_names_its_kind(database, database_url):
    await database.ping()
    assert database_url.startswith(database.dialect)


@pytest.fixture(params=["file", "folder", "port", "socket"])
def broken_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    (tmp_path / "file").write_bytes(b"this is no database, " * 100)
    return {
        "file": f"sqlite:///{tmp_path}/file",
        "folder": f"sqlite:///{tmp_path}",
        "port": f"postgresql://user:secret@127.0.0.1:{free_ports(1)[0]}/huizhen",
        "socket": f"postgresql://user@/huizhen?host={tmp_path}",
    }[request.param]


async def test_a_database_that_is_down_says_so(broken_url):
    with pytest.raises(StorageUnavailable) as caught:
        await use_once(broken_url)

    assert caught.value.code == "database.unavailable"
    assert caught.value.retry_after > 0


async def use_once(url: str) -> None:
    database = open_database(url)
    try:
        await database.ping()
    finally:
        await database.close()


@pytest.mark.postgres
async def test_a_server_that_refuses_the_login_counts_as_down(postgres_server):
    with pytest.raises(StorageUnavailable):
        await use_once(postgres_server.url("no_such_database"))


@pytest.mark.postgres
async def test_connections_cut_by_the_server_are_replaced(postgres_server, empty_postgres_url):
    database = open_database(empty_postgres_url)
    cut = sa.text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    await asyncio.gather(*(database.ping() for _ in range(5)))
    await use(empty_postgres_url, lambda connection: connection.execute(cut).all())

    await asyncio.gather(*(database.ping() for _ in range(5)))

    with pytest.raises(StorageUnavailable):
        await database.write(
            lambda c: c.execute(sa.text("SELECT pg_terminate_backend(pg_backend_pid())"))
        )
    await database.ping()
    await database.close()


async def use(url: str, work) -> None:
    database = open_database(url)
    await database.write(work)
    await database.close()


@pytest.mark.postgres
async def test_a_deadlock_is_solved_by_trying_again(empty_postgres_url):
    database = open_database(empty_postgres_url)
    await database.write(tables.create_all)
    await database.write(lambda c: (add(1)(c), add(2)(c)))
    both_hold_one = asyncio.Barrier(2)
    attempts: list[int] = []

    def lock(first: int, second: int):
        def work(connection: sa.Connection) -> None:
            one = sa.select(hospital).with_for_update()
            connection.execute(one.where(hospital.c.id == first))
            attempts.append(first)
            if attempts.count(first) == 1:
                sa.util.await_only(both_hold_one.wait())
            connection.execute(one.where(hospital.c.id == second))

        return work

    try:
        await asyncio.gather(database.write(lock(1, 2)), database.write(lock(2, 1)))
    finally:
        await database.close()
    assert len(attempts) > 2  # who was put back may meet the other once more


async def test_sqlite_files_are_for_the_owner_alone(tmp_path):
    database = open_database(f"sqlite:///{tmp_path}/deep/huizhen.db")
    await database.write(tables.create_all)

    modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "deep").iterdir()}
    assert modes == {"huizhen.db": 0o600, "huizhen.db-wal": 0o600, "huizhen.db-shm": 0o600}
    await database.close()


async def test_sqlite_tells_when_another_program_holds_the_file(empty_sqlite_url, monkeypatch):
    monkeypatch.setattr("storage.database.sqlite.BUSY_TIMEOUT_MS", 10)
    database = open_database(empty_sqlite_url)
    await database.write(tables.create_all)
    holder = sqlite3.connect(empty_sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")

    with pytest.raises(StorageUnavailable):
        await database.write(add(1))
    holder.execute("ROLLBACK")
    holder.close()

    assert await database.write(add(1)) == 1
    await database.close()


async def test_sqlite_finishes_what_is_queued_when_it_closes(empty_sqlite_url):
    database = open_database(empty_sqlite_url)
    await database.write(tables.create_all)
    queued = [asyncio.create_task(database.write(add(number))) for number in range(10)]
    await asyncio.sleep(0)

    await database.close()

    assert await asyncio.gather(*queued) == list(range(10))
    with pytest.raises(StorageUnavailable):
        await database.write(add(11))


async def test_a_full_disk_fails_the_write_and_keeps_the_database(empty_sqlite_url):
    database = open_database(empty_sqlite_url)
    await database.write(tables.create_all)

    def fill(connection: sa.Connection) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}").all()
        note = "x" * 1_000_000
        connection.execute(sa.insert(visit).values(id=1, hospital_id=1, note=note))

    results = await asyncio.gather(
        database.write(add(1)), database.write(fill), database.write(add(2)), return_exceptions=True
    )

    assert isinstance(results[1], StorageUnavailable)
    told = [result for result in results if isinstance(result, int)]
    assert await database.read(numbers) == told
    await database.close()


WRITER = """
import asyncio, sys
import sqlalchemy as sa
from storage.database.engine import open_database

async def main(url):
    database = open_database(url)
    await database.write(lambda c: c.exec_driver_sql("CREATE TABLE t (n INTEGER PRIMARY KEY)"))

    async def insert(number):
        await database.write(lambda c: c.exec_driver_sql(f"INSERT INTO t VALUES ({number})"))
        print(number, flush=True)

    for start in range(0, 1_000_000, 20):
        await asyncio.gather(*map(insert, range(start, start + 20)))

asyncio.run(main(sys.argv[1]))
"""


@pytest.mark.crash
@pytest.mark.parametrize("acknowledged", [1, 50, 333])
def test_sqlite_keeps_acknowledged_writes_when_the_process_is_killed(
    empty_sqlite_url, acknowledged
):
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, empty_sqlite_url],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    with process:
        assert process.stdout is not None
        told = [int(process.stdout.readline()) for _ in range(acknowledged)]
        process.send_signal(signal.SIGKILL)
        told += [int(line) for line in process.stdout.read().split("\n")[:-1]]

    async def survivors() -> tuple[list[int], str]:
        database = open_database(empty_sqlite_url)
        kept = await database.read(lambda c: c.exec_driver_sql("SELECT n FROM t").scalars().all())
        sound = await database.read(
            lambda c: c.exec_driver_sql("PRAGMA integrity_check").scalar_one()
        )
        await database.close()
        return list(kept), sound

    kept, sound = asyncio.run(survivors())
    assert sound == "ok"
    assert set(told) <= set(kept)
    assert process.returncode == -signal.SIGKILL


@pytest.mark.parametrize(
    "url", ["", "sqlite://", "sqlite:///:memory:", "mysql://u:secret@h/d", "huizhen.db"]
)
async def test_urls_that_name_no_database_are_refused_without_their_secret(url):
    with pytest.raises(ValueError, match="URL") as caught:
        open_database(url)
    assert "secret" not in json.dumps(str(caught.value))
