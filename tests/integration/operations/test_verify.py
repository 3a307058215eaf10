"""What was kept is whole, and the first thing that is not is named."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from storage.database.tables.audit import audit_link
from storage.objects import object_key
from tests.integration.operations.operating import DERIVED, HASH, RAW, Operator, seal


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


def test_a_row_that_evades_the_chain_is_noticed(operator: Operator) -> None:
    seal(operator)
    copy = (
        "INSERT INTO audit_event SELECT 'evading', at, actor, for_org, action, subject, patient_id,"
        " case_id, purpose, outcome, count, request_id, changes"
        " FROM audit_event ORDER BY id LIMIT 1"
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
