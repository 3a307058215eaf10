"""Rooms over real sockets: order, replay, acknowledgement, and nobody waits for anybody."""

from __future__ import annotations

import asyncio
import itertools
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from server.live import carrier, mailbox
from tests.fixtures.backends import Backend
from tests.fixtures.live import Client, Frame, Site, fetch, on_site


def test_two_people_talk(backend: Backend, tmp_path: Path) -> None:
    async def story(site: Site) -> None:
        room = await site.room()
        async with site.at("county.doctor") as county, site.at("cardiologist") as expert:
            joined = await county.join(room)
            await expert.join(room)
            me, other = site.served.people["county.doctor"], site.served.people["cardiologist"]
            assert {member["id"] for member in joined["members"]} >= {me, other}
            assert other in (await county.hear("pres", room=room))["join"]
            body = {"urgent": False, "text": "V1–V4 抬高，可以溶栓吗？"}
            await county.say("pub", room=room, cmid="c-1", kind="text", body=body)
            ack = await county.hear("ack", cmid="c-1")
            heard = await expert.hear("msg", cmid="c-1")
            assert (heard["from"], heard["body"]) == (me, body)
            assert (ack["seq"], ack["at"], ack["dup"]) == (heard["seq"], heard["at"], False)
            stored = await site.uow.look(
                lambda store: store.room_log.read(room, after=ack["seq"] - 1, limit=1)
            )
            assert stored[0].cmid == "c-1"
            assert list(stored[0].body) == list(heard["body"])
            await expert.say("typing", room=room, on=True)
            assert (await county.hear("typing", room=room))["who"] == other
            await expert.say("got", room=room, seq=heard["seq"])
            await expert.say("read", room=room, seq=heard["seq"])
            got = await county.hear("got", room=room)
            read = await county.hear("read", room=room)
            for told in (got, read):
                assert (told["who"], told["seq"]) == (other, heard["seq"])
            member = await site.uow.look(lambda store: store.members.get(room, other))
            assert (member.got_seq, member.read_seq) == (heard["seq"], heard["seq"])

    on_site(backend, tmp_path, story)


def test_a_message_sent_again_over_a_new_connection_is_not_doubled(
    backend: Backend, tmp_path: Path
) -> None:
    async def story(site: Site) -> None:
        room = await site.room()
        async with site.at("county.doctor") as first:
            await first.join(room)
            await first.pub(room, "c-1", "once")
            ack = await first.hear("ack", cmid="c-1")
        async with site.at("county.doctor") as second:
            await second.join(room, ack["seq"] - 1)
            await second.pub(room, "c-1", "once")
            again = await second.hear("ack", cmid="c-1")
            assert (again["seq"], again["at"], again["dup"]) == (ack["seq"], ack["at"], True)
            await second.messages(room, ack["seq"])
        assert await site.head(room) == ack["seq"]

    on_site(backend, tmp_path, story)


@pytest.mark.both_backends
def test_the_same_message_over_two_connections_at_once(backend: Backend, tmp_path: Path) -> None:
    async def story(site: Site) -> None:
        room = await site.room()
        before = await site.head(room)
        async with AsyncExitStack() as stack:
            tabs = [await stack.enter_async_context(site.at("county.doctor")) for _ in range(4)]
            for tab in tabs:
                await tab.join(room)
            for n in range(5):
                await asyncio.gather(*(tab.pub(room, f"c-{n}", "once") for tab in tabs))
            acks = [
                [(await tab.hear("ack", cmid=f"c-{n}"))["seq"] for n in range(5)] for tab in tabs
            ]
        assert all(seqs == acks[0] for seqs in acks)
        assert await site.head(room) == before + 5

    on_site(backend, tmp_path, story)


# More would wait for the limit of a writer.
EACH = 6


