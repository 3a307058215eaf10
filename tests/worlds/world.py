"""A small network of hospitals and people, run on the real store in memory.

`world.do(action, command, "county.doctor")` runs one action in one transaction, as the unit of
work does; nothing is faked but the clock and the ids.
"""

from __future__ import annotations

import functools
import itertools
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

import sqlalchemy as sa

from consult.access.policy import Actor
from consult.access.system import SYSTEM
from consult.actions import due
from consult.actions.cases import opening
from consult.actions.cases.opening import OpenCase, Opened
from consult.actions.cases.patients import PatientEntry
from consult.actions.network import hospitals, partnerships
from consult.actions.network.people import SavePerson, save_person
from consult.actions.network.roles import GrantRole, grant_role
from consult.actions.requests.drafting import Destination
from consult.actions.timers import Fire, fire
from consult.actions.work import Work
from consult.cases.patients.patient import Sex
from consult.cases.request import Request, Urgency
from consult.events import Event
from consult.ids import uuid7
from consult.network.partnerships import Service
from consult.network.roles import Role
from storage.database.append_only import guards
from storage.database.metadata import metadata
from storage.repositories import timers
from storage.repositories.store import SqlStore

R = TypeVar("R")
T0 = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)

# By login, the hospital, the roles and the specialties of each person.
PEOPLE: dict[str, tuple[str, tuple[Role, ...], tuple[str, ...]]] = {
    "county.doctor": ("gangcha", (Role.DOCTOR,), ()),
    "county.doctor2": ("gangcha", (Role.DOCTOR,), ()),
    "county.head": ("gangcha", (Role.HEAD,), ()),
    "county.affairs": ("gangcha", (Role.MEDICAL_AFFAIRS,), ()),
    "county.tech": ("gangcha", (Role.TECHNICIAN,), ()),
    "hospital.admin": ("gangcha", (Role.HOSPITAL_ADMIN,), ()),
    "county2.doctor": ("xinhe", (Role.DOCTOR,), ()),
    "coordinator": ("liaocheng", (Role.COORDINATOR,), ()),
    "cardiologist": ("liaocheng", (Role.EXPERT,), ("cardiology",)),
    "cardiologist3": ("liaocheng", (Role.EXPERT,), ("cardiology",)),
    "surgeon": ("liaocheng", (Role.EXPERT,), ("general_surgery",)),
    "referral.desk": ("liaocheng", (Role.REFERRAL_DESK,), ()),
    "cardiologist2": ("anzhen", (Role.EXPERT,), ("cardiology",)),
    "supervisor": ("liaocheng", (Role.SUPERVISOR,), ()),
    "admin": ("liaocheng", (Role.ADMIN,), ()),
}
FULL_FORM: dict[str, object] = {
    "chief_complaint": "chest pain for two hours",
    "history": "sudden onset at rest",
    "provisional_diagnosis": "acute coronary syndrome",
    "onset_at": "2026-11-21T04:00:00+00:00",
    "vitals": {
        "temperature": 36.5,
        "pulse": 88,
        "respiration": 18,
        "systolic": 96,
        "diastolic": 60,
        "spo2": 92,
    },
    "consent": {"given": True, "by": "patient"},
}


def memory_engine(*, empty: bool = False) -> sa.Engine:
    """The whole schema with its triggers in a SQLite of its own."""
    engine = sa.create_engine(
        "sqlite://", poolclass=sa.StaticPool, connect_args={"check_same_thread": False}
    )

    @sa.event.listens_for(engine, "connect")
    def _(dbapi: Any, _record: Any) -> None:
        dbapi.isolation_level = None
        dbapi.execute("PRAGMA foreign_keys=ON")

    @sa.event.listens_for(engine, "begin")
    def _(conn: sa.Connection) -> None:
        conn.exec_driver_sql("BEGIN")

    if empty:
        return engine
    with engine.begin() as conn:
        metadata.create_all(conn)
        for statement in guards("sqlite"):
            conn.exec_driver_sql(statement)
    return engine


