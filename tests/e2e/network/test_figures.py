"""A supervisor reads the ledger, narrows it, opens a figure and looks one case up."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, expect

from tests.e2e.cases import send_case
from tests.e2e.desk import Desk, sit_down
from tests.e2e.installation import Installation
from tests.e2e.screens.test_axe import complaints
from tests.e2e.words import Words

zh = Words("zh-CN")
PATIENT = "统计甲"
REASON = "投诉 12 号"


def test_a_supervisor_looks_a_case_up(
    chromium: Browser, desks: list[Desk], shared: Installation
) -> None:
    county = sit_down(chromium, desks, shared, "county.doctor", locale="zh-CN")
    send_case(county, PATIENT, urgency="urgent")
    desk = sit_down(
        chromium, desks, shared, "supervisor", locale="zh-CN", bypass_csp=True, first="/"
    )
    desk.wait_for_url("**/figures")
    sent = desk.locator('tr[data-figure="urgent_sent"]')
    expect(sent.locator(".ledger-value")).to_have_text(re.compile(r"^[1-9]\d*$"))
    assert complaints(desk) == []

    # Nothing was answered by these hospitals; everything was asked by them.
    desk.get_by_role("radio", name=zh("figures.side.provider")).check()
    expect(sent.locator(".ledger-value")).to_have_text("0")
    desk.get_by_role("radio", name=zh("figures.side.requester")).check()
    expect(sent.locator(".ledger-value")).to_have_text(re.compile(r"^[1-9]\d*$"))

    sent.get_by_role("link").click()
    sheet = desk.get_by_role("dialog")
    expect(sheet).to_contain_text(zh("figures.definition"))
    newest = sheet.locator(".figure-cases li").first
    expect(newest).to_be_visible()
    assert complaints(desk) == []
    expect(sheet).not_to_contain_text(PATIENT)
    newest.get_by_role("button", name=re.compile(re.escape(zh("figures.look_up")))).click()
    newest.get_by_label(zh("figures.reason")).fill(REASON)
    newest.get_by_role("button", name=zh("figures.look_up_now")).click()
    expect(newest).to_contain_text(PATIENT)
    expect(newest).to_contain_text(zh("figures.told"))

    # Its hospital reads who asked, and why.
    office = sit_down(chromium, desks, shared, "hospital.admin", locale="zh-CN")
    office.goto("/figures")
    expect(office.locator(".ledger-value").first).to_be_visible()
    expect(office.locator("[class*=skeleton]")).to_have_count(0)
    office.get_by_text(zh("figures.look_ups")).click()
    expect(office.locator(".look-ups")).to_contain_text(REASON)
    expect(office.locator(".look-ups")).not_to_contain_text(PATIENT)
