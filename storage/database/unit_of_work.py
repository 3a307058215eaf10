"""Runs an action in one transaction, then tells what it did; runs reads that leave an audit row."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Generic, Protocol, TypeVar

import sqlalchemy as sa

from consult.access.audit import AuditEvent, Outcome
from consult.access.policy import Actor
from consult.actions.work import Work
from consult.errors import Denied, HuizhenError
from consult.events import Event
from consult.ids import uuid7
from storage.database.engine import Database
from storage.failpoints import reach
from storage.repositories.store import SqlStore

C = TypeVar("C")
R = TypeVar("R")


class Clock(Protocol):
    def __call__(self) -> datetime: ...


def system_clock() -> datetime:
    return datetime.now(UTC)


def new_id(now: datetime) -> str:
    return uuid7(now, secrets.token_bytes(10))


@dataclass(frozen=True, slots=True)
class Shown(Generic[R]):
    """A read's value together with what it shows of whom; `count` patients or cases."""

    value: R
    action: str
    subject: str
    case_id: str | None = None
    patient_id: str | None = None
    for_org: str | None = None
    count: int = 1


@dataclass(frozen=True, slots=True)
class Call(Generic[C]):
    """One person's command among several that are done together."""

    actor: Actor
    cmd: C
    trace: str = ""


@dataclass(slots=True)
class UnitOfWork:
    """The only door to the database for routes, sockets, commands and jobs."""

    database: Database
    publish: Callable[[Sequence[Event]], None] = lambda events: None
    clock: Clock = system_clock

    async def run(
        self, action: Callable[[Work, C], R], cmd: C, *, actor: Actor, trace: str = ""
    ) -> R:
        """Run `action` in one transaction; returns after COMMIT, then tells the events.

        A refusal by the policy is recorded in a transaction of its own.
        """
        now = self.clock()

        def transact(conn: sa.Connection) -> tuple[R, list[Event]]:
            work = Work(
                actor=actor,
                now=now,
                new_id=lambda: new_id(now),
                store=SqlStore(conn),
                trace=trace,
            )
            done = action(work, cmd)
            reach("work.done")
            return done, work.events

        try:
            result, events = await self.database.write(transact)
        except Denied as denial:
            await self._record_denial(actor, action.__name__, denial, trace)
            raise
        reach("work.committed")
        if events:
            self.publish(events)
        return result

    async def together(
        self,
        action: Callable[[Sequence[Work], Sequence[C]], Sequence[R | HuizhenError]],
        calls: Sequence[Call[C]],
        *,
        name: str,
    ) -> Sequence[R | HuizhenError]:
        """`run` for several people's calls in one transaction: one result or refusal for each.

        `action` gives a refusal back instead of raising it; what it raises fails all of them.
        `name` is what the audit calls one such call.
        """
        now = self.clock()

        def transact(conn: sa.Connection) -> tuple[Sequence[R | HuizhenError], list[Event]]:
            store = SqlStore(conn)
            works = [Work(c.actor, now, lambda: new_id(now), store, c.trace) for c in calls]
            results = action(works, [call.cmd for call in calls])
            for call, result in zip(calls, results, strict=True):
                if isinstance(result, Denied):
                    denied = self._denied(call.actor, name, result, call.trace)
                    store.audit.add(denied)
            reach("work.done")
            return results, [event for work in works for event in work.events]

        results, events = await self.database.write(transact)
        reach("work.committed")
        if events:
            self.publish(events)
        return results

    async def look(self, read: Callable[[SqlStore], R], *, single: bool = False) -> R:
        """A read that shows no patient's data; `single` if it is one statement."""
        return await self.database.read(lambda conn: read(SqlStore(conn)), single=single)

    async def show(
        self, read: Callable[[SqlStore], Shown[R]], *, actor: Actor, trace: str = ""
    ) -> R:
        """A read that shows patient data: its audit row is committed before the value is given."""
        shown = await self.database.read(lambda conn: read(SqlStore(conn)))
        if shown.count > 0:
            await self._record(
                actor,
                AuditEvent(
                    id=new_id(self.clock()),
                    at=self.clock(),
                    actor=actor.person_id,
                    action=shown.action,
                    subject=shown.subject,
                    for_org=shown.for_org,
                    patient_id=shown.patient_id,
                    case_id=shown.case_id,
                    count=shown.count,
                    request_id=trace,
                ),
            )
        return shown.value

    async def _record_denial(self, actor: Actor, action: str, denial: Denied, trace: str) -> None:
        await self._record(actor, self._denied(actor, action, denial, trace))

    def _denied(self, actor: Actor, action: str, denial: Denied, trace: str) -> AuditEvent:
        return AuditEvent(
            id=new_id(self.clock()),
            at=self.clock(),
            actor=actor.person_id,
            action=action[:40],
            subject=denial.code,
            outcome=Outcome.DENIED,
            request_id=trace,
        )

    async def _record(self, actor: Actor, event: AuditEvent) -> None:
        await self.database.write(lambda conn: SqlStore(conn).audit.add(event))
