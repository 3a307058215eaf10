"""kill -9 in the middle of a ladder, and two servers at once: each step is recorded exactly once,
each notice reaches its gateway at least once, under one key."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa

from consult.access.policy import Actor
from consult.access.system import SYSTEM
from consult.actions.cases.opening import OpenCase, open_case
from consult.actions.cases.patients import PatientEntry
from consult.actions.duty import rosters
from consult.actions.requests.drafting import Destination
from consult.cases.patients.patient import Sex
from consult.cases.request import Urgency
from consult.cases.workflow.consultation import State
from consult.escalation.ladder import LadderState
from consult.escalation.notices import Channel, ChannelKind, NoticeState
from consult.escalation.policy import DEFAULT
from storage.database.engine import open_database
from storage.database.unit_of_work import UnitOfWork, new_id, system_clock
from storage.repositories.store import SqlStore
from tests.chaos.server import WITHIN, Installation, installed
from tests.chaos.waiting import until
from tests.factories.gateways import Receiver, receiving
from tests.fixtures.backends import Backend
from tests.fixtures.figures import Figures
from tests.fixtures.seaweed import free_ports
from tests.worlds.world import FULL_FORM

SOAK = bool(os.environ.get("HUIZHEN_SOAK"))
ROUNDS = 10 if SOAK else 1
# One policy for all: a ring a second, four rings, then nobody is left to ring.
QUICK = replace(
    DEFAULT,
    after_s={"line1": 0, "line2": 2, "centre": 3},
    next_after_s=1,
    ends_after_s=5,
    version=1,
    by="system",
)
STEPS = 4
PHONED = 3  # the centre of this hospital has no telephone


@pytest.fixture
def gateway() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


@asynccontextmanager
async def on_duty(backend: Backend, folder: Path, gateway: Receiver) -> AsyncIterator[Installation]:
    """Two on line 1, one on line 2, day and night, and a voice gateway."""
    async with installed(backend, folder, HUIZHEN_SECRET_KEY="k" * 64) as here:
        org_id = here.served.orgs["liaocheng"]
        async with here.uow() as uow:
            made = await uow.run(
                rosters.save_roster,
                rosters.SaveRoster(org_id=org_id, specialty="cardiology"),
                actor=SYSTEM,
            )
            for who, line in (("cardiologist", 1), ("cardiologist3", 1), ("surgeon", 2)):
                shifts = rosters.AddShifts(
                    roster_id=made.id,
                    line=line,
                    person_id=here.served.people[who],
                    weekdays=tuple(range(7)),
                    starts_min=0,
                    length_min=24 * 60,
                    valid_from=date(2026, 1, 1),
                )
                await uow.run(rosters.add_shifts, shifts, actor=SYSTEM)
            await uow.run(lambda work, _: _set_up(work.store, org_id, gateway), None, actor=SYSTEM)
        yield here


def _set_up(store, org_id: str, gateway: Receiver) -> None:
    now = system_clock()
    policy = replace(QUICK, id=new_id(now), org_id=org_id, at=now)
    store.escalation_policies.add(policy)
    config: dict[str, object] = {"url": f"{gateway.url}/call", "json": {"ref": "{key}"}}
    store.channels.add(
        Channel(id=new_id(now), org_id=None, kind=ChannelKind.VOICE, name="v", config=config)
    )


def beside(here: Installation) -> Installation:
    """Another server on the same database, with a spool of its own."""
    port = free_ports(1)[0]
    data_dir = here.settings.data_dir.with_name("data-beside")
    settings = replace(here.settings, port=port, data_dir=data_dir, public_url="")
    environment = here.environment | {
        "HUIZHEN_PORT": str(port),
        "HUIZHEN_DATA_DIR": str(data_dir),
    }
    return Installation(here.backend, settings, here.served, environment)


async def emergency(here: Installation, uow: UnitOfWork) -> str:
    person = here.served.people["county.doctor"]
    roles = await uow.look(lambda store: store.roles.list(person_id=person))
    opened = await uow.run(
        open_case,
        OpenCase(
            case_id=new_id(system_clock()),
            org_id=here.served.orgs["gangcha"],
            patient=PatientEntry(age_years=58, sex=Sex.MALE, unidentified=True),
            urgency=Urgency.EMERGENCY,
            form=FULL_FORM,
            questions=("STEMI?",),
            destination=Destination(partnership_id=here.served.partnership, specialty="cardiology"),
            send=True,
        ),
        actor=Actor(person_id=person, roles=tuple(roles)),
    )
    assert opened.request_id is not None
    return opened.request_id


async def unanswered(uow: UnitOfWork, requests: list[str]) -> bool:
    found = await uow.look(lambda store: store.requests.list(id=requests))
    return all(request.state == State.UNANSWERED for request in found)


async def all_sent(uow: UnitOfWork) -> bool:
    waiting = await uow.look(lambda store: store.notices.list(state=NoticeState.WAITING))
    return not waiting


async def each_step_once(uow: UnitOfWork, requests: list[str]) -> None:
    for request_id in requests:
        await uow.look(partial(_check_steps, request_id=request_id))


def _check_steps(store: SqlStore, request_id: str) -> None:
    [ladder] = store.ladders.list(request_id=request_id)
    assert ladder.state is LadderState.UNANSWERED
    steps = store.ladder_steps.list(ladder_id=ladder.id)
    assert [step.no for step in steps] == list(range(1, STEPS + 1))
    assert all(step.at >= ladder.started_at for step in steps)
    rings = store.outbox.list(subject=ladder.id, kind="ring")
    assert sorted(ring.step for ring in rings) == [str(n) for n in range(1, STEPS + 1)]
    moves = store.transitions.list(request_id=request_id)
    assert Counter(move.action for move in moves)["give_up"] == 1
    notices = store.notices.list(ladder_id=ladder.id)
    assert sorted(notice.step_no for notice in notices) == list(range(1, PHONED + 1))


@pytest.mark.both_backends
@pytest.mark.crash
@pytest.mark.slow
def test_two_servers_one_of_them_killed_in_every_ladder(
    backend: Backend, tmp_path: Path, gateway: Receiver, figures: Figures
) -> None:
    async def story() -> None:
        async with on_duty(backend, tmp_path, gateway) as here, here.uow() as uow:
            other = beside(here)
            requests: list[str] = []
            try:
                await other.start()
                for _ in range(ROUNDS):
                    # Dies with its work done and not committed, somewhere in these ladders.
                    await here.start(HUIZHEN_FAILPOINTS="work.done=6*kill")
                    requests += [await emergency(here, uow) for _ in range(3)]
                    assert here.process is not None
                    async with asyncio.timeout(WITHIN):
                        await here.process.ended()
                    await here.kill()
                    await until(partial(unanswered, uow, requests))
            finally:
                await other.kill()
            # What the killed one held is sent when its lease is over.
            await leases_end(here)
            await here.start()
            await until(lambda: all_sent(uow))
            await each_step_once(uow, requests)
            await every_key_arrived(uow, gateway)
            await here.stop()
            figures(
                f"{ROUNDS} kills beside another server: {len(requests) * STEPS} steps, each once"
            )

    asyncio.run(story())


@pytest.mark.crash
@pytest.mark.slow
def test_killed_alone_it_catches_up_and_says_again_what_it_may_not_have_said(
    sqlite_url: str, files_url: str, tmp_path: Path, gateway: Receiver
) -> None:
    backend = Backend(sqlite_url, files_url)

    async def story() -> None:
        async with on_duty(backend, tmp_path, gateway) as here, here.uow() as uow:
            # The gateway has taken the second call, and nobody wrote that down.
            await here.start(HUIZHEN_FAILPOINTS="notice.sent=2*kill")
            requests = [await emergency(here, uow)]
            assert here.process is not None
            async with asyncio.timeout(WITHIN):
                await here.process.ended()
            await here.kill()
            said = [got.json["ref"] for got in gateway.wait(2)]
            await leases_end(here)
            await here.start()
            await until(lambda: unanswered(uow, requests))
            await until(lambda: all_sent(uow))
            await each_step_once(uow, requests)
            await every_key_arrived(uow, gateway)
            told = Counter(got.json["ref"] for got in gateway.got)
            assert set(told.values()) == {1, 2}
            assert {key for key, times in told.items() if times == 2} <= set(said)
            await here.stop()

    asyncio.run(story())


async def leases_end(here: Installation) -> None:
    """Half a minute later."""
    database = open_database(here.settings.database_url)
    try:
        await database.write(
            lambda conn: conn.execute(
                sa.text("UPDATE notice SET lease_until = :at WHERE lease_until IS NOT NULL"),
                {"at": (datetime.now(UTC) - timedelta(minutes=1)).replace(tzinfo=None)}
                if conn.dialect.name == "sqlite"
                else {"at": datetime.now(UTC) - timedelta(minutes=1)},
            )
        )
    finally:
        await database.close()


async def every_key_arrived(uow: UnitOfWork, gateway: Receiver) -> None:
    notices = await uow.look(lambda store: list(store.notices.list()))
    assert {notice.state for notice in notices} == {NoticeState.SENT}
    assert {got.json["ref"] for got in gateway.got} == {notice.id for notice in notices}
