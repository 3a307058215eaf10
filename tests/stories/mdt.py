"""Multidisciplinary meetings over the people of a server, and the way of a case before one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any, TypeVar

from consult.access.policy import Actor
from consult.access.system import SYSTEM
from consult.access.verbs import Verb
from consult.actions.mdt import boards, due, proposing
from consult.actions.mdt.outcome import concluding
from consult.actions.network import partnerships
from consult.cases.request import Request
from consult.mdt.board import SeatPart
from consult.mdt.session import Mode
from consult.network.partnerships import Service
from consult.ports import Store
from consult.timers import Timer
from storage.database.unit_of_work import system_clock
from tests.stories.consulting import Consulting
from tests.worlds.mdt import Mdt

R = TypeVar("R")
API = "/api/v1"
Ids = dict[str, str]
# about, verb, how far it has come, body
Row = tuple[str, Verb | None, str, Callable[[Consulting, Ids], object] | None]


@dataclass
class Served:
    """A `World` for `Mdt`, of the server's people; its clock is the real one."""

    story: Consulting

    @property
    def ids(self) -> dict[str, str]:
        return self.story.served.people

    @property
    def orgs(self) -> dict[str, str]:
        return self.story.served.orgs

    @property
    def now(self) -> datetime:
        return system_clock()

    def actor(self, who: str) -> Actor:
        if who == "system":
            return SYSTEM
        roles = self.story.look(lambda store: store.roles.list(person_id=self.ids[who]))
        return Actor(person_id=self.ids[who], roles=tuple(roles))

    def do(self, action: Callable[[Any, Any], R], cmd: Any, who: str) -> R:
        run = self.story.services.uow.run
        done: R = self.story.call(run, action, cmd, actor=self.actor(who))
        return done

    def case(self, who: str, **changes: Any) -> SimpleNamespace:
        return SimpleNamespace(case_id=self.story.open(who, **changes)["id"])

    def request(self, request_id: str) -> Request:
        return self.story.look(lambda store: store.requests.get(request_id))

    def later(self, **delta: float) -> None: ...

    def run_due(self) -> None: ...


class ServedMdt(Mdt):
    """The coordinator is the secretary; the cardiologist chairs, or sits as a member."""

    secretary = "coordinator"

    def __init__(self, story: Consulting, *, chair: str = "cardiologist") -> None:
        self.world = Served(story)  # type: ignore[assignment]
        self.story, self.chair = story, chair
        self.member = "cardiologist3" if chair == "cardiologist" else "cardiologist"
        self._agree()
        self.board_id = self.world.do(boards.save_board, self.board(), "coordinator").id

    def look(self, read: Callable[[Store], R]) -> R:
        return self.story.look(read)

    def _agree(self) -> None:
        asks, answers = self.world.orgs["gangcha"], self.world.orgs["liaocheng"]
        known = self.look(
            lambda store: store.partnerships.list(requester_org=asks, provider_org=answers)
        )
        if not any(Service.MDT in row.services for row in known):
            cmd = partnerships.MakePartnership(
                requester_org=asks,
                provider_org=answers,
                services=(Service.MDT,),
                valid_from=system_clock() - timedelta(days=1),
            )
            self.world.do(partnerships.make_partnership, cmd, "system")

    def board(self) -> boards.SaveBoard:
        here = self.world.orgs["liaocheng"]
        parts = {
            self.chair: SeatPart.CHAIR,
            self.secretary: SeatPart.SECRETARY,
            self.member: SeatPart.MEMBER,
        }
        seats = tuple(
            boards.SeatEntry(
                person_id=self.world.ids[who], org_id=here, part=part, specialty="cardiology"
            )
            for who, part in parts.items()
        )
        return boards.SaveBoard(org_id=here, name="Heart", seats=seats, calendar={})

    def body(self) -> dict[str, object]:
        cmd = self.board()
        names = ("person_id", "org_id", "part", "specialty")
        seats = [{name: getattr(seat, name) for name in names} for seat in cmd.seats]
        return {"org_id": cmd.org_id, "name": cmd.name, "seats": seats}

    def case_ids(self) -> Ids:
        row = self.world.request(self.rid)
        ids = {"id": row.id, "request": row.id, "case": row.case_id, "room": row.room_id}
        return ids | {"session": self.session_id, "board": self.board_id}


def mdt_case(story: Consulting, state: str) -> Ids:
    """A case that has come as far as `state` says."""
    far = state.removeprefix("mdt_").removesuffix("_by_member")
    mdt = ServedMdt(
        story, chair="cardiologist3" if state.endswith("_by_member") else "cardiologist"
    )
    mdt.session_id = mdt.rid = ""
    mdt.propose()
    if far == "info":
        mdt.step(proposing.need_info)
    if far in ("proposed", "info"):
        return mdt.case_ids()
    mdt.world.do(proposing.screen, proposing.Screen(request_id=mdt.rid), mdt.chair)
    mdt.plan_session(Mode.ASYNC if far == "async" else Mode.LIVE)
    if far == "screened":
        return mdt.case_ids()
    mdt.plan()
    if far == "async":
        mdt.world.do(_open_window, mdt.session_id, "system")
    elif far != "scheduled":
        _discuss(mdt, far)
    return mdt.case_ids()


def _open_window(work: Any, session_id: str) -> None:
    now = system_clock()
    timer = Timer(id="", subject=session_id, kind="", step="", payload={}, due_at=now)
    due.open_window(work, timer)


def _discuss(mdt: ServedMdt, far: str) -> None:
    mdt.publish()
    if far == "preparing":
        return
    mdt.open()
    if mdt.chair != "cardiologist":  # else the chair could not sign before the member
        mdt.here(mdt.member)
    mdt.next()
    mdt.type()
    if far in ("concluded", "circulated", "finalised"):
        mdt.step(concluding.conclude)
    if far in ("circulated", "finalised"):
        mdt.step(concluding.circulate)
    if far == "finalised":
        mdt.finalise()
