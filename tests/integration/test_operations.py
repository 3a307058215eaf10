"""Looking after an installation: what was kept is whole, a copy of it, and back from the copy."""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import structlog.testing
from starlette.testclient import TestClient

from consult.access.chain import AuditLink
from server.cli import main
from server.settings import Settings
from storage.database.engine import Database, open_database
from storage.database.tables.audit import audit_link
from storage.objects import ObjectStore, object_key, open_object_store
from storage.repositories import audit_chain
from tests.fixtures.backends import Backend
from tests.fixtures.served import Served, log_in, serving_again
from tests.stories.consulting import Consulting

RAW = b"SCP-ECG " * 5_000
SAMPLES = b"ECG1" + bytes(range(256)) * 100
HASH = hashlib.sha256(RAW).hexdigest()
DERIVED = hashlib.sha256(SAMPLES).hexdigest()


class Operator:
    """Runs `huizhen` on one installation; `out` and `err` are what the last command said."""

    def __init__(
        self, settings: Settings, patch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.settings = settings
        self._patch = patch
        self._capsys = capsys
        self.out = self.err = ""

    def huizhen(self, *arguments: str) -> int:
        self._patch.setenv("HUIZHEN_DATA_DIR", str(self.settings.data_dir))
        self._patch.setenv("HUIZHEN_DATABASE_URL", self.settings.database_url)
        self._patch.setenv("HUIZHEN_OBJECT_STORE_URL", self.settings.object_store_url)
        self._patch.setenv("LC_ALL", "C.UTF-8")
        self._capsys.readouterr()
        code = main(arguments)
        self.out, self.err = self._capsys.readouterr()
        return code

    def on_database(self, work: Callable[[Database], Any]) -> Any:
        async def run() -> Any:
            database = open_database(self.settings.database_url)
            try:
                return await work(database)
            finally:
                await database.close()

        return asyncio.run(run())

    def sql(self, *statements: str) -> None:
        def work(conn: sa.Connection) -> None:
            for statement in statements:
                conn.execute(sa.text(statement))

        self.on_database(lambda database: database.write(work))

    def unguarded(self, table: str, *statements: str) -> None:
        """As somebody with the database's own password could, who puts the guards back after."""
        if self.settings.database_url.startswith("postgresql"):
            off, on = (
                f'ALTER TABLE "{table}" {verb} TRIGGER USER' for verb in ("DISABLE", "ENABLE")
            )
            self.sql(off, *statements, on)
            return

        def work(conn: sa.Connection) -> None:
            query = sa.text("SELECT name, sql FROM sqlite_master WHERE type='trigger'")
            guards = conn.execute(query).all()
            for name, _ in guards:
                conn.execute(sa.text(f"DROP TRIGGER {name}"))
            for statement in statements:
                conn.execute(sa.text(statement))
            for _, text in guards:
                conn.exec_driver_sql(text)

        self.on_database(lambda database: database.write(work))

    def store(self, work: Callable[[ObjectStore], Any]) -> Any:
        async def run() -> Any:
            objects = open_object_store(self.settings.object_store_url)
            try:
                return await work(objects)
            finally:
                await objects.close()

        return asyncio.run(run())


Maker = Callable[[Settings], Operator]


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


def tell_the_story(story: Consulting) -> dict[str, Any]:
    opened = story.signed()
    story.store_file(opened["id"], RAW, derived=("ecg1", SAMPLES))
    story.post(
        "cardiologist",
        f"/requests/{opened['request_id']}/correct",
        {
            "reason": "剂量有误",
            "content": {"impression": "前壁心肌梗死"},
            "answers": [{"no": 1, "text": "Lyse."}, {"no": 2, "text": "0.25 mg/kg"}],
            "password": "correct horse battery",
        },
    )
    return opened


# ---- verify


@pytest.mark.both_backends
def test_what_is_whole_is_said_to_be_whole(operator: Operator) -> None:
    assert operator.huizhen("verify") == 0, operator.err
    assert operator.err == ""
    assert (
        "1 rooms, 2 seals, 2 signed opinions, 1 courses of requests, 2 objects; the store lists 2."
        in operator.out
    )
    assert operator.out.endswith("Everything is whole.\n")


@pytest.mark.parametrize(
    ("table", "statement", "said"),
    [
        ("room_event", "DELETE FROM room_event WHERE seq = 2", "has no message 2"),
        ("room_event", "UPDATE room_event SET cmid = 'x' WHERE seq = 1", "is not what was sealed"),
        ("room", "UPDATE room SET head_seq = head_seq + 1", "but its last message is"),
        ("answer", "UPDATE answer SET text = 'No.' WHERE question_no = 1", "not what was signed"),
        ("object", "UPDATE object SET size = size + 1", "other bytes than its hash says"),
    ],
)
def test_the_first_broken_record_is_named(
    operator: Operator, table: str, statement: str, said: str
) -> None:
    operator.unguarded(table, statement)
    assert operator.huizhen("verify") == 1
    last = operator.out.splitlines()[-1]
    assert "broken. The first: BROKEN: " in last
    assert said in last
    assert operator.err.splitlines()[0] in last


def seal(operator: Operator) -> AuditLink:
    """The chain up to now, whoever of us and the running server makes it."""

    async def work(database: Database) -> AuditLink:
        while await database.read(audit_chain.waiting):
            await database.write(partial(audit_chain.seal, most=7))
        found = await database.read(audit_chain.head)
        assert found is not None
        return found

    link: AuditLink = operator.on_database(work)
    return link


def nth(operator: Operator, number: int) -> str:
    """The id of the row that is sealed under this number."""
    query = sa.select(audit_link.c.event_id).where(audit_link.c.chain_no == number)
    found: str = operator.on_database(
        lambda database: database.read(lambda conn: conn.execute(query).scalar_one())
    )
    return found


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        (("UPDATE audit_event SET actor = 'other' WHERE id = '{third}'",), "{third} (number 3"),
        (("UPDATE audit_event SET count = 0 WHERE id = '{third}'",), "{third} (number 3"),
        (
            (
                "DELETE FROM audit_link WHERE event_id = '{third}'",
                "DELETE FROM audit_event WHERE id = '{third}'",
            ),
            "has no number 3",
        ),
        (
            (
                "DELETE FROM audit_link WHERE chain_no >= 3",
                "DELETE FROM audit_event WHERE id >= '{third}'",
                "DELETE FROM audit_pending",
            ),
            "the audit chain ends at 2, it was at {last} already",
        ),
        (
            ("UPDATE audit_link SET hash = '" + "0" * 64 + "' WHERE chain_no = {last}",),
            "{end} (number {last}",
        ),
    ],
    ids=("changed", "count", "taken out", "cut off", "hash"),
)
def test_a_bent_audit_trail_is_noticed_at_its_first_row(
    operator: Operator, statements: tuple[str, ...], said: str
) -> None:
    head = seal(operator)
    assert operator.huizhen("verify") == 0, operator.err
    assert f"The audit chain ends at {head.chain_no}:{head.hash}\n" in operator.out
    names = {"third": nth(operator, 3), "end": nth(operator, head.chain_no), "last": head.chain_no}
    without_rules(operator, *(statement.format(**names) for statement in statements))
    assert operator.huizhen("verify", "--audit-head", f"{head.chain_no}:{head.hash}") == 1
    assert said.format(**names) in operator.err.splitlines()[0]


