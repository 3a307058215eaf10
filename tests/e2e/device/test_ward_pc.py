"""A computer several people share: locked, handed over; and a login ended from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.e2e.case.test_story import PATIENT, send_emergency
from tests.e2e.desk import PASSWORD, Desk, log_in
from tests.e2e.installation import Installation
from tests.e2e.words import Words

zh = Words("zh-CN")
DRAFT = "还没写完的一句"


def of_account(page: Page, item: str) -> None:
    page.get_by_role("button", name=re.compile(re.escape(zh("shell.account")))).first.click()
    page.get_by_role("group").get_by_role("button", name=item, exact=True).click()


def composer(page: Page):
    return page.get_by_role("textbox", name=re.compile(re.escape(PATIENT)))


def enter(page: Page, username: str) -> None:
    page.locator("input[name=username]").fill(username)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("button[type=submit]").click()
    page.wait_for_url(lambda url: "/login" not in url)


def test_a_locked_screen_shows_nobody(
    chromium: Browser, desks: list[Desk], embedded: Installation, tmp_path: Path
) -> None:
    ward = log_in(chromium, desks, embedded, "county.doctor", locale="zh-CN")
    desks[0].expected = (*desks[0].expected, "403 (Forbidden)")
    address = send_emergency(ward, tmp_path)
    composer(ward).fill(DRAFT)
    of_account(ward, zh("shell.lock"))
    for _ in range(2):
        lock = ward.get_by_role("dialog", name="县医生甲")
        expect(lock).to_be_visible()
        expect(ward.get_by_text(PATIENT).locator("visible=true")).to_have_count(0)
        expect(ward).to_have_title(zh("shell.product"))
        ward.keyboard.press("Escape")
        ward.keyboard.press("Alt+n")
        assert ward.url == address
        ward.reload()
    lock.locator("input[type=password]").fill("not the password")
    lock.get_by_role("button", name=zh("shell.lock.open"), exact=True).click()
    expect(lock.get_by_role("alert")).to_be_visible()
    lock.locator("input[type=password]").fill(PASSWORD)
    lock.get_by_role("button", name=zh("shell.lock.open"), exact=True).click()
    expect(lock).to_have_count(0)
    expect(composer(ward)).to_have_value(DRAFT)


def test_the_next_person_takes_over_and_finds_only_their_own(
    chromium: Browser, desks: list[Desk], embedded: Installation, tmp_path: Path
) -> None:
    ward = log_in(chromium, desks, embedded, "county.doctor", locale="zh-CN")
    address = send_emergency(ward, tmp_path)
    composer(ward).fill(DRAFT)
    of_account(ward, zh("shell.lock"))
    lock = ward.get_by_role("dialog", name="县医生甲")
    lock.get_by_role("button", name=zh("shell.switch_user"), exact=True).click()
    ward.wait_for_url("**/login")
    enter(ward, "county.nurse")
    expect(ward.get_by_role("link", name=re.compile(re.escape(PATIENT[:1])))).to_have_count(0)
    ward.goto(address)
    expect(ward.get_by_text(DRAFT)).to_have_count(0)
    of_account(ward, zh("shell.switch_user"))
    ward.wait_for_url("**/login")
    enter(ward, "county.doctor")
    ward.goto(address)
    expect(composer(ward)).to_have_value(DRAFT)


def test_a_login_is_ended_from_another_device(
    chromium: Browser, desks: list[Desk], embedded: Installation
) -> None:
    ward = log_in(chromium, desks, embedded, "county.doctor", locale="zh-CN")
    home = log_in(chromium, desks, embedded, "county.doctor", locale="zh-CN")
    home.goto("/account")
    logins = home.get_by_role("listitem").filter(has_text="Chrome · Linux")
    expect(logins).to_have_count(2)
    other = logins.filter(has_not_text=zh("admin.session.here"))
    for _ in range(2):
        other.get_by_role("button", name=zh("admin.session.end"), exact=True).first.click()
    expect(logins).to_have_count(1)
    ward.wait_for_url("**/login**")
    expect(ward.get_by_text(zh("login.ended"))).to_be_visible()
