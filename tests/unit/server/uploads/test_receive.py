"""Requests that are ended in the middle: what they hold is finished before it is let go."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.types import Message

from consult.studies.upload import Upload, UploadState
from server.uploads.receive import WRITE_AT, Receivers, ReceivingElsewhere, receive
from storage.database.unit_of_work import new_id, system_clock
from storage.intake.space import Reserve
from storage.intake.spool import Spool
from tests.chaos.waiting import until

NO_RESERVE = Reserve(0, share=0)


def an_upload() -> Upload:
    now = system_clock()
    return Upload(
        id=new_id(now), node="", org_id="", person_id="", name="a", size=10 * WRITE_AT,
        offset=0, state=UploadState.RECEIVING, created_at=now, expires_at=now,
    )  # fmt: skip


def a_request(*bodies: bytes) -> Request:
    """Bodies that come, and then a line on which nothing happens any more."""
    coming = list(bodies)

    async def hear() -> Message:
        if coming:
            return {"type": "http.request", "body": coming.pop(0), "more_body": True}
        await asyncio.Event().wait()
        raise AssertionError

    return Request({"type": "http", "headers": []}, hear)


def with_spool(tmp_path: Path, story: Callable[[Spool, Upload], Awaitable[None]]) -> None:
    spool, upload = Spool(tmp_path, NO_RESERVE), an_upload()
    spool.create(upload.id)
    asyncio.run(story(spool, upload))  # type: ignore[arg-type]


def test_a_request_ended_twice_commits_before_it_lets_go(tmp_path: Path) -> None:
    """Else a newer one would cut off bytes whose offset is about to be promised."""

    async def story(spool: Spool, upload: Upload) -> None:
        committing, may_commit, committed = asyncio.Event(), asyncio.Event(), []

        async def commit(offset: int) -> None:
            committing.set()
            await may_commit.wait()
            committed.append(offset)

        task = asyncio.create_task(receive(a_request(bytes(WRITE_AT)), spool, upload, None, commit))
        await until(lambda: spool.size(upload.id) == WRITE_AT)
        task.cancel()
        await committing.wait()
        task.cancel()
        await asyncio.sleep(0)
        assert not task.done()
        may_commit.set()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert committed == [WRITE_AT]

    with_spool(tmp_path, story)


def test_a_request_that_hangs_is_ended_by_newer_ones_one_after_the_other(tmp_path: Path) -> None:
    receivers, held = Receivers(), []

    async def hold(name: str) -> str:
        try:
            async with receivers.only("upload"):
                held.append(name)
                await asyncio.Event().wait()
        except ReceivingElsewhere:
            return "told"
        return ""

    async def story() -> None:
        first = asyncio.create_task(hold("first"))
        await until(lambda: held == ["first"])
        others = [asyncio.create_task(hold(name)) for name in ("second", "third")]
        assert await first == "told"
        await until(lambda: len(held) == 2)
        fourth = asyncio.create_task(hold("fourth"))
        done, _ = await asyncio.wait(others, return_when=asyncio.FIRST_COMPLETED)
        assert [task.result() for task in done] == ["told"]
        for task in (*others, fourth):
            task.cancel()
        await asyncio.gather(*others, fourth, return_exceptions=True)

    asyncio.run(story())


def test_a_long_request_is_promised_piece_by_piece(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.uploads.receive.COMMIT_EVERY", 2 * WRITE_AT)

    async def story(spool: Spool, upload: Upload) -> None:
        committed: list[int] = []
        twice = asyncio.Event()

        async def commit(offset: int) -> None:
            assert (spool.size(upload.id) or 0) >= offset
            committed.append(offset)
            if len(committed) == 2:
                twice.set()

        bodies = [bytes(WRITE_AT)] * 5
        task = asyncio.create_task(receive(a_request(*bodies), spool, upload, None, commit))
        await twice.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert committed == sorted(committed)
        assert committed[:2] == [2 * WRITE_AT, 4 * WRITE_AT]

    with_spool(tmp_path, story)
