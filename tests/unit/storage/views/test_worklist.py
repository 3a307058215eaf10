"""Every request is where its people look for it, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from consult.actions.cases.patients import PatientEntry
from consult.actions.escalation.answers import PassOn, pass_on
from consult.actions.mdt.proposing import Propose, propose
from consult.actions.network import roles
from consult.actions.network.roles import GrantRole
from consult.actions.requests import answering, sending
from consult.actions.requests.moves import Step
from consult.actions.rooms import positions, posting
from consult.actions.rooms.positions import MarkUpTo
from consult.cases.patients.patient import Sex
from consult.cases.request import Urgency
from consult.cases.workflow.consultation import State
from consult.network.roles import Role
from consult.rooms.room import Post
from consult.studies.manifest import SeenPatient
from storage.repositories.views.cases.worklist import Worklist, worklist
from tests.unit.consult.cases.moving import in_state
from tests.worlds.mdt import FORM, Mdt
from tests.worlds.steps import correct, ecg_manifest, respond, signed_case, take, upload
from tests.worlds.world import World

COUNTY = ["needs_me", "waiting", "decide", "follow_up", "drafts", "done"]
SPECIALIST = ["for_me", "mine", "outcomes"]
COORDINATOR = ["to_assign", "offered", "running", "signed"]


def read(world: World, who: str) -> Worklist:
    actor = world.actor(who)
    with world.store() as store:
        return worklist(store, actor, world.now).value


def places(world: World, who: str) -> dict[str, list[str]]:
    return {g.key: [row.request_id for row in g.items] for g in read(world, who).groups}


def place(world: World, who: str, rid: str) -> list[str]:
    return [key for key, ids in places(world, who).items() if rid in ids]


WHERE: dict[State, dict[str, list[str]]] = {
    State.DRAFT: {"county.doctor": ["drafts"], "cardiologist": [], "coordinator": []},
    State.SUBMITTED: {
        "county.doctor": ["waiting"],
        "county.tech": ["waiting"],
        "cardiologist": ["for_me"],
        "cardiologist3": ["for_me"],
        "surgeon": [],
        "coordinator": ["to_assign"],
    },
    State.AWAITING_RELEASE: {
        "county.head": ["to_release"],
        "county.affairs": [],
        "county.doctor": ["waiting"],
        "cardiologist": [],
        "coordinator": [],
    },
    State.UNANSWERED: {
        "county.doctor": ["waiting"],
        "cardiologist": ["for_me"],
        "coordinator": ["to_assign"],
    },
    State.INFO_REQUESTED: {
        "county.doctor": ["needs_me"],
        "cardiologist": ["mine"],
        "coordinator": ["running"],
    },
    State.SCHEDULED: {
        "county.doctor": ["waiting"],
        "cardiologist": ["mine"],
        "coordinator": ["running"],
    },
    State.FOLLOW_UP: {
        "county.doctor": ["done"],
        "cardiologist": ["outcomes"],
        "coordinator": ["signed"],
    },
    State.OFFERED: {
        "county.doctor": ["waiting"],
        "cardiologist": ["for_me"],
        "cardiologist3": [],
        "coordinator": ["offered"],
    },
    State.ACCEPTED: {
        "county.doctor": ["waiting"],
        "cardiologist": ["mine"],
        "cardiologist3": [],
        "coordinator": ["running"],
    },
    State.IN_CONSULTATION: {
        "county.doctor": ["waiting"],
        "cardiologist": ["mine"],
        "coordinator": ["running"],
    },
    State.SIGNED: {
        "county.doctor": ["decide"],
        "cardiologist": ["outcomes"],
        "cardiologist3": [],
        "coordinator": ["signed"],
    },
    State.RESPONDED: {
        "county.doctor": ["done"],
        "cardiologist": ["outcomes"],
        "coordinator": ["signed"],
    },
    State.CLOSED: {
        "county.doctor": ["done"],
        "cardiologist": ["outcomes"],
        "coordinator": ["signed"],
    },
    State.REJECTED: {
        "county.doctor": ["needs_me"],
        "county.doctor2": ["done"],
        "cardiologist": [],
        "coordinator": [],
    },
    State.CANCELLED: {"county.doctor": ["done"], "cardiologist": [], "coordinator": []},
}


@pytest.mark.parametrize("state", list(State))
def test_each_state_has_its_place(world: World, state: State) -> None:
    rid = in_state(world, state)
    assert {who: place(world, who, rid) for who in WHERE[state]} == WHERE[state]
    for stranger in ("county2.doctor", "cardiologist2", "supervisor", "admin", "hospital.admin"):
        assert place(world, stranger, rid) == []


def test_groups_follow_roles_and_empty_ones_are_sent(world: World) -> None:
    assert list(places(world, "county.doctor")) == COUNTY
    assert list(places(world, "cardiologist")) == SPECIALIST
    assert list(places(world, "coordinator")) == COORDINATOR
    assert list(places(world, "admin")) == []
    grant = GrantRole(
        person_id=world.ids["coordinator"],
        org_id=world.orgs["liaocheng"],
        role=Role.EXPERT,
    )
    world.do(roles.grant_role, grant, "system")
    assert list(places(world, "coordinator")) == SPECIALIST + COORDINATOR


def test_emergencies_come_first_then_what_is_due_first(world: World) -> None:
    def sent(urgency: Urgency) -> str:
        world.later(minutes=1)
        return world.case(urgency=urgency, send=True).request_id

    routine = sent(Urgency.ROUTINE)
    late, soon = sent(Urgency.EMERGENCY), sent(Urgency.EMERGENCY)
    urgent = sent(Urgency.URGENT)
    assert places(world, "cardiologist")["for_me"] == [late, soon, urgent, routine]


def test_the_alarm_counts_what_rings_for_me(world: World) -> None:
    taken = world.case(send=True)
    world.case(urgency=Urgency.URGENT, send=True)
    world.case(urgency=Urgency.ROUTINE, send=True)
    assert read(world, "cardiologist").counts["alarm"] == 2
    assert read(world, "coordinator").counts == {
        "alarm": 2,
        "to_assign": 3,
        "offered": 0,
        "running": 0,
        "signed": 0,
    }
    take(world, taken.request_id)
    assert read(world, "cardiologist").counts["alarm"] == 1
    assert read(world, "surgeon").counts["alarm"] == 0
    assert read(world, "county.doctor").counts["alarm"] == 0


def test_what_is_done_is_shown_for_a_week(world: World) -> None:
    rid = in_state(world, State.CANCELLED)
    world.later(days=6, hours=23)
    assert place(world, "county.doctor", rid) == ["done"]
    world.later(hours=2)
    assert place(world, "county.doctor", rid) == []


def test_an_old_open_request_is_never_forgotten(world: World) -> None:
    rid = in_state(world, State.SUBMITTED)
    world.later(days=400)
    assert place(world, "cardiologist", rid) == ["for_me"]
    assert place(world, "county.doctor", rid) == ["waiting"]


def test_an_outcome_tells_what_the_county_did(world: World) -> None:
    rid = signed_case(world).request_id

    def outcome() -> Any:
        [group] = [g for g in read(world, "cardiologist").groups if g.key == "outcomes"]
        return group.items[0].adoption

    assert outcome() is None
    respond(world, rid, "partly", "no bed")
    assert outcome() == "partly"
    correct(world, rid)
    assert outcome() is None  # the corrected version was not answered yet


def say(world: World, room: str, who: str) -> None:
    words = Post(room_id=room, author_id=world.ids[who], cmid="1", body={"text": "which lead?"})
    world.do(posting.post_messages, [words], who)


def test_a_question_from_the_other_side_needs_me_until_read(world: World) -> None:
    case = world.case(send=True)
    take(world, case.request_id)
    say(world, case.room_id, "cardiologist")
    assert place(world, "county.doctor", case.request_id) == ["needs_me"]
    assert place(world, "county.doctor2", case.request_id) == ["waiting"]
    world.do(positions.mark_up_to, MarkUpTo(case.room_id, 99), "county.doctor")
    assert place(world, "county.doctor", case.request_id) == ["waiting"]
    say_back = Post(
        room_id=case.room_id, author_id=world.ids["county.doctor"], cmid="2", body={"text": "V3"}
    )
    world.do(posting.post_messages, [say_back], "county.doctor")
    assert place(world, "county.doctor", case.request_id) == ["waiting"]


def test_what_was_declined_needs_me_until_i_have_seen_why(world: World) -> None:
    rid = in_state(world, State.REJECTED)
    assert place(world, "county.doctor", rid) == ["needs_me"]
    world.do(positions.mark_up_to, MarkUpTo(world.request(rid).room_id, 99), "county.doctor")
    assert place(world, "county.doctor", rid) == ["done"]


def unread(world: World, who: str, case_id: str) -> int:
    rows = [row for group in read(world, who).groups for row in group.items]
    return next(row.unread for row in rows if row.case_id == case_id)


def test_unread_counts_what_others_wrote_and_nothing_else(world: World) -> None:
    case = world.case(send=True)
    take(world, case.request_id)
    assert unread(world, "county.doctor", case.case_id) == 0  # only the system has spoken
    say(world, case.room_id, "cardiologist")
    assert unread(world, "county.doctor", case.case_id) == 1
    assert unread(world, "cardiologist", case.case_id) == 0
    assert unread(world, "county.doctor2", case.case_id) == 0  # not in the room
    world.do(positions.mark_up_to, MarkUpTo(case.room_id, 99), "county.doctor")
    assert unread(world, "county.doctor", case.case_id) == 0


def test_a_recording_of_somebody_else_needs_me(world: World) -> None:
    case = world.case(send=True)
    upload(world, case.case_id, ecg_manifest(seen=SeenPatient(name="LI SI")))
    for who in ("county.doctor", "county.tech"):
        assert place(world, who, case.request_id) == ["needs_me"]


def test_an_overdue_debt_needs_me(world: World) -> None:
    case = world.case(form={"chief_complaint": "pain"}, send=True)
    assert place(world, "county.doctor", case.request_id) == ["waiting"]
    world.later(minutes=31)
    assert place(world, "county.doctor", case.request_id) == ["needs_me"]


def test_a_refused_offer_waits_for_everybody_again(world: World) -> None:
    rid = in_state(world, State.OFFERED)
    refuse = Step(request_id=rid, reason="in theatre")
    world.do(answering.refuse, refuse, "cardiologist")
    assert place(world, "coordinator", rid) == ["to_assign"]
    assert place(world, "cardiologist3", rid) == ["for_me"]


def test_an_ended_role_sees_nothing(world: World) -> None:
    rid = in_state(world, State.SUBMITTED)
    with world.store() as store:
        [role] = store.roles.list(person_id=world.ids["cardiologist"])
        store.roles.save(replace(role, valid_to=world.now))
    assert places(world, "cardiologist") == {}
    assert place(world, "cardiologist3", rid) == ["for_me"]


def test_one_patient_with_two_cases_is_two_rows(world: World) -> None:
    entry = PatientEntry(name="马十", sex=Sex.MALE, age_years=70, identifiers=(("mrn", "9"),))
    ids = {world.case(patient=entry).request_id for _ in range(2)}
    assert set(places(world, "county.doctor")["drafts"]) == ids


def test_a_cancelled_draft_of_ours_never_reaches_the_partner(world: World) -> None:
    case = world.case()
    world.do(sending.cancel, Step(request_id=case.request_id), "county.doctor")
    for who in ("coordinator", "cardiologist"):
        assert place(world, who, case.request_id) == []


def test_a_case_before_a_team_is_one_line_that_names_the_team(world: World) -> None:
    mdt = Mdt(world)
    opened = mdt.world.case(destination=None)
    asked = Propose(
        case_id=opened.case_id, board_id=mdt.board_id, question="Operate first?", form=FORM
    )
    mdt.rid = mdt.world.do(propose, asked, "county.doctor").id
    [line] = [
        row
        for group in read(mdt.world, "county.doctor").groups
        for row in group.items
        if row.case_id == opened.case_id
    ]
    assert line.team is not None
    assert (line.request_id, line.team.name) == (mdt.rid, "Colorectal")
    mdt.world.do(sending.cancel, Step(request_id=mdt.rid, reason="taken back"), "county.doctor")
    assert place(mdt.world, "county.doctor", opened.request_id) == ["drafts"]


def test_a_call_rings_for_those_it_has_come_to(world: World) -> None:
    rid = world.case(send=True).request_id

    def call(who: str) -> tuple[str, bool] | None:
        actor = world.actor(who)
        with world.store() as store:
            found = worklist(store, actor, world.now).value
        rows = [row for group in found.groups for row in group.items if row.request_id == rid]
        return (rows[0].call.state, rows[0].call.rings_me) if rows and rows[0].call else None

    assert call("cardiologist") == ("ringing", False)
    world.run_due()
    assert call("cardiologist") == ("ringing", True)
    assert call("coordinator") == ("ringing", True)
    assert call("county.doctor") == ("ringing", False)
    world.do(pass_on, PassOn(rid), "cardiologist")
    assert call("cardiologist") == ("ringing", False)
    take(world, rid, "cardiologist3")
    assert call("cardiologist3") == ("acknowledged", False)
    # Taken and left alone: it rings again, for the others too.
    world.later(seconds=301)
    world.run_due()
    world.run_due()
    assert call("cardiologist3") == ("ringing", True)
    assert call("coordinator") == ("ringing", True)
