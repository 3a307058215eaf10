"""Requests of a year as rows of either database, told by their steps alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from consult.access.policy import Actor
from consult.ids import uuid7
from consult.network.roles import Role, RoleAssignment
from storage.database.tables.cases import case, patient
from storage.database.tables.network import organization
from storage.database.tables.people import person
from storage.database.tables.requests import limits_version, request, transition
from storage.database.tables.rooms import room
from storage.repositories.courses import tell_course

NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
# (minutes after sending, state before, action, state after, details)
Step = tuple[float, str, str, str, Mapping[str, object]]
Steps = Sequence[Step]
NAME = "患者甲"


def id_of(n: int) -> str:
    return uuid7(LONG_AGO, n.to_bytes(10, "big"))


@dataclass
class Year:
    """`orgs` by name; a prefecture with two counties, a partner, and a county elsewhere."""

    conn: sa.Connection
    orgs: dict[str, str] = field(default_factory=dict)
    count: int = 1000

    def found(self, *, demo: Sequence[str] = ()) -> Year:
        below = {"county_a": "prefecture", "county_b": "prefecture"}
        for n, name in enumerate(("prefecture", "county_a", "county_b", "partner", "elsewhere")):
            self.orgs[name] = id_of(n + 1)
            self.add(
                organization,
                id=self.orgs[name],
                kind="authority" if name == "prefecture" else "hospital",
                parent_id=self.orgs[below[name]] if name in below else None,
                level="",
                name=name,
                time_zone="Asia/Shanghai",
                locale="zh-CN",
                phone="",
                demo=name in demo,
            )
        self.add(
            person,
            id=id_of(100),
            name="somebody",
            locale="en",
            title="",
            phone="",
            languages=[],
            specialties=[],
            licence_no="",
        )
        return self

    def add(self, table: sa.Table, **row: Any) -> None:
        self.conn.execute(sa.insert(table), row)

    def reader(self, role: Role, org: str) -> Actor:
        held = RoleAssignment(
            id=id_of(200),
            person_id=id_of(100),
            org_id=self.orgs[org],
            role=role,
            valid_from=LONG_AGO,
        )
        return Actor(person_id=id_of(100), roles=(held,))

    def limits(self, version: int, at: datetime, data: Mapping[str, object], org: str = "") -> None:
        scope = self.orgs.get(org, "")
        row = {"org_id": scope, "version": version, "data": data, "reason": "r", "at": at}
        self.add(limits_version, **row, by=id_of(100))

    def sent(
        self,
        at: datetime,
        steps: Steps = (),
        *,
        urgency: str = "emergency",
        kind: str = "consultation",
        by: str = "county_a",
        to: str = "partner",
        training: bool = False,
        opening: tuple[str, str, str] = ("draft", "submit", "submitted"),
        details: Mapping[str, object] | None = None,
    ) -> str:
        """One request with its case, patient and room; returns its id."""
        self.count += 10
        patient_id, case_id, room_id, id_ = (id_of(self.count + n) for n in range(4))
        org, me = self.orgs[by], id_of(100)
        who = {"name": NAME, "sex": "male", "identity": "identified", "phone": "", "version": 1}
        self.add(patient, id=patient_id, org_id=org, **who)
        owner = {"owner_org": org, "patient_id": patient_id, "created_by": me, "created_at": at}
        number = f"N{self.count}"
        self.add(case, id=case_id, number=number, **owner, training=training, version=1)
        self.add(room, id=room_id, case_id=case_id, head_seq=0, epoch="e")
        told = [(0.0, *opening, details or {}), *steps]
        self.add(
            request,
            id=id_,
            case_id=case_id,
            kind=kind,
            state=told[-1][3],
            version=len(told) + 1,
            from_org=org,
            to_org=self.orgs[to],
            specialty="cardiology",
            urgency=urgency,
            partnership_id="",
            room_id=room_id,
            created_by=me,
            created_at=at,
            submitted_at=at,
            net_paused_s=0,
            form_version=1,
        )
        for no, (minutes, before, action, after, said) in enumerate(told, 1):
            when = at + timedelta(minutes=minutes)
            moved = {"from_state": before, "action": action, "to_state": after, "details": said}
            self.add(
                transition, request_id=id_, no=no, **moved, by=me, for_org=org, at=when, reason=""
            )
        tell_course(self.conn, id_)
        return id_

    def answered(
        self,
        at: datetime,
        accept: float,
        arrive: float,
        sign: float,
        value: str = "",
        order: float | None = None,
        **more: Any,
    ) -> str:
        """Minutes from sending; `value` of the county's answer a minute after the signature."""
        steps: list[Step] = [
            (accept, "submitted", "take", "accepted", {}),
            (arrive, "accepted", "start", "in_consultation", {}),
            (sign, "in_consultation", "sign", "signed", {}),
        ]
        if value:
            written = {} if order is None else {"order_at": _iso(at + timedelta(minutes=order))}
            said = {"value": value, **written}
            steps.append((max(sign, order or 0) + 1, "signed", "respond", "responded", said))
        return self.sent(at, steps, **more)


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()