@pytest.mark.both_backends
def test_a_row_that_evades_the_chain_is_noticed(operator: Operator) -> None:
    seal(operator)
    copy = (
        "INSERT INTO audit_event SELECT 'evading', at, actor, for_org, action, subject, patient_id,"
        " case_id, purpose, outcome, count, request_id FROM audit_event ORDER BY id LIMIT 1"
    )
    without_rules(operator, copy, "DELETE FROM audit_pending WHERE event_id = 'evading'")
    assert operator.huizhen("verify") == 1
    assert "audit row evading was never sealed" in operator.out
    without_rules(operator, "INSERT INTO audit_pending (event_id) VALUES ('gone')")
    assert operator.huizhen("verify") == 1
    assert "audit row gone is gone" in operator.err


def test_who_writes_the_whole_chain_anew_is_found_out_by_a_kept_head(here: Operator) -> None:
    head = seal(here)
    without_rules(
        here,
        "UPDATE audit_event SET actor = 'other' WHERE id = (SELECT MIN(id) FROM audit_event)",
        "DELETE FROM audit_link",
        "INSERT INTO audit_pending SELECT id FROM audit_event",
    )
    seal(here)
    assert here.huizhen("verify") == 0
    assert here.huizhen("verify", "--audit-head", f"{head.chain_no}:{head.hash}") == 1
    assert "the audit chain was written anew" in here.err


