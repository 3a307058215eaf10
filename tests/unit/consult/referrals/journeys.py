"""Each action of the referrals' tables on a `World`, and the way to each state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from consult.actions.network import partnerships
from consult.actions.network.hospitals import SaveDepartment, save_department
from consult.actions.referrals import answering, clock, opening, sending, staying, travelling
from consult.actions.requests.drafting import Destination
from consult.actions.requests.expert.information import AskInfo, GoOn
from consult.actions.requests.moves import Step, begin, move
from consult.actions.work import Work
from consult.cases.request import Kind, Urgency
from consult.network.partnerships import Service
from consult.referrals.states import State
from consult.timers import Timer
from tests.worlds.world import World, build_world

UP, DOWN = Kind.REFERRAL_UP, Kind.REFERRAL_DOWN
CONTENT: dict[str, object] = {"impression": "inferior STEMI, PCI done", "follow_up": "in a week"}
CHECKLIST: dict[str, object] = {
    "escort": ["nurse", "doctor"],
    "oxygen": {"device": "mask", "litres": 5},
    "drugs": [{"name": "aspirin", "dose": "300 mg", "at": "2026-11-21T05:30:00Z"}],
    "vitals": {"pulse": 88, "spo2": 94},
    "phone": "13800000000",
}
SHEETS: dict[Kind, dict[str, object]] = {
    UP: {
        "reason": "needs PCI",
        "condition": "pain since 04:00",
        "diagnosis": "STEMI",
        "needs": [{"code": "dsa"}],
    },
    DOWN: {
        "rehabilitation": "walk daily",
        "summary": "PCI of the RCA",
        "diagnosis": "old inferior MI",
        "needs": [{"code": "inr", "name": "INR"}],
        "tasks": [{"kind": "test", "text": "INR", "due_on": "2026-11-25"}],
    },
}
Made = tuple[Callable[[Work, Any], object], Any]
Command = Callable[[World, str], Made]


def referral_world() -> World:
    """The small network, with departments where a patient can go."""
    world = build_world()
    for org, specialty in (("liaocheng", "cardiology"), ("gangcha", "general_medicine")):
        made = world.do(
            save_department,
            SaveDepartment(org_id=world.orgs[org], name=f"{org} ward", specialty=specialty),
            "system",
        )
        world.ids[f"ward.{org}"] = made.id
    return world


def open_one(world: World, kind: Kind = UP, **changes: Any) -> str:
    """A draft: up from Gangcha's doctor, or down from Liaocheng's cardiologist, in one case."""
    up = kind is UP
    opened = world.case(send=True)
    cmd: dict[str, Any] = {
        "case_id": opened.case_id,
        "org_id": world.orgs["gangcha" if up else "liaocheng"],
        "kind": kind,
        "urgency": Urgency.ROUTINE,
        "destination": Destination(
            partnership_id=world.partnership,
            specialty="cardiology" if up else "general_medicine",
        ),
        "sheet": SHEETS[kind],
    }
    who = "county.doctor" if up else "cardiologist"
    return world.do(opening.open_referral, opening.OpenReferral(**(cmd | changes)), who).id


def _step(action: Callable[[Work, Any], object]) -> Command:
    return lambda world, rid: (action, Step(request_id=rid, reason="because"))


def _ward(world: World, rid: str) -> str:
    to_org = world.request(rid).to_org
    return world.ids["ward.liaocheng" if to_org == world.orgs["liaocheng"] else "ward.gangcha"]


COMMANDS: dict[str, Command] = {
    "submit": lambda w, rid: (sending.submit, Step(request_id=rid)),
    "resubmit": lambda w, rid: (sending.resubmit, GoOn(request_id=rid, text="added")),
    "cancel": _step(sending.cancel),
    "ask_cancel": _step(sending.ask_cancel),
    "agree_cancel": _step(sending.agree_cancel),
    "keep": _step(sending.keep),
    "acknowledge": _step(sending.acknowledge),
    "close": _step(sending.close),
    "send_again": lambda w, rid: (opening.send_again, opening.SendAgain(request_id=rid)),
    "ask_info": lambda w, rid: (
        answering.ask_info,
        AskInfo(request_id=rid, missing=("ecg",), text="the ECG of this morning"),
    ),
    "provisional": _step(answering.provisional),
    "check_capability": lambda w, rid: (
        answering.check_capability,
        answering.CheckCapability(
            request_id=rid,
            items=(answering.Capability(code="inr", name="INR", yes=True),),
        ),
    ),
    "accept": lambda w, rid: (
        answering.accept,
        answering.Accept(
            request_id=rid,
            department_id=_ward(w, rid),
            place="bed",
            contact="Dr. A",
            phone="1",
            label="12",
        ),
    ),
    "redirect": lambda w, rid: (
        answering.redirect,
        answering.Redirect(request_id=rid, department_id=_ward(w, rid), reason="other ward"),
    ),
    "decline": lambda w, rid: (
        answering.decline,
        answering.Decline(
            request_id=rid,
            code="no_bed",
            alternative=answering.Alternative(kind="later", text="tomorrow"),
        ),
    ),
    "schedule": lambda w, rid: (
        answering.schedule,
        answering.Appoint(request_id=rid, starts_at=w.now + timedelta(hours=6)),
    ),
    "advise": lambda w, rid: (
        staying.advise,
        staying.SignPaper(request_id=rid, content=CONTENT, confirmed=True),
    ),
    "feedback": lambda w, rid: (
        staying.feedback,
        staying.SignPaper(request_id=rid, content=CONTENT, confirmed=True),
    ),
    "agree": lambda w, rid: (
        travelling.agree,
        travelling.Agree(request_id=rid, agreement=travelling.Agreement(by="patient")),
    ),
    "refuse": _step(travelling.refuse),
    "depart": lambda w, rid: (
        travelling.depart,
        travelling.Depart(
            request_id=rid,
            eta=w.now + timedelta(hours=3),
            checklist=CHECKLIST,
            agreed=travelling.Agreement(by="family", name="wife"),
        ),
    ),
    "update_eta": lambda w, rid: (
        travelling.update_eta,
        travelling.UpdateEta(request_id=rid, eta=w.now + timedelta(hours=4), reason="snow"),
    ),
    "en_route": lambda w, rid: (
        travelling.en_route,
        travelling.NoteRoute(request_id=rid, data={"vitals": {"pulse": 90}, "text": "stable"}),
    ),
    "arrive": _step(travelling.arrive),
    "upload_records": _step(travelling.upload_records),
    "treat": lambda w, rid: (staying.treat, staying.Treat(request_id=rid)),
    "discharge": lambda w, rid: (
        staying.discharge,
        staying.Leave(request_id=rid, outcome="improved", text="well"),
    ),
    "first_visit": _step(staying.first_visit),
    "finish_plan": lambda w, rid: (
        staying.finish_plan,
        staying.Leave(request_id=rid, outcome="recovered", text="walks again"),
    ),
}


def give_up(work: Work, rid: str) -> None:
    """As the last timer of the ladder does."""
    if work.store.requests.get(rid).state == State.SUBMITTED:
        opened, rule = begin(work, rid, "give_up", if_version=None, kinds=(UP, DOWN))
        move(work, opened, rule, "give_up")


def _expire(work: Work, rid: str) -> None:
    clock.expire(work, _timer(work, rid, ""))


def _miss(work: Work, rid: str) -> None:
    paper = work.store.referrals.get(rid)
    clock.miss(work, _timer(work, rid, paper.eta.isoformat() if paper.eta else ""))


def _timer(work: Work, rid: str, step: str) -> Timer:
    return Timer(id="t", subject=rid, kind="", step=step, payload={}, due_at=work.now)


# What the clock does: nothing at all where there is nothing to do.
CLOCK: dict[str, Callable[[Work, str], object]] = {
    "give_up": give_up,
    "expire": _expire,
    "miss": _miss,
}
SENDER = {"submit", "resubmit", "cancel", "agree", "refuse", "depart", "update_eta", "en_route"}
SENDER |= {"upload_records", "acknowledge", "send_again", "close"}
_ACCEPTED: dict[Kind, tuple[str, ...]] = {
    UP: ("submit", "accept"),
    DOWN: ("submit", "check_capability", "accept"),
}
_AFTER: dict[State, tuple[str, ...]] = {
    State.ACCEPTED: (),
    State.SCHEDULED: ("schedule",),
    State.AGREED: ("agree",),
    State.DEPARTED: ("depart",),
    State.NO_SHOW: ("depart", "miss"),
    State.ARRIVED: ("depart", "arrive"),
    State.RECORDS_UPLOADED: ("depart", "arrive", "upload_records"),
    State.TREATING: ("depart", "arrive", "treat"),
    State.DISCHARGED: ("depart", "arrive", "treat", "discharge"),
    State.FEEDBACK: ("depart", "arrive", "treat", "discharge", "feedback"),
    State.PLAN_RUNNING: ("depart", "arrive", "first_visit"),
    State.CANCEL_REQUESTED: ("depart", "ask_cancel"),
    State.REFUSED: ("refuse",),
}
_BEFORE: dict[State, tuple[str, ...]] = {
    State.DRAFT: (),
    State.SUBMITTED: ("submit",),
    State.UNANSWERED: ("submit", "give_up"),
    State.INFO_REQUESTED: ("submit", "ask_info"),
    State.PROVISIONAL: ("submit", "provisional"),
    State.CAPABILITY_CHECKED: ("submit", "check_capability"),
    State.ADVISED: ("submit", "advise"),
    State.REDIRECTED: ("submit", "point_elsewhere"),
    State.DECLINED: ("submit", "decline"),
    State.CANCELLED: ("submit", "cancel"),
}


def path(kind: Kind, state: State) -> tuple[str, ...]:
    if state in _BEFORE:
        return _BEFORE[state]
    if state is State.CLOSED:
        last = ("feedback", "close") if kind is UP else ("finish_plan",)
        there = State.DISCHARGED if kind is UP else State.PLAN_RUNNING
        return (*_ACCEPTED[kind], *_AFTER[there], *last)
    return (*_ACCEPTED[kind], *_AFTER[state])


def who_for(world: World, rid: str, action: str) -> str:
    """Whoever takes this step in the course of things."""
    request = world.request(rid)
    up = request.kind is UP
    sender, receiver = (
        ("county.doctor", "cardiologist") if up else ("cardiologist", "county.doctor")
    )
    if action in ("agree_cancel", "keep"):
        return sender if request.pending_release == "sender" else _desk(up)
    if action in SENDER or (action == "ask_cancel" and request.state == State.DEPARTED):
        return sender
    if action in ("advise", "feedback"):
        return receiver
    return _desk(up)


def _desk(up: bool) -> str:
    return "referral.desk" if up else "county.doctor"


def perform(world: World, rid: str, action: str) -> None:
    if action in CLOCK:
        world.do(CLOCK[action], rid, "system")
    elif action == "point_elsewhere":
        point_elsewhere(world, rid)
    else:
        world.do(*COMMANDS[action](world, rid), who_for(world, rid, action))


def point_elsewhere(world: World, rid: str) -> None:
    """The receiver names a third hospital the sender has an agreement with."""
    third = world.orgs["anzhen"]
    allow(world, third)
    cmd = answering.Redirect(request_id=rid, org_id=third, reason="no surgeon tonight")
    world.do(answering.redirect, cmd, who_for(world, rid, "redirect"))


def allow(world: World, org_id: str) -> str:
    """Both hospitals of the story may refer to this one."""
    made = [
        world.do(
            partnerships.make_partnership,
            partnerships.MakePartnership(
                requester_org=world.orgs[who],
                provider_org=org_id,
                services=(Service.REFERRAL,),
                valid_from=world.now - timedelta(days=1),
            ),
            "system",
        ).id
        for who in ("gangcha", "liaocheng")
    ]
    return made[0]


def in_state(world: World, kind: Kind, state: State) -> str:
    rid = open_one(world, kind)
    for each in path(kind, state):
        world.later(seconds=10)
        perform(world, rid, each)
    assert world.request(rid).state == state
    return rid