@pytest.mark.both_backends
def test_eight_writers_at_once_leave_no_gap(backend: Backend, tmp_path: Path) -> None:
    """Each hears all messages in the one order of the log, and each writer's own order is kept."""

    async def story(site: Site) -> None:
        room = await site.room()
        before = await site.head(room)
        async with AsyncExitStack() as stack:
            people = itertools.cycle(["county.doctor", "cardiologist"])
            writers = [
                await stack.enter_async_context(site.at(who)) for who in itertools.islice(people, 8)
            ]
            for writer in writers:
                await writer.join(room, before)

            async def write(number: int, writer: Client) -> None:
                for n in range(EACH):
                    await writer.pub(room, f"w{number}-{n:02}", f"{n}")
                await writer.messages(room, before + 8 * EACH, within=60)

            await asyncio.gather(*(write(n, writer) for n, writer in enumerate(writers)))
            for writer in writers:
                said = writer.said(room)
                seqs = [m["seq"] for m in said]
                assert seqs == list(range(before + 1, before + 8 * EACH + 1))
                for number in range(8):
                    own = [m["cmid"] for m in said if m["cmid"].startswith(f"w{number}-")]
                    assert own == [f"w{number}-{n:02}" for n in range(EACH)]

    on_site(backend, tmp_path, story)


def test_joining_while_others_write_misses_nothing(backend: Backend, tmp_path: Path) -> None:
    """Replay meets the live messages without a gap and without one twice."""

    async def story(site: Site) -> None:
        room = await site.room()
        done = asyncio.Event()

        async def write() -> None:
            for n in range(60):
                await site.post("cardiologist", room, [f"m{n}-{k}" for k in range(10)])
            done.set()

        async with AsyncExitStack() as stack:
            writing = asyncio.create_task(write())
            readers: list[Client] = []
            while not done.is_set():
                if len(readers) < 6:
                    reader = await stack.enter_async_context(site.at("county.doctor"))
                    await reader.join(room)
                    readers.append(reader)
                else:
                    await writing
            await writing
            head = await site.head(room)
            for reader in readers:
                seqs = [m["seq"] for m in await reader.messages(room, head)]
                assert seqs == list(range(1, head + 1))

    on_site(backend, tmp_path, story)


@pytest.mark.parametrize(
    ("after", "epoch", "reason"),
    [(0, "another", "epoch"), (9999, None, "ahead")],
)
def test_what_cannot_be_resumed_is_loaded_afresh(
    sqlite_url: str, files_url: str, tmp_path: Path, after: int, epoch: str | None, reason: str
) -> None:
    async def story(site: Site) -> None:
        room = await site.room()
        async with site.at("county.doctor") as client:
            joined = await client.join(room, after, epoch=epoch)
            resync = await client.hear("resync", room=room)
            assert (resync["reason"], resync["head"]) == (reason, joined["head"])
            assert resync["epoch"] == joined["epoch"]
            await site.post("cardiologist", room, ["new"])
            await client.hear("msg", room=room, seq=joined["head"] + 1)
            assert len(client.said(room)) == 1

    on_site(Backend(sqlite_url, files_url), tmp_path, story)


def test_too_far_behind_is_loaded_afresh_and_much_is_replayed_in_pages(
    sqlite_url: str, files_url: str, tmp_path: Path
) -> None:
    async def story(site: Site) -> None:
        room = await site.room()
        start = await site.head(room)
        for n in range(21):
            await site.post("cardiologist", room, [f"m{n}-{k}" for k in range(100)])
        head = await site.head(room)
        async with site.at("county.doctor") as client:
            await client.join(room, start)
            assert (await client.hear("resync"))["reason"] == "behind"
            await client.join(room, head - 2000)
            seqs = [m["seq"] for m in await client.messages(room, head)]
            assert seqs == list(range(head - 1999, head + 1))

    on_site(Backend(sqlite_url, files_url), tmp_path, story)


def test_after_a_refusal_later_messages_wait(
    sqlite_url: str, files_url: str, tmp_path: Path
) -> None:
    async def story(site: Site) -> None:
        room = await site.room()
        before = await site.head(room)
        async with site.at("county.doctor") as client:
            await client.join(room, before)
            await client.pub(room, "1", "")
            await client.pub(room, "2", "a sentence after it")
            refused = await client.hear("nack", cmid="1")
            assert (refused["code"], refused["retry"]) == ("room.empty_message", False)
            behind = await client.hear("nack", cmid="2")
            assert (behind["retry"], behind["after"]) == (True, "1")
            await client.say("drop", room=room, cmid="1")
            await client.pub(room, "2", "a sentence after it")
            assert (await client.hear("ack", cmid="2"))["seq"] == before + 1

    on_site(Backend(sqlite_url, files_url), tmp_path, story)


