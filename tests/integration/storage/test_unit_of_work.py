"""One action, one transaction, on both databases: all of it, or nothing and a record of why."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from functools import partial

import pytest
import sqlalchemy as sa

from consult.access.policy import Actor
from consult.access.system import SYSTEM
from consult.actions.cases import opening
from consult.actions.cases.opening import OpenCase
from consult.actions.cases.patients import PatientEntry
from consult.actions.network import hospitals, partnerships, people, roles
from consult.actions.requests import answering, sending
from consult.actions.requests.drafting import Destination
from consult.actions.requests.moves import Step
from consult.actions.work import Work
from consult.cases.patients.patient import Sex
from consult.cases.request import Urgency
from consult.errors import Conflict, Denied, IllegalMove, NotFound
from consult.events import Event, RoomMoved
from consult.network.organizations import Organization
from consult.network.partnerships import Service
from consult.network.roles import Role
from storage.database.engine import open_database
from storage.database.unit_of_work import UnitOfWork, new_id, system_clock
from storage.repositories.store import SqlStore
from tests.fixtures.backends import Backend

pytestmark = pytest.mark.both_backends


class Office:
    """Gangcha and Liaocheng with a doctor, two cardiologists and a coordinator."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow
        self.actors: dict[str, Actor] = {}
        self.orgs: dict[str, str] = {}
        self.partnership = ""

    async def open(self) -> Office:
        for name in ("gangcha", "liaocheng"):
            org = await self.uow.run(
                hospitals.save_organization, hospitals.SaveOrganization(name=name), actor=SYSTEM
            )
            self.orgs[name] = org.id
        await self._hire("doctor", "gangcha", Role.DOCTOR)
        await self._hire("coordinator", "liaocheng", Role.COORDINATOR)
        await self._hire("first", "liaocheng", Role.EXPERT)
        await self._hire("second", "liaocheng", Role.EXPERT)
        made = await self.uow.run(
            partnerships.make_partnership,
            partnerships.MakePartnership(
                requester_org=self.orgs["gangcha"],
                provider_org=self.orgs["liaocheng"],
                services=(Service.CONSULTATION,),
                valid_from=system_clock() - timedelta(days=1),
            ),
            actor=SYSTEM,
        )
        self.partnership = made.id
        return self

    async def _hire(self, name: str, org: str, role: Role) -> None:
        org_id = self.orgs[org]
        person = await self.uow.run(
            people.save_person,
            people.SavePerson(org_id=org_id, name=name, specialties=("cardiology",)),
            actor=SYSTEM,
        )
        granted = await self.uow.run(
            roles.grant_role,
            roles.GrantRole(person_id=person.id, org_id=org_id, role=role),
            actor=SYSTEM,
        )
        self.actors[name] = Actor(person_id=person.id, roles=(granted,))

    def emergency(self) -> OpenCase:
        return OpenCase(
            case_id=new_id(system_clock()),
            org_id=self.orgs["gangcha"],
            patient=PatientEntry(age_years=58, sex=Sex.MALE, unidentified=True),
            urgency=Urgency.EMERGENCY,
            form={"chief_complaint": "chest pain"},
            questions=("STEMI?",),
            destination=Destination(partnership_id=self.partnership, specialty="cardiology"),
            send=True,
        )


def on_database(url: str, story: Callable[[Office, list[Event]], Awaitable[None]]) -> None:
    async def run() -> None:
        told: list[Event] = []

        def publish(events: Sequence[Event]) -> None:
            told.extend(events)

        database = open_database(url)
        try:
            office = await Office(UnitOfWork(database, publish)).open()
            await story(office, told)
        finally:
            await database.close()

    asyncio.run(run())


def test_an_emergency_is_sent_in_one_stroke(backend: Backend) -> None:
    async def story(office: Office, told: list[Event]) -> None:
        opened = await office.uow.run(
            opening.open_case, office.emergency(), actor=office.actors["doctor"]
        )
        request = await office.uow.look(lambda store: store.requests.get(opened.request_id))
        assert request.state == "submitted"
        assert request.due_at is not None
        calls = await office.uow.look(lambda store: store.outbox.list(subject=request.id))
        assert [call.kind for call in calls] == ["call"]
        assert RoomMoved(request.room_id, 2) in told
        again = await office.uow.look(lambda store: store.identifiers.list(system="provisional"))
        assert [row.value[-3:] for row in again] == ["-01"]

    on_database(backend.database_url, story)


