"""What is offered is what will be done: every state, every person, every action, by enumeration."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from consult.actions.asking import forms
from consult.actions.cases import opening
from consult.actions.mdt.proposing import Propose, propose
from consult.actions.requests.county import linked
from consult.actions.rooms import membership, posting
from consult.actions.studies import materials, uploads
from consult.cases.workflow.allowed import CASE_VERBS
from consult.cases.workflow.consultation import BEING_ANSWERED, CONSULTATION, State
from consult.errors import NotFound
from consult.rooms.room import Post
from storage.repositories.views.cases.case_detail import case_detail
from storage.repositories.views.requests.brief import moved
from tests.unit.consult.cases.moving import CLOCK, COMMANDS, in_state
from tests.worlds.mdt import FORM, add_team
from tests.worlds.steps import attempt, upload, write
from tests.worlds.steps import ecg_manifest as recording
from tests.worlds.world import FULL_FORM, PEOPLE, World, build_world


def test_every_action_is_tried() -> None:
    assert set(COMMANDS) | set(CLOCK) == {action for _, action in CONSULTATION.rules}


@pytest.mark.parametrize("state", list(State))
def test_requests_offer_exactly_what_will_be_done(state: State) -> None:
    world = build_world()
    rid = in_state(world, state, "accept")
    if state in BEING_ANSWERED:
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
        rid = in_state(world, state, "accept")
        for who in PEOPLE:
            seen |= set(_offered(world, rid, who))
    assert seen == set(COMMANDS)


def _case_commands(world: World, opened: opening.Opened) -> dict[str, Any]:
    with world.store() as store:
        material = store.materials.list(case_id=opened.case_id)[0].id
    add = linked.AddSpecialty(
        case_id=opened.case_id, request_id=opened.request_id, specialty="neurology"
    )
    board = add_team(replace(world, ids=dict(world.ids)))  # other worlds share them
    ask = Propose(case_id=opened.case_id, board_id=board, question="Operate?", form=FORM)
    post = Post(room_id=opened.room_id, author_id="", cmid="c", body={"text": "hello"})
    return {
        "edit_case": lambda who: (
            forms.write_form,
            forms.WriteForm(case_id=opened.case_id, template="general", form=FULL_FORM),
        ),
        "add_material": lambda who: (
            materials.confirm_identity,
            materials.ConfirmIdentity(case_id=opened.case_id, material_id=material),
        ),
        "attach": lambda who: (
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
        "add_specialty": lambda who: (linked.add_specialty, add),
        "propose_mdt": lambda who: (propose, ask),
        "join_room": lambda who: (membership.enter_room, membership.EnterRoom(opened.room_id)),
        "post_message": lambda who: (
            posting.post_messages,
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
