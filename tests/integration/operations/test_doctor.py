"""What is wrong with an installation, and what comes next."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.settings import Settings
from tests.integration.operations.operating import Maker, Operator


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
