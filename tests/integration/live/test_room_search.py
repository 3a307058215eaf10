"""What was said is found again, in all three languages, by those who were there and nobody else."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from consult.actions.cases.opening import Opened
from consult.actions.rooms.discussion.say import say
from consult.rooms.room import EventKind, Post, Posted
from storage.repositories.rooms.words import behind, take_in
from storage.repositories.views.rooms.search import RoomQuery, find_messages
from tests.worlds.steps import take
from tests.worlds.world import World, build_world


class Archive:
    def __init__(self, world: World, case: Opened) -> None:
        self.world, self.case = world, case
        self._count = 0

    def say(self, text: str, kind: EventKind = EventKind.TEXT, about: int | None = None) -> Posted:
        self._count += 1
        body: dict[str, Any] = {} if kind is EventKind.WITHDRAW else {"text": text}
        post = Post(
            room_id=self.case.room_id,
            author_id=self.world.ids["county.doctor"],
            cmid=f"m{self._count}",
            kind=kind,
            body=body,
            target_seq=about,
        )
        return self.world.do(say, post, "county.doctor")

    def index(self) -> None:
        with self.world.engine.begin() as conn:
            for room_id in behind(conn):
                take_in(conn, room_id)

    def find(self, q: str, who: str = "county.doctor") -> list[str]:
        self.index()
        actor = self.world.actor(who)
        with self.world.store() as store:
            found = find_messages(store, actor, RoomQuery(q=q), self.world.now)
        return [item.text for item in found.value.items]


@pytest.fixture
def archive() -> Archive:
    world = build_world()
    return Archive(world, world.case(send=True))


@pytest.mark.parametrize(
    ("said", "looked_for"),
    [
        ("胸痛两小时，伴大汗", "两小时"),
        ("胸痛两小时，伴大汗", "汗"),
        ("Bệnh nhân Nguyễn Văn Đạt đau ngực", "nguyen dat"),
        ("Troponin 3.4 ng/mL repeated", "TROPO"),
        ("V1–V4 抬高 ST", "抬高 st"),
    ],
)
def test_found_as_people_type_it(archive: Archive, said: str, looked_for: str) -> None:
    archive.say(said)
    archive.say("something else 无关")
    assert archive.find(looked_for) == [said]


@pytest.mark.parametrize("nothing", ["", "  ", "%", "_", "'; DROP TABLE room_word; --", "疼痛"])
def test_nothing_is_found_by_nothing(archive: Archive, nothing: str) -> None:
    archive.say("胸痛")
    assert archive.find(nothing) == []


def test_every_word_has_to_be_there(archive: Archive) -> None:
    archive.say("potassium 3.1 low")
    archive.say("potassium normal")
    assert archive.find("potassium low") == ["potassium 3.1 low"]


def test_found_by_every_wording_and_not_after_withdrawal(archive: Archive) -> None:
    said = archive.say("metoprolol 5 mg")
    archive.say("metoprolol 50 mg tablets", EventKind.EDIT, said.seq)
    assert archive.find("tablets") == ["metoprolol 5 mg"]
    archive.say("", EventKind.WITHDRAW, said.seq)
    assert archive.find("metoprolol") == []


def test_only_who_is_in_the_room_finds(archive: Archive) -> None:
    archive.say("宫外孕")
    assert archive.find("宫外孕", "cardiologist") == []
    take(archive.world, archive.case.request_id)
    assert archive.find("宫外孕", "cardiologist") == ["宫外孕"]
    assert archive.find("宫外孕", "county2.doctor") == []
    assert archive.find("宫外孕", "county.doctor2") == []


def test_an_index_thrown_away_is_made_again(archive: Archive) -> None:
    archive.say("aortic dissection")
    assert archive.find("dissection") == ["aortic dissection"]
    with archive.world.engine.begin() as conn:
        conn.execute(sa.text("DELETE FROM room_word"))
        conn.execute(sa.text("DELETE FROM room_indexed"))
    assert archive.find("dissection") == ["aortic dissection"]