def test_a_repeated_send_makes_no_second_case(backend: Backend) -> None:
    async def story(office: Office, told: list[Event]) -> None:
        cmd, doctor = office.emergency(), office.actors["doctor"]
        first = await office.uow.run(opening.open_case, cmd, actor=doctor)
        second = await office.uow.run(opening.open_case, cmd, actor=doctor)
        assert (first.case_id, first.request_id) == (second.case_id, second.request_id)
        assert len(await office.uow.look(lambda store: store.cases.list())) == 1

    on_database(backend.database_url, story)


def test_of_two_who_take_it_at_once_one_wins(backend: Backend) -> None:
    async def story(office: Office, told: list[Event]) -> None:
        opened = await office.uow.run(
            opening.open_case, office.emergency(), actor=office.actors["doctor"]
        )
        step = Step(request_id=opened.request_id)
        results = await asyncio.gather(
            *(
                office.uow.run(answering.take, step, actor=office.actors[who])
                for who in ("first", "second")
            ),
            return_exceptions=True,
        )
        lost = [r for r in results if isinstance(r, BaseException)]
        assert len(lost) == 1
        assert isinstance(lost[0], Conflict | IllegalMove | Denied)
        accepted = await office.uow.look(
            lambda store: store.assignments.list(request_id=opened.request_id, state="accepted")
        )
        assert len(accepted) == 1

    on_database(backend.database_url, story)


def test_a_failed_action_leaves_nothing_behind(backend: Backend) -> None:
    def breaks(work: Work, cmd: Organization) -> None:
        work.store.organizations.add(cmd)
        raise RuntimeError("power cut")

    async def story(office: Office, told: list[Event]) -> None:
        before = len(told)
        org = await office.uow.look(lambda store: store.organizations.list()[0])
        ghost = Organization(
            id=new_id(system_clock()),
            kind=org.kind,
            name="ghost",
            time_zone=org.time_zone,
            locale=org.locale,
        )
        with pytest.raises(RuntimeError):
            await office.uow.run(breaks, ghost, actor=SYSTEM)
        names = [o.name for o in await office.uow.look(lambda s: s.organizations.list())]
        assert "ghost" not in names
        assert told[before:] == []

    on_database(backend.database_url, story)


def test_a_refusal_by_the_policy_is_recorded(backend: Backend) -> None:
    async def story(office: Office, told: list[Event]) -> None:
        opened = await office.uow.run(
            opening.open_case, office.emergency(), actor=office.actors["doctor"]
        )
        with pytest.raises(Denied):
            await office.uow.run(
                sending.cancel,
                Step(request_id=opened.request_id, reason="no"),
                actor=office.actors["coordinator"],
            )
        rows = await office.uow.look(lambda store: store.audit.list(outcome="denied"))
        assert [(row.action, row.actor) for row in rows] == [
            ("cancel", office.actors["coordinator"].person_id)
        ]

    on_database(backend.database_url, story)


def test_what_a_stranger_may_not_see_does_not_exist(backend: Backend) -> None:
    async def story(office: Office, told: list[Event]) -> None:
        opened = await office.uow.run(
            opening.open_case, office.emergency(), actor=office.actors["doctor"]
        )
        step = Step(request_id=opened.request_id)
        with pytest.raises(NotFound):
            await office.uow.run(answering.take, step, actor=Actor(person_id="nobody"))

    on_database(backend.database_url, story)


def test_what_was_recorded_stays_whoever_writes_sql(backend: Backend) -> None:
    async def story(office: Office, told: list[Event]) -> None:
        await office.uow.run(opening.open_case, office.emergency(), actor=office.actors["doctor"])
        for statement in (
            "UPDATE room_event SET kind = 'text'",
            "DELETE FROM room_event",
            "UPDATE audit_event SET actor = 'somebody else'",
            "DELETE FROM audit_event",
            "DELETE FROM transition",
            "UPDATE case_form SET version = 9",
        ):
            with pytest.raises(sa.exc.DBAPIError, match="append-only"):
                await office.uow.database.write(partial(_execute, statement))
            assert await office.uow.look(_counts) > 0, statement

    on_database(backend.database_url, story)


def _execute(statement: str, conn: sa.Connection) -> None:
    conn.execute(sa.text(statement))


def _counts(store: SqlStore) -> int:
    return len(store.audit.list()) * len(store.transitions.list())
