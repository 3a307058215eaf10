"""Each action of the consultation's table on a `World`, and the way to each state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from consult.actions.asking import follow_up
from consult.actions.requests import answering, lapses, limits, opinions, sending
from consult.actions.requests.county import linked, responding
from consult.actions.requests.expert import handover, information, scheduling
from consult.actions.requests.moves import Step
from consult.actions.work import Work
from consult.cases.request import Urgency
from consult.cases.workflow.consultation import BEING_ANSWERED, State
from consult.reports.opinion import AdoptionValue
from consult.timers import Timer
from storage.repositories.views.cases.case_detail import CaseDetail, case_detail
from tests.worlds.steps import ANSWERS, write
from tests.worlds.world import World

Command = Callable[[World, str], tuple[Callable[[Work, Any], object], Any]]


def _step(action: Callable[[Work, Any], object]) -> Command:
    return lambda world, rid: (action, Step(request_id=rid, reason="because"))


def _meeting(world: World, rid: str) -> scheduling.Schedule:
    return scheduling.Schedule(
        request_id=rid,
        starts_at=world.now + timedelta(hours=1),
        ends_at=world.now + timedelta(hours=2),
        link="https://meet.example.org/heart",
        reason="the operating list",
    )


COMMANDS: dict[str, Command] = {
    "submit": lambda w, rid: (sending.submit, Step(request_id=rid)),
    "release": lambda w, rid: (sending.release, Step(request_id=rid)),
    "send_back": lambda w, rid: (
        sending.send_back,
        Step(request_id=rid, reason="ask our own first"),
    ),
    "cancel": lambda w, rid: (sending.cancel, Step(request_id=rid, reason="died")),
    "close": lambda w, rid: (follow_up.close, follow_up.Close(request_id=rid, reason="moved away")),
    "assign": lambda w, rid: (
        answering.assign,
        answering.Assign(request_id=rid, person_id=w.ids["cardiologist"]),
    ),
    "accept_by_phone": lambda w, rid: (
        answering.accept_by_phone,
        answering.AcceptByPhone(request_id=rid, person_id=w.ids["cardiologist"]),
    ),
    "take": _step(answering.take),
    "accept": _step(handover.accept),
    "refuse": _step(answering.refuse),
    "reject": _step(answering.reject),
    "start": _step(answering.start),
    "give_back": _step(answering.give_back),
    "stop": _step(answering.stop),
    "promise": lambda w, rid: (
        answering.promise,
        answering.Promise(request_id=rid, promised_at=w.now + timedelta(hours=3)),
    ),
    "hand_over": lambda w, rid: (
        handover.hand_over,
        handover.HandOver(request_id=rid, person_id=w.ids["cardiologist3"], reason="theatre"),
    ),
    "cover": _step(handover.cover),
    "reassign": lambda w, rid: (
        handover.reassign,
        handover.Reassign(request_id=rid, person_id=w.ids["cardiologist3"], reason="ill"),
    ),
    "ask_info": lambda w, rid: (
        information.ask_info,
        information.AskInfo(request_id=rid, missing=("ecg",), text="the ECG of this morning"),
    ),
    "resubmit": lambda w, rid: (information.resubmit, information.GoOn(request_id=rid)),
    "resume": lambda w, rid: (information.resume, information.GoOn(request_id=rid, text="seen")),
    "schedule": lambda w, rid: (scheduling.schedule, _meeting(w, rid)),
    "reschedule": lambda w, rid: (scheduling.reschedule, _meeting(w, rid)),
    "unschedule": _step(scheduling.unschedule),
    "no_show": _step(scheduling.no_show),
    "sign": lambda w, rid: (
        opinions.sign_opinion,
        opinions.SignOpinion(request_id=rid, confirmed=True),
    ),
    "sign_interim": lambda w, rid: (
        opinions.sign_interim,
        opinions.SignOpinion(request_id=rid, confirmed=True),
    ),
    "correct": lambda w, rid: (
        opinions.correct_opinion,
        opinions.CorrectOpinion(
            request_id=rid, reason="typing", content={}, answers=ANSWERS, confirmed=True
        ),
    ),
    "respond": lambda w, rid: (
        responding.respond,
        responding.Respond(request_id=rid, value=AdoptionValue.ADOPTED),
    ),
    "ask_again": lambda w, rid: (
        responding.ask_again,
        responding.AskAgain(request_id=rid, question="And after the lysis?"),
    ),
    "ask_cancel": lambda w, rid: (
        responding.ask_cancel,
        Step(request_id=rid, reason="transferred"),
    ),
    "reopen": lambda w, rid: (
        linked.reopen,
        linked.Reopen(request_id=rid, questions=("It came back",), urgency=Urgency.EMERGENCY),
    ),
}
WHO = {
    "release": "county.head",
    "send_back": "county.head",
    **dict.fromkeys(("assign", "accept_by_phone", "reject", "reassign"), "coordinator"),
    **dict.fromkeys(
        ("submit", "cancel", "close", "resubmit", "respond", "ask_again", "ask_cancel", "reopen"),
        "county.doctor",
    ),
    "cover": "cardiologist3",
}
# What the clock does: nothing at all where the table has no rule for it.
CLOCK: dict[str, Callable[[Work, str], object]] = {
    "lapse": lambda work, rid: lapses.lapse(work, _timer(work, rid)),
    "expire": lambda work, rid: lapses.expire(work, _timer(work, rid)),
    "auto_close": lambda work, rid: lapses.auto_close(work, _timer(work, rid)),
    "give_up": lapses.give_up,
    "follow_up_due": lapses.follow_up_due,
}
# The shortest way to each state.
PATHS: dict[State, tuple[str, ...]] = {
    State.DRAFT: (),
    State.AWAITING_RELEASE: ("submit",),
    State.SUBMITTED: ("submit",),
    State.OFFERED: ("submit", "assign"),
    State.UNANSWERED: ("submit", "give_up"),
    State.ACCEPTED: ("submit", "take"),
    State.SCHEDULED: ("submit", "take", "schedule"),
    State.INFO_REQUESTED: ("submit", "take", "ask_info"),
    State.IN_CONSULTATION: ("submit", "take", "start"),
    State.SIGNED: ("submit", "take", "sign"),
    State.RESPONDED: ("submit", "take", "sign", "respond"),
    State.FOLLOW_UP: ("submit", "take", "sign", "respond", "follow_up_due"),
    State.CLOSED: ("submit", "take", "sign", "respond", "close"),
    State.REJECTED: ("submit", "reject"),
    State.CANCELLED: ("submit", "cancel"),
}


def _timer(work: Work, rid: str) -> Timer:
    return Timer(id="t", subject=rid, kind="", step="", payload={}, due_at=work.now)


def perform(world: World, rid: str, action: str) -> object:
    """The action by whoever may do it in the course of things."""
    if action in CLOCK:
        return world.do(CLOCK[action], rid, "system")
    state = world.request(rid).state
    who = WHO.get(action, "cardiologist")
    if action in ("accept", "refuse") and state in BEING_ANSWERED:
        who = "cardiologist3"
    if action == "ask_info" and state not in BEING_ANSWERED:
        who = "coordinator"
    if action in ("sign", "sign_interim") and state in BEING_ANSWERED:
        write(world, rid)
    return world.do(*COMMANDS[action](world, rid), who)


def in_state(world: World, state: State, action: str = "") -> str:
    """A request that has come so far, ready for `action` where that needs more than the state."""
    want_release(world, state is State.AWAITING_RELEASE)
    urgency = Urgency.ROUTINE if state is State.AWAITING_RELEASE else Urgency.EMERGENCY
    rid = world.case(urgency=urgency).request_id
    for each in PATHS[state]:
        world.later(seconds=10)
        perform(world, rid, each)
    if action in ("accept", "refuse") and state in BEING_ANSWERED:
        perform(world, rid, "hand_over")
    if state is State.SCHEDULED:
        world.later(hours=1, minutes=5)
    assert world.request(rid).state == state
    return rid


def want_release(world: World, wanted: bool) -> None:
    """Gangcha's head approves what is not an emergency, or nobody does."""
    scope = world.orgs["gangcha"]
    with world.store() as store:
        versions = store.limits.list(org_id=scope)
    if not wanted and not versions:
        return
    cmd = limits.SaveLimits(
        org_id=scope,
        data={"release": ["head"] if wanted else []},
        reason="rules of the house",
        if_version=len(versions),
    )
    world.do(limits.save_limits, cmd, "hospital.admin")


def page(world: World, who: str, rid: str) -> CaseDetail:
    """The case as this person sees it."""
    actor, case_id = world.actor(who), world.request(rid).case_id
    with world.store() as store:
        return case_detail(store, actor, case_id, world.now).value
