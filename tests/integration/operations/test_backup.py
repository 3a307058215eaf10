"""A copy of an installation, and back from the copy."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from server.settings import Settings
from storage.objects import object_key
from tests.fixtures.backends import Backend
from tests.fixtures.served import Served, log_in, serving_again
from tests.integration.operations.operating import HASH, RAW, Maker, Operator, seal, tell_the_story
from tests.stories.consulting import Consulting


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