def test_writing_faster_than_allowed_keeps_the_order(
    sqlite_url: str, files_url: str, tmp_path: Path
) -> None:
    async def story(site: Site) -> None:
        room = await site.room()
        before = await site.head(room)
        async with site.at("county.doctor") as client:
            await client.join(room, before)
            for n in range(40):
                await client.pub(room, f"{n:02}", "quick")
            nack = await client.hear("nack")
            assert (nack["code"], nack["retry"]) == ("room.too_fast", True)
            acked = int(nack["cmid"])
            await client.hear("ack", cmid=f"{acked - 1:02}")
            await client.messages(room, before + acked)
            assert [m["cmid"] for m in client.said(room)] == [f"{n:02}" for n in range(acked)]

    on_site(Backend(sqlite_url, files_url), tmp_path, story)


def test_one_who_stops_reading_holds_up_nobody(
    sqlite_url: str, files_url: str, tmp_path: Path
) -> None:
    """The others get everything; what waits for the slow one stays bounded, and nothing is lost."""

    async def story(site: Site) -> None:
        room = await site.room()
        before = await site.head(room)
        async with site.at("county.doctor", max_queue=4) as slow, site.at("cardiologist") as fast:
            await slow.join(room, before)
            await fast.join(room, before)
            for n in range(40):
                await site.post(
                    "cardiologist",
                    room,
                    [f"{n}-{k}" for k in range(10)],
                    "会" * 8000,
                )
                await fast.messages(room, before + 10 * (n + 1))
                waiting = [one.mailbox.size for one in site.hub.connections]
                assert max(waiting) < carrier.FULL + 64 * 1024
            head = await site.head(room)
            seqs = [m["seq"] for m in await slow.messages(room, head, within=60)]
            assert seqs == list(range(before + 1, head + 1))

    on_site(Backend(sqlite_url, files_url), tmp_path, story)


@pytest.mark.parametrize("protocol", ["ours", "websockets-sansio"])
def test_one_who_never_reads_again_is_cut_off(
    sqlite_url: str,
    files_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    protocol: str,
) -> None:
    monkeypatch.setattr(mailbox, "STALLED_AFTER", 1.0)

    async def story(site: Site) -> None:
        room = await site.room()
        before = await site.head(room)
        async with site.at("cardiologist") as fast:
            await fast.join(room, before)
            async with site.at("county.doctor", max_queue=1) as slow:
                await slow.join(room, before)
                county = site.served.people["county.doctor"]
                left = asyncio.create_task(fast.hear("pres", leave=[county], within=60))
                for n in range(40):
                    posts = [f"{n}-{k}" for k in range(10)]
                    await site.post("cardiologist", room, posts, "会" * 8000)
                await left
                slow.socket.transport.abort()

    options = {} if protocol == "ours" else {"ws": protocol}
    on_site(Backend(sqlite_url, files_url), tmp_path, story, **options)


@pytest.mark.both_backends
def test_messages_of_another_process_arrive(backend: Backend, tmp_path: Path) -> None:
    async def story(site: Site) -> None:
        room = await site.room()
        before = await site.head(room)
        async with site.at("county.doctor") as client, site.elsewhere() as uow:
            await client.join(room, before)
            await site.post("cardiologist", room, ["far-1", "far-2"], uow=uow)
            seqs = [m["seq"] for m in await client.messages(room, before + 2)]
            assert seqs == [before + 1, before + 2]

    on_site(backend, tmp_path, story)


def test_a_log_that_was_restored_is_noticed(
    sqlite_url: str, files_url: str, tmp_path: Path
) -> None:
    async def story(site: Site) -> None:
        room = await site.room()
        async with site.at("county.doctor") as client:
            joined = await client.join(room)
            await site.uow.database.write(
                lambda conn: conn.exec_driver_sql(f"UPDATE room SET epoch='2' WHERE id='{room}'")
            )
            resync = await client.hear("resync", room=room)
            assert (resync["epoch"], resync["reason"]) == ("2", "epoch")
            assert joined["epoch"] != "2"

    on_site(Backend(sqlite_url, files_url), tmp_path, story)


