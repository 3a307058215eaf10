"""The operator of an installation with something in it."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa

from consult.access.chain import AuditLink
from server.cli import main
from server.settings import Settings
from storage.database.engine import Database, open_database
from storage.objects import ObjectStore, open_object_store
from storage.repositories import audit_chain
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