def without_rules(operator: Operator, *statements: str) -> None:
    """As somebody who may do everything with the database, and knows what stands in the way."""
    if operator.settings.database_url.startswith("postgresql"):
        off = "SET session_replication_role = replica"
        operator.sql(off, *statements, "SET session_replication_role = DEFAULT")
    else:
        operator.unguarded("audit_event", *statements)


@pytest.mark.both_backends
def test_a_guard_that_is_gone_is_missed(operator: Operator) -> None:
    on = " ON audit_event" if operator.settings.database_url.startswith("postgresql") else ""
    operator.sql(f"DROP TRIGGER audit_event_no_delete{on}")
    assert operator.huizhen("verify") == 1
    assert "audit_event_no_delete is not there" in operator.out


def test_lost_and_changed_bytes_are_noticed(here: Operator) -> None:
    root = Path(here.settings.object_store_url.removeprefix("file:"))
    (root / object_key(DERIVED)).unlink()
    assert here.huizhen("verify") == 0
    assert here.err.startswith(f"can be rebuilt: derived file {DERIVED}")
    (root / object_key(HASH)).chmod(0o600)
    (root / object_key(HASH)).write_bytes(RAW.replace(b"E", b"F"))
    assert here.huizhen("verify") == 1
    assert f"object {HASH} has other bytes" in here.out


def test_an_orphan_is_harmless_and_named_when_it_is_old_enough(here: Operator) -> None:
    sha256 = hashlib.sha256(b"nobody's").hexdigest()
    key = here.store(lambda objects: objects.put_bytes(b"nobody's", sha256))
    assert here.huizhen("verify") == 0
    assert "orphan" not in here.err
    long_ago = time.time() - 7200
    os.utime(Path(here.settings.object_store_url.removeprefix("file:")) / key, (long_ago, long_ago))
    assert here.huizhen("verify") == 0
    assert here.err == f"orphan: object {sha256} (8 bytes) belongs to nothing\n"


def test_a_part_that_is_down_is_neither_whole_nor_broken(here: Operator) -> None:
    root = Path(here.settings.object_store_url.removeprefix("file:"))
    root.rename(root.with_name("elsewhere"))
    root.write_text("not a folder")
    assert here.huizhen("verify") == 2
    assert here.err.startswith("huizhen: ")


# ---- backup and restore


