"""Who is told when people do not act, and how a task of the team is reported."""

from __future__ import annotations

from typing import Any

import pytest

from consult.actions.mdt import proposing
from consult.actions.mdt.outcome import concluding
from consult.actions.mdt.outcome.tasks import ReportAction, report_action
from consult.errors import Conflict, Invalid
from consult.mdt.workflow import State
from consult.rooms.cards import CardState
from tests.worlds.mdt import MEMBERS, Mdt
from tests.worlds.world import World

CHAIR, SECRETARY, COUNTY = "mdt.chair", "mdt.secretary", "county.doctor"


@pytest.fixture
def mdt(world: World) -> Mdt:
    return Mdt(world)


def told(mdt: Mdt, kind: str) -> list[set[str]]:
    """Who, each time in turn."""
    names = {id_: login for login, id_ in mdt.world.ids.items()}
    rows = mdt.look(lambda store: store.outbox.list(kind=kind))
    return [{names[each] for each in row.payload["people"]} for row in rows]  # type: ignore[attr-defined]


def pass_by(mdt: Mdt, hours: float) -> None:
    mdt.world.later(hours=hours, seconds=1)
    mdt.world.run_due()


def test_a_proposal_nobody_screens_is_told_to_the_leaders_then_to_centre_and_county(
    mdt: Mdt,
) -> None:
    mdt.propose()
    pass_by(mdt, 23)
    assert told(mdt, "mdt_screen_due") == []
    pass_by(mdt, 1)
    assert told(mdt, "mdt_screen_due") == [{CHAIR, SECRETARY}]
    pass_by(mdt, 24)
    assert told(mdt, "mdt_screen_due")[1:] == [{CHAIR, SECRETARY, "coordinator", COUNTY}]
    mdt.screen()
    pass_by(mdt, 24)
    assert len(told(mdt, "mdt_screen_due")) == 2


def test_what_was_sent_back_and_never_completed_ends_by_itself(mdt: Mdt) -> None:
    mdt.propose()
    mdt.step(proposing.need_info, CHAIR)
    pass_by(mdt, 6 * 24)
    assert mdt.state == State.INFO_REQUESTED
    pass_by(mdt, 24)
    assert mdt.state == State.CANCELLED
    assert told(mdt, "expired") == [{COUNTY}]
    assert told(mdt, "mdt_screen_due") == []


def test_an_outcome_that_does_not_go_round_and_a_chair_who_does_not_sign(mdt: Mdt) -> None:
    mdt.in_session(*MEMBERS)
    mdt.type()
    mdt.step(concluding.conclude)
    pass_by(mdt, 24)
    assert told(mdt, "mdt_circulate_due") == [{CHAIR, SECRETARY}]
    mdt.step(concluding.circulate)
    pass_by(mdt, 24)
    assert told(mdt, "mdt_finalise") == [{CHAIR}]
    pass_by(mdt, 24)
    assert told(mdt, "mdt_finalise")[1:] == [{CHAIR, SECRETARY, "coordinator", COUNTY}]


def decided(mdt: Mdt, **action: Any) -> int:
    """The number of the one task, given to the surgeon."""
    mdt.in_session(*MEMBERS)
    given = {"text": "Book the MRI", "owner_id": mdt.world.ids["surgeon"], "due_at": None}
    mdt.type(actions=[given | action])
    mdt.step(concluding.conclude)
    mdt.step(concluding.circulate)
    for who in MEMBERS:
        mdt.sign(who)
    mdt.finalise()
    return mdt.detail.cards[0]


def report(mdt: Mdt, seq: int, state: CardState, note: str = "", who: str = "surgeon") -> None:
    cmd = ReportAction(request_id=mdt.rid, seq=seq, state=state, note=note)
    mdt.world.do(report_action, cmd, who)


def card(mdt: Mdt, seq: int) -> CardState:
    room_id = mdt.world.request(mdt.rid).room_id
    return mdt.look(lambda store: store.cards.get(room_id, seq)).state


def test_its_owner_reports_a_task_and_the_team_is_told(mdt: Mdt) -> None:
    seq = decided(mdt)
    report(mdt, seq, CardState.DOING)
    assert told(mdt, "mdt_action_doing") == []
    with pytest.raises(Invalid):
        report(mdt, seq, CardState.DECLINED)
    report(mdt, seq, CardState.DONE)
    assert card(mdt, seq) is CardState.DONE
    assert told(mdt, "mdt_action_done") == [{CHAIR, SECRETARY, COUNTY}]
    with pytest.raises(Conflict):
        report(mdt, seq, CardState.DECLINED, "too late")


def test_a_colleague_of_the_county_may_report_what_was_given_to_nobody(mdt: Mdt) -> None:
    seq = decided(mdt, owner_id=None)
    report(mdt, seq, CardState.DECLINED, "the family refused", who="county.tech")
    assert card(mdt, seq) is CardState.DECLINED
    with pytest.raises(Conflict):
        report(mdt, 1, CardState.DONE)  # a line of the room, no task


def test_a_task_past_its_time_is_told_to_its_owner_and_the_leaders(mdt: Mdt) -> None:
    due = mdt.world.now.replace(microsecond=0)
    decided(mdt, due_at=due.replace(year=due.year + 1).isoformat())
    pass_by(mdt, 366 * 24)
    assert told(mdt, "mdt_action_due") == [{"surgeon", CHAIR, SECRETARY}]
