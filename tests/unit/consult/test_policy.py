"""The policy denies by default, and the list filter shows exactly what `decide` lets be read."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consult.access.policy import (
    CASE_RULES,
    Actor,
    CaseSubject,
    NetworkSubject,
    OrgSubject,
    decide,
)
from consult.access.verbs import Verb
from consult.cases.case import Basis, CaseParty, Side
from consult.network.roles import CLINICAL, Role, RoleAssignment
from storage.database.tables.cases import case, case_party
from storage.repositories.visible import visible
from tests.worlds.world import T0, World, build_world

HOURS = st.integers(-3, 3).map(lambda hours: T0 + timedelta(hours=hours))


@pytest.fixture(scope="module")
def world() -> World:
    built = build_world()
    for _ in range(3):
        built.case()
    return built


def period(draw: st.DrawFn) -> tuple[datetime, datetime | None]:
    return draw(HOURS), draw(st.none() | HOURS)


@st.composite
def actors(draw: st.DrawFn) -> list[tuple[str, Role, datetime, datetime | None]]:
    return [
        (
            draw(st.sampled_from(["gangcha", "xinhe", "liaocheng"])),
            draw(st.sampled_from(Role)),
            *period(draw),
        )
        for _ in range(draw(st.integers(0, 3)))
    ]


@st.composite
def parties(draw: st.DrawFn) -> list[tuple[int, str, Side, datetime, datetime | None]]:
    return [
        (
            draw(st.integers(0, 2)),
            draw(st.sampled_from(["gangcha", "xinhe", "liaocheng", "anzhen"])),
            draw(st.sampled_from(Side)),
            *period(draw),
        )
        for _ in range(draw(st.integers(0, 5)))
    ]


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(roles=actors(), rows=parties(), now=HOURS)
def test_list_filter_and_decide_agree(
    world: World,
    roles: list[tuple[str, Role, datetime, datetime | None]],
    rows: list[tuple[int, str, Side, datetime, datetime | None]],
    now: datetime,
) -> None:
    actor = Actor(
        person_id="p",
        roles=tuple(
            RoleAssignment(
                id=str(i),
                person_id="p",
                org_id=world.orgs[org],
                role=role,
                valid_from=a,
                valid_to=b,
            )
            for i, (org, role, a, b) in enumerate(roles)
        ),
    )
    with world.engine.connect() as conn:
        conn.execute(sa.delete(case_party))
        ids = list(conn.execute(sa.select(case.c.id).order_by(case.c.id)).scalars())
        made = [
            CaseParty(
                id=f"party-{i}",
                case_id=ids[which],
                org_id=world.orgs[org],
                side=side,
                basis=Basis.REQUEST,
                since=since,
                until=until,
            )
            for i, (which, org, side, since, until) in enumerate(rows)
        ]
        for row in made:
            conn.execute(
                sa.insert(case_party).values(
                    id=row.id,
                    case_id=row.case_id,
                    org_id=row.org_id,
                    side=row.side.value,
                    basis=row.basis.value,
                    since=row.since,
                    until=row.until,
                )
            )
        listed = set(
            conn.execute(sa.select(case.c.id).where(visible(case.c.id, actor, now))).scalars()
        )
        conn.rollback()
    decided = {
        case_id
        for case_id in ids
        if decide(
            actor,
            Verb.READ_CASE,
            CaseSubject(parties=tuple(row for row in made if row.case_id == case_id)),
            now,
        ).allowed
    }
    assert listed == decided


@pytest.mark.parametrize("verb", list(Verb))
def test_nobody_may_do_anything(verb: Verb) -> None:
    nobody = Actor(person_id="x")
    for subject in (CaseSubject(parties=()), OrgSubject("o"), NetworkSubject()):
        assert not decide(nobody, verb, subject, T0).allowed


@pytest.mark.parametrize("role", sorted(set(Role) - CLINICAL))
@pytest.mark.parametrize("verb", sorted(CASE_RULES))
def test_who_does_not_care_for_patients_sees_none(role: Role, verb: Verb) -> None:
    party = CaseParty(
        id="p", case_id="c", org_id="o", side=Side.REQUESTER, basis=Basis.OWNER, since=T0
    )
    actor = Actor(
        person_id="x",
        roles=(RoleAssignment(id="r", person_id="x", org_id="o", role=role, valid_from=T0),),
    )
    for side in Side:
        subject = CaseSubject(parties=(replace(party, side=side),), room_member=True)
        assert not decide(actor, verb, subject, T0).allowed


@pytest.mark.parametrize("verb", sorted(CASE_RULES))
def test_every_verb_on_a_case_needs_reading_it(verb: Verb) -> None:
    """A right role at a hospital that is no party opens nothing."""
    roles = tuple(
        RoleAssignment(id=role, person_id="x", org_id="elsewhere", role=role, valid_from=T0)
        for role in Role
    )
    party = CaseParty(
        id="p", case_id="c", org_id="o", side=Side.PROVIDER, basis=Basis.REQUEST, since=T0
    )
    subject = CaseSubject(parties=(party,), room_member=True, specialties=("cardiology",))
    decision = decide(Actor(person_id="x", roles=roles), verb, subject, T0)
    assert decision.reason == "policy.not_your_case"


def test_an_ended_role_opens_nothing() -> None:
    party = CaseParty(
        id="p", case_id="c", org_id="o", side=Side.REQUESTER, basis=Basis.OWNER, since=T0
    )
    role = RoleAssignment(
        id="r",
        person_id="x",
        org_id="o",
        role=Role.DOCTOR,
        valid_from=T0,
        valid_to=T0 + timedelta(hours=1),
    )
    actor, subject = Actor(person_id="x", roles=(role,)), CaseSubject(parties=(party,))
    assert decide(actor, Verb.READ_CASE, subject, T0).allowed
    assert not decide(actor, Verb.READ_CASE, subject, T0 + timedelta(hours=1)).allowed