@dataclass
class World:
    engine: sa.Engine
    now: datetime = T0
    orgs: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    partnership: str = ""
    events: list[Event] = field(default_factory=list)
    _count: Iterator[int] = field(default_factory=itertools.count)

    def new_id(self) -> str:
        return uuid7(self.now, next(self._count).to_bytes(10, "big"))

    def later(self, **delta: float) -> None:
        self.now += timedelta(**delta)

    @contextmanager
    def store(self) -> Iterator[SqlStore]:
        with self.engine.begin() as conn:
            yield SqlStore(conn)

    def actor(self, who: str) -> Actor:
        if who == "system":
            return SYSTEM
        with self.store() as store:
            roles = tuple(store.roles.list(person_id=self.ids[who]))
        return Actor(person_id=self.ids[who], roles=roles)

    def do(self, action: Callable[[Work, Any], R], cmd: Any, who: str) -> R:
        actor = self.actor(who)
        with self.engine.begin() as conn:
            work = Work(actor=actor, now=self.now, new_id=self.new_id, store=SqlStore(conn))
            result = action(work, cmd)
        self.events.extend(work.events)
        return result

    def run_due(self) -> list[str]:
        """Fire every timer that is due at `now`, as the server does; the kinds in their order."""
        with self.engine.begin() as conn:
            found = timers.look(conn, due.DUE, self.now, 1000).due
        return [t.kind for t in found if self.do(fire, Fire(t, due.DUE[t.kind]), "system")]

    def request(self, request_id: str) -> Request:
        with self.store() as store:
            return store.requests.get(request_id)

    def case(self, who: str = "county.doctor", **changes: Any) -> Opened:
        """A chest pain for Liaocheng's cardiology, as a draft unless `send` is given."""
        cmd = OpenCase(
            case_id=self.new_id(),
            org_id=self.orgs[PEOPLE[who][0]],
            patient=PatientEntry(
                name="示例患者",
                sex=Sex.MALE,
                birth_date=date(1968, 3, 1),
                identifiers=(("mrn", f"M{next(self._count)}"),),
            ),
            urgency=Urgency.EMERGENCY,
            template="chest_pain",
            form=FULL_FORM,
            questions=("Is it a STEMI, and may we lyse?", "Which dose?"),
            destination=Destination(partnership_id=self.partnership, specialty="cardiology"),
        )
        return self.do(opening.open_case, replace(cmd, **changes), who)


@functools.cache
def _template() -> tuple[bytes, World]:
    world = _populate(World(memory_engine()))
    with world.engine.connect() as conn:
        return _sqlite(conn).serialize(), world


def _sqlite(conn: sa.Connection) -> sqlite3.Connection:
    raw = conn.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    return raw


def build_world() -> World:
    """Two counties and two partner hospitals; Gangcha may ask Liaocheng."""
    image, made = _template()
    engine = memory_engine(empty=True)
    with engine.connect() as conn:
        conn.rollback()
        _sqlite(conn).deserialize(image)
        _sqlite(conn).execute("PRAGMA foreign_keys=ON")
    return replace(
        made,
        engine=engine,
        orgs=dict(made.orgs),
        ids=dict(made.ids),
        events=[],
        _count=itertools.count(10_000),
    )


def copy_of(world: World) -> World:
    """Another world with the same rows, that goes its own way from here."""
    engine = memory_engine(empty=True)
    with world.engine.connect() as conn:
        image = _sqlite(conn).serialize()
    with engine.connect() as conn:
        conn.rollback()
        _sqlite(conn).deserialize(image)
        _sqlite(conn).execute("PRAGMA foreign_keys=ON")
    start = itertools.count(next(world._count) + 1_000_000)
    return replace(world, engine=engine, ids=dict(world.ids), events=[], _count=start)


def _populate(world: World) -> World:
    for name in ("gangcha", "xinhe", "liaocheng", "anzhen"):
        made = world.do(
            hospitals.save_organization, hospitals.SaveOrganization(name=name), "system"
        )
        world.orgs[name] = made.id
    for login, (org, roles, specialties) in PEOPLE.items():
        person = world.do(
            save_person,
            SavePerson(
                org_id=world.orgs[org],
                name=login,
                specialties=specialties,
                licence_no="110000000001",
                licence_valid_to=date(2030, 1, 1),
            ),
            "system",
        )
        world.ids[login] = person.id
        for role in roles:
            world.do(
                grant_role,
                GrantRole(person_id=person.id, org_id=world.orgs[org], role=role),
                "system",
            )
    agreed = world.do(
        partnerships.make_partnership,
        partnerships.MakePartnership(
            requester_org=world.orgs["gangcha"],
            provider_org=world.orgs["liaocheng"],
            services=(Service.CONSULTATION, Service.ECG_REPORT, Service.REFERRAL),
            valid_from=T0 - timedelta(days=1),
        ),
        "system",
    )
    world.partnership = agreed.id
    return world
