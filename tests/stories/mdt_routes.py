"""The rows of multidisciplinary meetings for the matrix of `test_who_may_what`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any, TypeVar

from consult.access.policy import Actor, MdtSubject, decide
from consult.access.system import SYSTEM
from consult.access.verbs import Verb
from consult.actions.mdt import boards, concluding, due, polls, proposing
from consult.actions.mdt.door import attendees_of, board_subject, session_subject
from consult.actions.network import partnerships
from consult.cases.request import Request
from consult.mdt.board import SeatPart
from consult.mdt.session import Mode
from consult.network.partnerships import Service
from consult.ports import Store
from consult.timers import Timer
from storage.database.unit_of_work import system_clock
from storage.repositories.store import SqlStore
from tests.fixtures.served import PASSWORD
from tests.stories.consulting import Consulting
from tests.worlds.mdt import CONTENT, Mdt

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
    if far in ("concluded", "circulated"):
        mdt.step(concluding.conclude)
    if far == "circulated":
        mdt.step(concluding.circulate)


def mdt_target(story: Consulting, about: str) -> Ids:
    if about == "mdt org":
        return {"org": story.served.orgs["liaocheng"]}
    mdt = ServedMdt(story)
    ids = {"id": mdt.board_id, "board": mdt.board_id, "session": ""}
    if about in ("mdt session", "mdt meeting"):
        mdt.plan_session()
        if about == "mdt meeting":
            mdt.open()
        return ids | {"id": mdt.session_id, "session": mdt.session_id}
    if about == "mdt poll":
        slots = ((system_clock() + timedelta(days=2), system_clock() + timedelta(days=2, hours=1)),)
        cmd = polls.AskSlots(board_id=mdt.board_id, slots=slots)
        return ids | {"id": mdt.world.do(polls.ask_slots, cmd, "coordinator").id}
    return ids


def mdt_refusal(story: Consulting, row_verb: Verb | None, ids: Ids, actor: Actor) -> int | None:
    """404 for who may not see the board, 403 for who may see and not do it."""

    assert row_verb is not None
    if "org" in ids:
        own = MdtSubject(org_id=ids["org"])
        return None if decide(actor, row_verb, own, system_clock()).allowed else 403

    def subject_of(store: SqlStore) -> MdtSubject:
        if ids["session"]:
            session = store.mdt_sessions.get(ids["session"])
            rows = attendees_of(store, session.id)
            return session_subject(store, session, rows, system_clock())
        return board_subject(store, store.mdt_boards.get(ids["board"]), system_clock())

    subject, now = story.look(subject_of), system_clock()
    if not decide(actor, Verb.READ_MDT, subject, now).allowed:
        return 404
    # Dates may also be set by who sets up the hospital's boards.
    planning = row_verb is STEER and not ids["session"]
    verbs = (row_verb, MANAGE) if planning else (row_verb,)
    return None if any(decide(actor, verb, subject, now).allowed for verb in verbs) else 403


def fixed(**body: object) -> Callable[[Consulting, Ids], object]:
    return lambda story, ids: body


REASON, NOTHING = fixed(reason="because"), None
AT = {"starts_at": "2099-01-01T08:00:00Z", "ends_at": "2099-01-01T09:00:00Z"}
S = f"{API}/mdt/sessions/{{id}}"
Q = f"{API}/requests/{{id}}"
STEER, CHAIR, JOIN, MANAGE = Verb.STEER_MDT, Verb.CHAIR_MDT, Verb.JOIN_MDT, Verb.MANAGE_MDT
SUBMIT = Verb.SUBMIT_REQUEST
ROWS: dict[tuple[str, str], Row] = {
    ("GET", f"{API}/mdt"): ("login", None, "", None),
    ("GET", f"{API}/mdt/boards"): ("login", None, "", None),
    ("GET", f"{API}/mdt/polls"): ("login", None, "", None),
    ("POST", f"{API}/mdt/boards"): (
        *("mdt org", MANAGE, ""),
        lambda story, ids: ServedMdt(story).body(),
    ),
    ("GET", f"{API}/mdt/seatable/{{org}}"): ("mdt org", MANAGE, "", None),
    ("PUT", f"{API}/mdt/boards/{{id}}"): (
        *("mdt board", MANAGE, ""),
        lambda story, ids: ServedMdt(story).body(),
    ),
    ("POST", f"{API}/mdt/boards/{{id}}/sessions"): (
        *("mdt board", STEER, ""),
        fixed(mode="live", **AT),
    ),
    ("POST", f"{API}/mdt/boards/{{id}}/polls"): ("mdt board", STEER, "", fixed(slots=[AT])),
    ("PUT", f"{API}/mdt/polls/{{id}}/vote"): ("mdt poll", JOIN, "", fixed(votes=["yes"])),
    ("POST", f"{API}/mdt/polls/{{id}}/settle"): ("mdt poll", STEER, "", fixed(slot=0)),
    ("GET", S): ("mdt session", Verb.READ_MDT, "", None),
    ("POST", f"{S}/reschedule"): ("mdt session", STEER, "", fixed(reason="fog", **AT)),
    ("POST", f"{S}/cancel"): ("mdt session", STEER, "", REASON),
    ("POST", f"{S}/publish"): ("mdt session", STEER, "", None),
    ("POST", f"{S}/answer"): ("mdt session", JOIN, "", fixed(coming=True)),
    ("PUT", f"{S}/agenda"): ("mdt session", STEER, "", fixed(items=[])),
    ("POST", f"{S}/open"): ("mdt session", STEER, "", None),
    ("POST", f"{S}/end"): ("mdt meeting", STEER, "", None),
    ("POST", f"{S}/presence"): ("mdt session", JOIN, "", fixed(here=True)),
    ("POST", f"{S}/roll_call"): ("mdt session", STEER, "", fixed(calls=[])),
    ("POST", f"{S}/next"): ("mdt meeting", STEER, "", fixed(request_id=None)),
    ("POST", f"{API}/cases/{{id}}/mdt"): (
        *("case", Verb.PROPOSE_MDT, "submitted"),
        lambda story, ids: {"board_id": ServedMdt(story).board_id, "question": "?"},
    ),
    ("GET", f"{Q}/mdt"): ("request", Verb.READ_CASE, "mdt_proposed", None),
    ("PUT", f"{Q}/mdt/form"): ("request", SUBMIT, "mdt_proposed", fixed(question="?", form={})),
    ("POST", f"{Q}/screen"): ("request", STEER, "mdt_proposed", fixed()),
    ("POST", f"{Q}/need_info"): ("request", STEER, "mdt_proposed", REASON),
    ("POST", f"{Q}/single_consult"): ("request", STEER, "mdt_proposed", REASON),
    ("POST", f"{Q}/supply_info"): ("request", SUBMIT, "mdt_info", fixed()),
    ("POST", f"{Q}/plan"): (
        *("request", STEER, "mdt_screened"),
        lambda story, ids: {"session_id": ids["session"]},
    ),
    ("POST", f"{Q}/postpone"): ("request", STEER, "mdt_scheduled", REASON),
    ("PUT", f"{Q}/mdt/opinion"): ("request", JOIN, "mdt_preparing", fixed(revision=0, text="a")),
    ("POST", f"{Q}/open_opinions"): ("request", CHAIR, "mdt_in_session", None),
    ("PUT", f"{Q}/mdt/outcome"): (
        *("request", STEER, "mdt_in_session"),
        fixed(revision=1, content=CONTENT),
    ),
    ("POST", f"{Q}/conclude"): ("request", STEER, "mdt_in_session", None),
    ("POST", f"{Q}/fail_quorum"): ("request", STEER, "mdt_in_session", REASON),
    ("POST", f"{Q}/circulate"): ("request", STEER, "mdt_concluded", None),
    ("POST", f"{Q}/revise"): ("request", STEER, "mdt_circulated", REASON),
    ("POST", f"{Q}/sign_mdt"): (
        *("request", JOIN, "mdt_circulated_by_member"),
        fixed(password=PASSWORD, version=1, value="agree"),
    ),
    ("POST", f"{Q}/finalise"): (
        *("request", CHAIR, "mdt_circulated"),
        fixed(password=PASSWORD, version=1),
    ),
    ("POST", f"{Q}/to_meeting"): ("request", CHAIR, "mdt_async", REASON),
}
