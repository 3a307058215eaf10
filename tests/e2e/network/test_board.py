"""The Centre board: a case enters under a resting hand, is handed out; the wall names nobody."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, expect

from tests.e2e.cases import send_case
from tests.e2e.desk import Desk, sit_down
from tests.e2e.installation import Installation
from tests.e2e.screens.test_axe import complaints
from tests.e2e.words import Words

zh = Words("zh-CN")


def test_a_day_at_the_board(chromium: Browser, desks: list[Desk], embedded: Installation) -> None:
    county = sit_down(chromium, desks, embedded, "county.doctor", locale="zh-CN")
    send_case(county, "先来者", urgency="urgent")
    desk = sit_down(
        chromium, desks, embedded, "coordinator", locale="zh-CN", bypass_csp=True, first="/"
    )
    desk.wait_for_url("**/board")
    rows = desk.locator(".board-row")
    expect(rows).to_have_count(1)
    rows.first.hover()

    # What is not an emergency waits for the hand to leave; an emergency does not.
    send_case(county, "平诊者", urgency="routine")
    expect(desk.get_by_role("button", name=zh("today.show_new", n=1))).to_be_visible()
    expect(rows).to_have_count(1)
    send_case(county, "急诊者")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("急诊者")
    desk.get_by_role("button", name=zh("today.show_new", n=1)).click()
    expect(rows).to_have_count(3)
    assert complaints(desk) == []

    # Handed out from the panel beside it; the track goes on with who is asked.
    emergency = rows.filter(has_text="急诊者")
    emergency.hover()
    panel = desk.get_by_role("region", name=zh("board.chosen"))
    expect(panel).to_contain_text("急诊者")
    panel.get_by_role("button", name=zh("today.deed.assign")).click()
    sheet = desk.get_by_role("dialog")
    sheet.get_by_role("button", name=re.compile(re.escape(zh("today.assign_to")))).first.click()
    expect(emergency).to_contain_text(zh("board.rings"))
    expect(panel.get_by_role("button", name=zh("board.call.no_answer"))).to_be_visible()

    desk.goto("/board?wall")
    wall = desk.locator(".wall")
    expect(wall.locator("li")).to_have_count(3)
    expect(wall).to_contain_text("急某")
    expect(wall).not_to_contain_text("急诊者")
    expect(desk.get_by_role("button")).to_have_count(0)
    assert complaints(desk) == []
