"""How far somebody is in a room, told by several devices at once."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from consult.actions.rooms.membership import admit, dismiss
from consult.actions.rooms.positions import MarkUpTo, SetNotify, mark_up_to, set_notify
from consult.actions.work import Work
from consult.rooms.room import Mark, Notify, RoomMember
from server.live.members import Member
from tests.fixtures.backends import Backend
from tests.fixtures.live import Site, on_site

SAID = 12


@pytest.mark.both_backends
def test_a_position_told_late_puts_nobody_back(backend: Backend, tmp_path: Path) -> None:
    async def story(site: Site) -> None:
        room = await site.room()
        await site.post("cardiologist", room, [f"m{number}" for number in range(SAID)])
        head = await site.head(room)
        actor = await site.actor("county.doctor")

        def tell(seq: int, mark: Mark) -> Coroutine[Any, Any, int]:
            return site.uow.run(mark_up_to, MarkUpTo(room, seq, mark), actor=actor)

        upwards = range(head - SAID, head + 1)
        await asyncio.gather(*(tell(seq, mark) for seq in reversed(upwards) for mark in Mark))
        member = await site.uow.look(
            lambda store: store.members.get(room, site.served.people["county.doctor"])
        )
        assert (member.got_seq, member.read_seq) == (head, head)
        await told_just_before_the_end(site, room)
        await put_out_while_all_else_is_written(site, room)

    on_site(backend, tmp_path, story)


async def told_just_before_the_end(site: Site, room: str) -> None:
    """Several people at once, one of whom is not in the room."""
    people = ("county.doctor", "cardiologist", "coordinator")
    before = await positions(site, room)
    [posted] = await site.post("cardiologist", room, ["the last"])
    for who in people:
        actor = await site.actor(who)
        for mark in Mark:
            moved = MarkUpTo(room, 10**9, mark)
            site.hub.marks.told(actor, moved, cast("Member", None), head=posted.seq)
    await site.hub.stop()
    upto = (posted.seq, posted.seq)
    assert await positions(site, room) == dict.fromkeys(before, upto)


async def put_out_while_all_else_is_written(site: Site, room: str) -> None:
    """Neither what one sets of a room nor a position brings back who was put out of it."""
    actor, desk = await site.actor("county.doctor"), await site.actor("coordinator")
    [posted] = await site.post("cardiologist", room, ["one more"])

    def put_out(work: Work, person: str) -> None:
        dismiss(work, room, person)

    def bring_back(work: Work, member: RoomMember) -> None:
        admit(work, room, member.person_id, member.org_id, member.part)

    def attempts() -> Iterator[Coroutine[Any, Any, object]]:
        """Its end among as much else as fits in beside it."""
        for number in range(9):
            if number == 4:
                yield site.uow.run(put_out, actor.person_id, actor=desk)
            notify = (Notify.ALL, Notify.MENTIONS)[number % 2]
            yield site.uow.run(set_notify, SetNotify(room, notify), actor=actor)
            yield site.uow.run(mark_up_to, MarkUpTo(room, posted.seq), actor=actor)

    for _ in range(4):
        await asyncio.gather(*attempts(), return_exceptions=True)
        member = await site.uow.look(lambda store: store.members.get(room, actor.person_id))
        assert member.until is not None
        await site.uow.run(bring_back, member, actor=desk)


async def positions(site: Site, room: str) -> dict[str, tuple[int, int]]:
    members = await site.uow.look(lambda store: store.members.list(room_id=room))
    return {member.person_id: (member.got_seq, member.read_seq) for member in members}
