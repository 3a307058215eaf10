"""What is offered is what will be done: every state, every person, every action, by enumeration."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from consult.actions import cases, materials, membership, rooms, uploads
from consult.actions.requests import answering, opinions, sending
from consult.actions.work import Work
from consult.cases.allowed import CASE_VERBS
from consult.cases.consultation import CONSULTATION, State
from consult.errors import NotFound
from consult.reports.opinion import AdoptionValue
from consult.rooms.room import Post
from storage.repositories.views.case_detail import case_detail
from storage.repositories.views.request_brief import moved
from tests.steps import ANSWERS, attempt, upload, write
from tests.steps import ecg_manifest as recording
from tests.unit.consult.test_transitions import in_state
from tests.world import FULL_FORM, PEOPLE, World, build_world

Command = Callable[[World, str], tuple[Callable[[Work, Any], object], Any]]


def _step(action: Callable[[Work, Any], object]) -> Command:
    return lambda world, rid: (action, answering.Step(request_id=rid, reason="because"))


COMMANDS: dict[str, Command] = {
    "submit": lambda w, rid: (sending.submit, sending.Submit(request_id=rid)),
    "cancel": lambda w, rid: (sending.cancel, sending.Cancel(request_id=rid, reason="died")),
    "close": lambda w, rid: (sending.close, sending.Close(request_id=rid)),
    "assign": lambda w, rid: (
        answering.assign,
        answering.Assign(request_id=rid, person_id=w.ids["cardiologist3"]),
    ),
    "take": _step(answering.take),
    "accept": _step(answering.accept),
    "refuse": _step(answering.refuse),
    "reject": _step(answering.reject),
    "start": _step(answering.start),
    "give_back": _step(answering.give_back),
    "sign": lambda w, rid: (
        opinions.sign_opinion,
        opinions.SignOpinion(request_id=rid, confirmed=True),
    ),
    "correct": lambda w, rid: (
        opinions.correct_opinion,
        opinions.CorrectOpinion(
            request_id=rid, reason="typing", content={}, answers=ANSWERS, confirmed=True
        ),
    ),
    "respond": lambda w, rid: (
        opinions.respond,
        opinions.Respond(request_id=rid, value=AdoptionValue.ADOPTED),
    ),
}


def test_every_action_is_tried() -> None:
    assert set(COMMANDS) == {action for _, action in CONSULTATION.rules}


@pytest.mark.parametrize("state", list(State))
def test_requests_offer_exactly_what_will_be_done(state: State) -> None:
    world = build_world()
    rid = in_state(world, state)
    if state in (State.ACCEPTED, State.IN_CONSULTATION):
        write(world, rid)
    wrong = []
    for who in PEOPLE:
        offered = _offered(world, rid, who)
        for action, command in COMMANDS.items():
            refusal = attempt(world, *command(world, rid), who)
            if (action in offered) != (refusal is None):
                wrong.append((who, action, refusal))
    assert wrong == []


def _offered(world: World, rid: str, who: str) -> tuple[str, ...]:
    actor = world.actor(who)
    with world.store() as store:
        try:
            return moved(store, actor, rid, world.now).allowed
        except NotFound:
            return ()


def test_somebody_may_do_each_action_somewhere() -> None:
    """Else the enumeration above would prove nothing."""
    seen: set[str] = set()
    for state in State:
        world = build_world()
        rid = in_state(world, state)
        for who in PEOPLE:
            seen |= set(_offered(world, rid, who))
    assert seen == set(COMMANDS)


def _case_commands(world: World, opened: cases.Opened) -> dict[str, Any]:
    with world.store() as store:
        material = store.materials.list(case_id=opened.case_id)[0].id
    post = Post(room_id=opened.room_id, author_id="", cmid="c", body={"text": "hello"})
    return {
        "edit_case": lambda who: (
            cases.write_form,
            cases.WriteForm(case_id=opened.case_id, template="general", form=FULL_FORM),
        ),
        "add_material": lambda who: (
            uploads.begin_upload,
            uploads.BeginUpload(
                upload_id=world.new_id(), node="n", name="a", size=1, case_id=opened.case_id
            ),
        ),
        "remove_material": lambda who: (
            materials.withdraw_material,
            materials.WithdrawMaterial(
                case_id=opened.case_id, material_id=material, reason="wrong patient"
            ),
        ),
        "join_room": lambda who: (membership.enter_room, membership.EnterRoom(opened.room_id)),
        "post_message": lambda who: (
            rooms.post_messages,
            [
                Post(
                    room_id=post.room_id,
                    author_id=world.ids[who],
                    cmid=post.cmid,
                    body=post.body,
                )
            ],
        ),
    }


def test_cases_offer_exactly_what_will_be_done() -> None:
    world = build_world()
    opened = world.case(send=True)
    upload(world, opened.case_id, recording())
    commands = _case_commands(world, opened)
    assert set(commands) == set(CASE_VERBS)
    wrong, granted = [], set()
    for who in PEOPLE:
        actor = world.actor(who)
        with world.store() as store:
            try:
                offered = case_detail(store, actor, opened.case_id, world.now).value.allowed
            except NotFound:
                offered = ()
        granted |= set(offered)
        for verb, command in commands.items():
            action, cmd = command(who)
            refusal = attempt(world, action, cmd, who)
            if (verb in offered) != (refusal is None):
                wrong.append((who, verb, refusal))
    assert wrong == []
    assert granted == set(commands)
