"""What a search costs does not grow with what a hospital did in years before."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from storage.repositories.fhir import network, source, talk
from storage.repositories.fhir.source import Page, Query, Reader, Source, find
from tests.worlds.steps import signed_case
from tests.worlds.world import World, build_world


@pytest.fixture
def world() -> World:
    """Two cases of one county, the newer without the partner's expert."""
    world = build_world()
    signed_case(world)
    world.later(hours=1)
    world.case(send=True)
    return world


def known(world: World, *, whole: bool = False) -> set[str]:
    actor = world.actor("county.doctor")
    with world.store() as store:
        reader = Reader(store, actor, world.now, whole=whole)
        return {id_ for (id_,) in find(store, network.practitioners(reader), Query()).keys}


def plan(world: World, rows: Source) -> str:
    query = sa.select(*rows.key).select_from(rows.rows).where(*rows.seen)
    newest = query.order_by(*(part.desc() for part in rows.key)).limit(51)
    with world.store() as store:
        told = str(newest.compile(store.conn, compile_kwargs={"literal_binds": True}))
        steps = store.conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {told}")
        return "\n".join(row[-1] for row in steps)


def test_messages_that_ask_are_found_without_reading_the_others(world: World) -> None:
    actor = world.actor("cardiologist")
    with world.store() as store:
        rows = talk.communications(Reader(store, actor, world.now))
    steps = plan(world, rows)
    assert "room_event USING INDEX ix_room_event_asking" in steps
    assert "SCAN room\n" not in steps


def test_a_list_of_people_looks_at_the_newest_cases_and_a_read_at_all(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    expert = world.ids["cardiologist"]
    assert expert in known(world)
    monkeypatch.setattr(network, "LOOKED_THROUGH", 1)
    assert expert not in known(world)
    assert world.ids["county.doctor"] in known(world)
    assert expert in known(world, whole=True)


def test_people_of_a_case_that_is_no_longer_open_to_one_are_not_known(world: World) -> None:
    expert = world.ids["cardiologist"]
    with world.engine.begin() as conn:
        conn.execute(sa.text("UPDATE case_party SET until = since"))
    world.later(hours=1)
    assert expert not in known(world) | known(world, whole=True)


def test_what_is_too_many_to_count_is_listed_without_a_total(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor = world.actor("county.doctor")

    def people(limit: int) -> Page:
        with world.store() as store:
            reader = Reader(store, actor, world.now)
            return find(store, network.practitioners(reader), Query(limit=limit))

    exact = people(50).total
    monkeypatch.setattr(source, "COUNTED", 1)
    assert exact is not None
    assert exact > 1
    assert people(50).total is None
    assert people(0).total == exact