def test_two_tabs_are_one_person(sqlite_url: str, files_url: str, tmp_path: Path) -> None:
    async def story(site: Site) -> None:
        room = await site.room()
        county = site.served.people["county.doctor"]
        async with site.at("cardiologist") as expert:
            await expert.join(room)
            async with site.at("county.doctor") as tab:
                await tab.join(room)
                await expert.hear("pres", room=room, join=[county])
                async with site.at("county.doctor") as other:
                    assert county in (await other.join(room))["online"]
                await tab.say("typing", room=room, on=True)
                await expert.hear("typing", room=room, who=county)
                assert not any(f["t"] == "pres" and f["leave"] for f in expert.heard)
            await expert.hear("pres", room=room, leave=[county])

    on_site(Backend(sqlite_url, files_url), tmp_path, story)


def test_entering_leaves_one_audit_row(backend: Backend, tmp_path: Path) -> None:
    async def story(site: Site) -> None:
        case, _, room = await site.open_case()
        async with site.at("county.doctor") as client:
            await client.join(room)
            await client.messages(room, await site.head(room))
        rows = await site.uow.look(lambda store: store.audit.list(action="join_room"))
        assert [(row.actor, row.subject, row.case_id) for row in rows] == [
            (site.served.people["county.doctor"], f"room:{room}", case)
        ]
        assert rows[0].patient_id is not None

    on_site(backend, tmp_path, story)


def test_what_becomes_of_a_message_goes_to_everyone(backend: Backend, tmp_path: Path) -> None:
    async def story(site: Site) -> None:
        room = await site.room()
        async with site.at("county.doctor") as county, site.at("cardiologist") as expert:
            before = await site.head(room)
            await county.join(room, before)
            await expert.join(room, before)
            anchor = {"kind": "question", "no": 1}
            await county.say(
                "pub",
                room=room,
                cmid="c-1",
                kind="text",
                body={"text": "BP 60/40", "urgent": True},
                anchor=anchor,
            )
            heard: dict[str, Frame] = {}
            while not {"alarm", "text"} <= heard.keys():  # whichever comes first
                frame = await expert.hear_any("alarm", "msg", room=room)
                heard[frame["t"] if frame["t"] == "alarm" else frame["kind"]] = frame
            alarm, said = heard["alarm"], heard["text"]
            assert (alarm["kind"], alarm["urgency"], said["anchor"]) == ("urgent", "urgent", anchor)
            target = said["seq"]
            await expert.say("pub", room=room, cmid="e-1", kind="ack", body={}, target=target)
            given = await county.hear("msg", cmid="e-1")
            assert (given["kind"], given["target"]) == ("ack", target)
            # Refused by itself: what was written before and after it goes its way.
            await expert.pub(room, "e-2", "before")
            await expert.say(
                "pub", room=room, cmid="e-3", kind="edit", body={"text": "x"}, target=target
            )
            await expert.hear("ack", cmid="e-2")
            assert (await expert.hear("nack", cmid="e-3"))["code"] == "room.not_the_author"
            await expert.say("drop", room=room, cmid="e-3")
            await expert.pub(room, "e-4", "硝酸甘油 Nguyễn")
            await expert.hear("ack", cmid="e-4")
        for looked_for in ("甘油 nguy", "油"):
            assert await found(site, looked_for) == ["硝酸甘油 Nguyễn"]

    on_site(backend, tmp_path, story)


async def found(site: Site, looked_for: str, who: str = "cardiologist") -> list[str]:
    """What a search shows this person."""
    answer = await fetch(site, "/rooms/search", who, q=looked_for)
    return [item["text"] for item in answer["items"]]


@pytest.mark.both_backends
def test_found_as_soon_as_it_is_committed_by_whichever_process(
    backend: Backend, tmp_path: Path
) -> None:
    async def story(site: Site) -> None:
        room = await site.room()
        async with site.elsewhere() as other:
            for n in range(3):
                # Nobody tells this server's index of it.
                await site.post("cardiologist", room, [f"m-{n}"], f"肌钙蛋白 {n}", uow=other)
                assert len(await found(site, "钙蛋", "county.doctor")) == n + 1
        assert await found(site, "钙蛋", "county2.doctor") == []

    on_site(backend, tmp_path, story)