@pytest.fixture(
    params=[
        pytest.param(("empty_sqlite_url", "files"), id="onto sqlite+files"),
        pytest.param(
            ("empty_postgres_url", "seaweed_url"),
            id="onto postgres+s3",
            marks=[pytest.mark.postgres, pytest.mark.s3],
        ),
    ]
)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Another machine on which nothing was ever run."""
    database, objects = request.param
    backend = Backend(
        request.getfixturevalue(database),
        f"file:{tmp_path}/other-objects"
        if objects == "files"
        else request.getfixturevalue(objects),
    )
    return Settings(
        data_dir=tmp_path / "other",
        database_url=backend.database_url,
        object_store_url=backend.object_store_url,
    )


# Logins end with a restore; the others the running server brings up to date at any moment.
ON_THE_MOVE = {"login_session", "room_indexed", "room_word", "audit_link", "audit_pending"}


def without_clocks(requests: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**each, "course": None} for each in requests]


def contents(operator: Operator) -> dict[str, list[Any]]:
    """Every row of every table, but what a restore changes on purpose."""
    from storage.database.metadata import metadata

    def read(conn: sa.Connection) -> dict[str, list[Any]]:
        found = {}
        for table in metadata.sorted_tables:
            columns = [column for column in table.columns if column.name != "epoch"]
            rows = conn.execute(sa.select(*columns).order_by(*table.primary_key.columns))
            found[table.name] = [tuple(row) for row in rows]
        return {name: rows for name, rows in found.items() if name not in ON_THE_MOVE}

    result: dict[str, list[Any]] = operator.on_database(lambda database: database.read(read))
    return result


@pytest.mark.both_backends
def test_a_restore_drill(
    served: Served, empty: Settings, operator_of: Maker, tmp_path: Path
) -> None:
    story = Consulting(served)
    opened = tell_the_story(story)
    old, new = operator_of(served.settings), operator_of(empty)
    before = story.case("county.doctor", opened["id"])
    room = before["requests"][0]["room_id"]
    said = story.get("county.doctor", f"/rooms/{room}/messages").json()
    head = seal(old)
    folder = tmp_path / "backup"

    assert old.huizhen("backup", str(folder)) == 0, old.err
    kept = contents(old)
    assert new.huizhen("restore", str(folder)) == 0, new.err

    assert contents(new) == kept
    assert new.huizhen("verify", "--audit-head", f"{head.chain_no}:{head.hash}") == 0, new.err
    assert new.out.endswith("Everything is whole.\n")
    with serving_again(empty) as browser:
        log_in(browser, "county.doctor")
        after = browser.get(f"/api/v1/cases/{opened['id']}").json()
        assert without_clocks(after["requests"]) == without_clocks(before["requests"])
        [material] = after["materials"]
        assert browser.get(material["ecg"]["original_url"]).content == RAW
        again = browser.get(f"/api/v1/rooms/{room}/messages").json()
        assert again["items"] == said["items"]
        assert again["epoch"] != said["epoch"]  # clients take the log up anew


def test_what_was_signed_stays_guarded_after_a_restore(
    operator: Operator, empty: Settings, operator_of: Maker, tmp_path: Path
) -> None:
    new = operator_of(empty)
    assert operator.huizhen("backup", str(tmp_path / "backup")) == 0
    assert new.huizhen("restore", str(tmp_path / "backup")) == 0, new.err
    for statement in (
        "UPDATE answer SET text = 'No.'",
        "DELETE FROM room_event",
        "UPDATE opinion SET content_sha256 = ''",
        "DELETE FROM audit_event",
    ):
        with pytest.raises(sa.exc.DBAPIError, match="append-only"):
            new.sql(statement)


def test_only_an_empty_installation_is_filled(operator: Operator, tmp_path: Path) -> None:
    assert operator.huizhen("backup", str(tmp_path / "backup")) == 0
    before = contents(operator)
    assert operator.huizhen("restore", str(tmp_path / "backup")) == 1
    assert operator.err.startswith("huizhen: This installation is not empty")
    assert contents(operator) == before


def test_the_next_backup_copies_only_what_is_new(here: Operator, tmp_path: Path) -> None:
    folder = tmp_path / "backup"
    assert here.huizhen("backup", str(folder)) == 0
    assert "2 objects (1 MiB), 2 of them new" in here.out
    [first] = (folder / "snapshots").iterdir()
    first = first.rename(first.with_name("20260101T000000Z"))  # made some time ago
    assert here.huizhen("backup", str(folder)) == 0
    assert "2 objects (1 MiB), 0 of them new" in here.out
    assert {path.stat().st_mode & 0o077 for path in (folder, *folder.rglob("*"))} == {0}


def test_an_interrupted_backup_is_no_backup(
    here: Operator, operator_of: Maker, tmp_path: Path
) -> None:
    folder = tmp_path / "backup"
    assert here.huizhen("backup", str(folder)) == 0
    [place] = (folder / "snapshots").iterdir()
    (place / "manifest.json").unlink()
    new = operator_of(Settings(data_dir=tmp_path / "other"))
    assert new.huizhen("restore", str(folder)) == 1
    assert new.err.startswith("huizhen: There is no whole backup")
    assert not (tmp_path / "other").exists()


def test_a_damaged_backup_is_refused_and_nothing_is_filled_in(
    here: Operator, operator_of: Maker, tmp_path: Path
) -> None:
    folder = tmp_path / "backup"
    assert here.huizhen("backup", str(folder)) == 0
    [place] = (folder / "snapshots").iterdir()
    damaged = place / "room_event.ndjson.gz"
    damaged.write_bytes(damaged.read_bytes()[:-1] + b"\xff")
    new = operator_of(Settings(data_dir=tmp_path / "other"))
    assert new.huizhen("restore", str(folder)) == 1
    assert all(rows == [] for rows in contents(new).values())


def test_a_broken_object_is_named_and_the_rest_is_backed_up(
    here: Operator, operator_of: Maker, tmp_path: Path
) -> None:
    root = Path(here.settings.object_store_url.removeprefix("file:"))
    (root / object_key(HASH)).unlink()
    folder = tmp_path / "backup"
    assert here.huizhen("backup", str(folder)) == 1
    assert HASH in here.err
    [place] = (folder / "snapshots").iterdir()
    assert json.loads((place / "manifest.json").read_text())["broken"] == [HASH]
    new = operator_of(Settings(data_dir=tmp_path / "other"))
    assert new.huizhen("restore", str(folder)) == 0, new.err
    assert new.huizhen("verify") == 1
    assert f"object {HASH} is not in the store" in new.out


# ---- doctor


@pytest.mark.both_backends
def test_a_sound_installation_needs_nothing(operator: Operator) -> None:
    assert operator.huizhen("doctor") == 0, operator.out
    kind = "PostgreSQL 18" if operator.settings.database_url.startswith("post") else "SQLite 3"
    assert kind in operator.out
    assert "written, read and removed" in operator.out
    assert "The worker that reads uploaded files starts" in operator.out
    assert operator.out.endswith("Nothing must be fixed; 0 warnings.\n")
    assert operator.huizhen("verify") == 0  # it left nothing behind
    assert "test/secret" not in operator.out


def test_every_fault_is_named_at_once(operator_of: Maker, tmp_path: Path, monkeypatch) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "secret.key").write_text("x" * 64)
    (data / "secret.key").chmod(0o644)
    monkeypatch.setenv("HUIZHEN_HOST", "0.0.0.0")  # noqa: S104
    monkeypatch.setenv("HUIZHEN_DISK_RESERVE_MIB", "999999999")
    doctor = operator_of(
        Settings(
            data_dir=data,
            database_url="postgresql://huizhen:hush@127.0.0.1:1/x",
            object_store_url="s3+http://key:hush@127.0.0.1:1/bucket",
        )
    )
    assert doctor.huizhen("doctor") == 1
    failed = [line for line in doctor.out.splitlines() if line.startswith("FAIL")]
    fixes = ("HUIZHEN_PUBLIC_URL", "chmod 600", "Make room", "DATABASE_URL", "OBJECT_STORE_URL")
    assert [fix for fix in fixes if not any(fix in line for line in failed)] == []
    assert len(failed) == len(fixes)
    assert "hush" not in doctor.out + doctor.err


def test_demo_logins_and_a_clock_behind_are_noticed(operator_of: Maker, tmp_path: Path) -> None:
    here = operator_of(Settings(data_dir=tmp_path / "data"))
    assert here.huizhen("demo") == 0, here.err
    here.unguarded("audit_event", "UPDATE audit_event SET at = '2999-01-01 00:00:00.000000'")
    assert here.huizhen("doctor") == 1
    assert "huizhen demo --remove" in here.out
    assert "behind what was recorded last" in here.out


def test_a_new_machine_is_told_what_comes_next(operator_of: Maker, tmp_path: Path) -> None:
    doctor = operator_of(Settings(data_dir=tmp_path / "none"))
    assert doctor.huizhen("doctor") == 0, doctor.out
    assert "the first start makes it" in doctor.out
    assert "The database is empty" in doctor.out
    assert not (tmp_path / "none" / "huizhen.db").exists()


# ---- what there is to watch


def numbers(page: str) -> dict[str, float]:
    lines = (line.rpartition(" ") for line in page.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, _, value in lines}


def from_this_machine(served: Served) -> TestClient:
    assert served.client is not None
    local = TestClient(
        served.client.app, base_url="http://127.0.0.1:8000", client=("127.0.0.1", 50_000)
    )
    local.portal = served.client.portal
    return local


@pytest.mark.both_backends
def test_the_numbers_count_routes_and_know_nobody(served: Served) -> None:
    story = Consulting(served)
    opened = tell_the_story(story)
    story.get("county.doctor", f"/cases/{opened['id']}", q="示例患者")
    story.as_("county.doctor").get("/nothing/here?name=示例患者")
    page = from_this_machine(served).get("/metrics")
    assert page.headers["content-type"].startswith("text/plain; version=")
    found = numbers(page.text)
    route = 'method="GET",route="/api/v1/cases/{id}",status="200"'
    assert found[f"huizhen_requests_total{{{route}}}"] >= 1
    assert found["huizhen_database_write_seconds_count"] > 5
    assert found["huizhen_database_up"] == 1
    assert found["huizhen_sockets"] == 0
    assert found["huizhen_uploads_waiting"] == 0
    assert found["huizhen_outbox_waiting"] >= 1  # nobody is connected to hear of the case
    for secret in (opened["id"], opened["request_id"], "示例患者", "county.doctor", "nothing/here"):
        assert secret not in page.text


def test_the_numbers_are_for_the_machine_and_for_who_has_the_token(served_here: Served) -> None:
    assert served_here.client is not None
    stranger, local = served_here.client, from_this_machine(served_here)
    assert stranger.get("/metrics").status_code == 404
    assert served_here.as_("admin").get("/metrics").status_code == 404
    assert local.get("/metrics").status_code == 200
    assert local.get("/metrics", headers={"X-Forwarded-For": "10.0.0.7"}).status_code == 404
    token = replace(served_here.settings, metrics_token="t" * 32)
    with serving_again(token) as other:
        for given, status in (("t" * 32, 200), ("t" * 31, 404), ("", 404)):
            bearer = {"Authorization": f"Bearer {given}"}
            assert other.get("/metrics", headers=bearer).status_code == status


def test_every_answer_is_logged_by_pattern_with_its_number(
    served_here: Served, caplog: pytest.LogCaptureFixture
) -> None:
    browser = served_here.as_("county.doctor")
    with caplog.at_level("INFO", logger="huizhen.access"), structlog.testing.capture_logs() as logs:
        answer = browser.get("/api/v1/cases/nobody-knows?q=示例患者")
        browser.get("/healthz")
    [line] = [each for each in logs if each["event"] == "answered"]
    assert line["trace"] == answer.headers["x-request-id"]
    assert (line["method"], line["route"], line["status"]) == ("GET", "/api/v1/cases/{id}", 404)
    assert line["ms"] >= 0
    assert "nobody-knows" not in str(logs)
    assert "示例患者" not in str(logs)
