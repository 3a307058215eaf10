"""People at work: files go up, messages are written, opinions signed, calls heard.

They keep what they were told (2xx, `ack`), and find it again afterwards.
"""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import httpx2

from consult.access.policy import Actor
from consult.actions.cases.opening import OpenCase, open_case
from consult.actions.cases.patients import PatientEntry
from consult.actions.requests.drafting import Destination
from consult.cases.patients.patient import Sex
from consult.cases.request import Urgency
from storage.database.unit_of_work import new_id, system_clock
from tests.chaos import talker as talking
from tests.chaos.server import Installation
from tests.chaos.talker import Talker
from tests.chaos.tus import GONE, Sending, file_of
from tests.chaos.waiting import until
from tests.factories.ecg import dicom_12_lead
from tests.fixtures.live import open_socket
from tests.fixtures.served import PASSWORD
from tests.worlds.world import FULL_FORM

ANSWERS = [{"no": 1, "text": "Yes."}, {"no": 2, "text": "None."}]
SIZES = (3_000, 700_000)
CHUNKS = (64 * 1024, 128 * 1024, 512 * 1024)


@dataclass
class Ward:
    here: Installation
    luck: random.Random
    case: str = ""
    room: str = ""
    sent: list[Sending] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    signed: set[str] = field(default_factory=set)
    called: set[str] = field(default_factory=set)
    written: list[str] = field(default_factory=list)
    talker: Talker = field(init=False)

    async def come(self) -> None:
        """A case with its room; the server need not run for it."""
        served = self.here.served
        async with self.here.uow() as uow:
            person = served.people["county.doctor"]
            roles = await uow.look(lambda store: store.roles.list(person_id=person))
            opened = await uow.run(
                open_case,
                OpenCase(
                    case_id=new_id(system_clock()),
                    org_id=served.orgs["gangcha"],
                    patient=PatientEntry(age_years=58, sex=Sex.MALE, unidentified=True),
                    urgency=Urgency.EMERGENCY,
                    form=FULL_FORM,
                    questions=("STEMI?",),
                    destination=Destination(
                        partnership_id=served.partnership, specialty="cardiology"
                    ),
                    send=True,
                ),
                actor=Actor(person_id=person, roles=tuple(roles)),
            )
        self.case, self.room = opened.case_id, opened.room_id
        self.opened.append(self.case)
        self.talker = Talker(self.here.url, self.here.cookies["county.doctor"], self.room)

    async def work(self, until: Awaitable[object]) -> None:
        """Everybody works, and starts again whatever breaks, `until` something ends."""
        steps = (self.upload, self.sign, self.write, self.listen)
        tasks = [asyncio.create_task(self._again_and_again(step)) for step in steps]
        tasks.append(asyncio.create_task(self.talker.run()))
        ended = asyncio.ensure_future(until)
        try:
            done, _ = await asyncio.wait(
                {ended, *tasks}, return_when=asyncio.FIRST_COMPLETED, timeout=120
            )
            assert done, "nothing happened"
            for task in done:
                task.result()
        finally:
            for task in (*tasks, ended):
                task.cancel()
            await asyncio.gather(*tasks, ended, return_exceptions=True)

    async def _again_and_again(self, step: Callable[[], Awaitable[object]]) -> None:
        while True:
            try:
                await step()
            except GONE:
                await asyncio.sleep(0.01)

    async def upload(self) -> None:
        count = len(self.sent)
        data = dicom_12_lead() if count % 4 == 3 else file_of(self.luck.randrange(*SIZES), count)
        sending = Sending(data, self.case)
        self.sent.append(sending)
        async with self.here.http("county.doctor") as doctor:
            await sending.send(doctor, chunk=self.luck.choice(CHUNKS))

    async def sign(self) -> str:
        """A case from its opening to the signed opinion."""
        async with self.here.http("county.doctor") as doctor:
            opened = await self.open_case(doctor)
        async with self.here.http("cardiologist") as expert:
            request = f"/api/v1/requests/{opened['request_id']}"
            self.taken.add(opened["id"])
            await ok(expert.post(f"{request}/take", json={}))
            draft = {
                "revision": 0,
                "content": {"impression": opened["id"], "treatment": "thrombolysis"},
                "answers": ANSWERS,
            }
            revision = (await ok(expert.put(f"{request}/opinion", json=draft)))["revision"]
            word = {"password": PASSWORD, "revision": revision}
            await ok(expert.post(f"{request}/sign", json=word))
        self.signed.add(opened["id"])
        return str(opened["id"])

    async def open_case(self, doctor: httpx2.AsyncClient) -> dict[str, Any]:
        opened = await ok(doctor.post("/api/v1/cases", json=self.here.served.emergency()))
        self.opened.append(opened["id"])
        return opened

    async def write(self) -> None:
        """Keep a few messages on their way."""
        if len(self.talker.outbox) < 4:
            await self.say(4)
        await self.talker.until(lambda: len(self.talker.outbox) < 4)

    async def say(self, count: int) -> None:
        fresh = [new_id(system_clock()) for _ in range(count)]
        self.written += fresh
        await self.talker.write(*fresh)

    async def listen(self) -> None:
        """The specialist hears who calls."""
        with suppress(*talking.GONE):
            cookie = self.here.cookies["cardiologist"]
            async with open_socket(self.here.url, cookie) as client:
                await client.say("hello", v=1)
                while True:
                    frame = json.loads(await client.socket.recv())
                    if frame["t"] == "alarm":
                        self.called.add(frame["case_id"])
                    if frame["t"] == "ping":
                        await client.say("pong")
        await asyncio.sleep(0.05)

    # ---- what they were told

    def told(self) -> int:
        """How many times somebody was told that something is safe."""
        answers = sum(200 <= status < 300 for one in self.sent for status in one.answers)
        return answers + len(self.talker.acked) + len(self.signed) + len(self.opened)

    async def was_told(self, more: int) -> None:
        enough = self.told() + more
        await until(lambda: self.told() >= enough)

    def summary(self) -> str:
        parts = sum(one.answers.count(204) for one in self.sent)
        return (
            f"{len(self.talker.acked)} messages, {parts} parts of {len(self.sent)} files, "
            f"{len(self.signed)} opinions of {len(self.opened)} cases acknowledged"
        )

    # ---- and what is there

    async def find_all(self) -> None:
        """The server runs again; what was begun goes on to its end."""
        await self.find_messages()
        await self.find_files()
        await self.find_cases()

    async def find_messages(self) -> None:
        async with self.here.uow() as uow:
            await self._all_acknowledged()
            log = await uow.look(lambda store: store.room_log.read(self.room, after=0, limit=10**6))
        truth = [(event.seq, event.cmid) for event in log]
        assert self.talker.shown == truth[: len(self.talker.shown)]
        assert [seq for seq, _ in truth] == list(range(1, len(truth) + 1))
        told = self.talker.acked
        assert told == {cmid: seq for seq, cmid in truth if cmid in told}
        assert [cmid for _, cmid in truth if cmid in told] == self.written

    async def _all_acknowledged(self) -> None:
        running = asyncio.create_task(self.talker.run())
        try:
            await self.talker.until(lambda: not self.talker.outbox)
            last = max(self.talker.acked.values(), default=0)
            await self.talker.until(lambda: self.talker.pos >= last)
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)

    async def find_files(self) -> None:
        async with self.here.http("county.doctor") as doctor:
            for sending in self.sent:
                if not sending.url:
                    continue  # its sender was never told that it exists
                promised, state = sending.told, sending.state
                assert await sending.ask(doctor) >= promised
                assert state != "stored" or sending.state == "stored"
                await sending.send(doctor)
                assert sending.state == "stored"
                assert await sending.original(doctor) == sending.data

    async def find_cases(self) -> None:
        async with self.here.http("county.doctor") as doctor:
            for case in self.opened:
                detail = await ok(doctor.get(f"/api/v1/cases/{case}"))
                papers = detail["requests"][0]["opinions"]
                assert len(papers) <= 1
                if case in self.signed:
                    assert papers[0]["content"]["impression"] == case

    async def find_calls(self) -> None:
        """Who waits for the specialist is heard by him when he comes."""
        waiting = set(self.opened) - self.taken
        listening = asyncio.create_task(self._again_and_again(self.listen))
        try:
            await until(lambda: waiting <= self.called)
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)


async def ok(asked: Awaitable[httpx2.Response]) -> dict[str, Any]:
    answer = await asked
    assert answer.is_success, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def talk(ward: Ward) -> None:
    """Four messages, acknowledged."""
    talking = asyncio.create_task(ward.talker.run())
    await ward.say(4)
    await ward.talker.until(lambda: not ward.talker.outbox)
    talking.cancel()
    await asyncio.gather(talking, return_exceptions=True)


async def parts(here: Installation) -> tuple[int, dict[str, str]]:
    """What /readyz answers, and the parts it complains of."""
    async with here.http("county.doctor") as anybody:
        answer = await anybody.get("/readyz")
    states = answer.json()["parts"]
    return answer.status_code, {name: state for name, state in states.items() if state != "ok"}
