"""A week of duty in the browser: a hole filled by keyboard, a rehearsal, an exchange of two."""

from __future__ import annotations

from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.desk import Desk, sit_down
from tests.e2e.installation import Installation
from tests.e2e.words import Words

zh, vi = Words("zh-CN"), Words("vi")


def lane(page: Page, words: Words, specialty: str) -> Locator:
    """The first line of a specialty's roster."""
    named = page.locator(".duty-roster").filter(has_text=words(f"vocabulary.specialty.{specialty}"))
    return named.locator(".duty-lane").first


def test_a_hole_is_filled_by_keyboard_and_a_night_is_rehearsed(
    chromium: Browser, desks: list[Desk], shared: Installation
) -> None:
    page = sit_down(chromium, desks, shared, "coordinator", locale="zh-CN")
    page.goto("/duty")
    holes = lane(page, zh, "ecg").locator(".duty-hole:not(.duty-past)")
    expect(holes.last).to_be_visible()
    before = holes.count()

    # One tab stop for the grid; arrows lead from bar to bar.
    holes.last.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")
    expect(holes.last).to_be_focused()
    page.keyboard.press("Enter")
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("button", name=zh("duty.add_shift")).press("Enter")
    sheet.get_by_label(zh("duty.person"), exact=True).select_option(index=1)
    sheet.get_by_role("button", name=zh("duty.save_shift")).press("Enter")
    expect(sheet).to_have_count(0)
    expect(holes).to_have_count(before - 1)


def test_a_county_plays_the_ladder_of_its_partner(
    chromium: Browser, desks: list[Desk], shared: Installation
) -> None:
    page = sit_down(chromium, desks, shared, "huyen.bacsi", locale="vi")
    page.goto("/duty")
    page.get_by_label(vi("duty.hospital")).select_option(label="Bệnh viện Trung ương Thái Nguyên")
    expect(lane(page, vi, "cardiology").locator(".duty-bar").last).to_be_visible()
    page.get_by_role("button", name=vi("duty.who_rings")).click()
    sheet = page.get_by_role("dialog")
    expect(sheet.locator(".rehearsal-steps li").first).to_contain_text(vi("duty.target.line1"))
    sheet.get_by_role("button", name=vi("duty.play")).click()
    last = sheet.locator(".rehearsal-steps li[aria-current]")
    expect(last).to_contain_text(vi("duty.target.centre"))


def test_one_duty_is_carried_onto_another_and_both_agree(
    chromium: Browser, desks: list[Desk], shared: Installation
) -> None:
    surgeon = sit_down(chromium, desks, shared, "surgeon", locale="zh-CN")
    surgeon.goto("/duty")
    mine = lane(surgeon, zh, "general_surgery").locator(".duty-mine:not(.duty-past)")
    expect(mine.first).to_be_visible()
    # Onto a colleague's bar of the second line: the sheet knows both.
    second = surgeon.locator(".duty-roster").filter(
        has_text=zh("vocabulary.specialty.general_surgery")
    )
    theirs = second.locator(".duty-lane").nth(1).locator(".duty-bar:not(.duty-hole)").last
    mine.nth(2).drag_to(theirs)
    sheet = surgeon.get_by_role("dialog")
    expect(sheet.get_by_label(zh("duty.to_whom"))).to_contain_text("外科专家乙")
    expect(sheet.get_by_label(zh("duty.back"), exact=True)).not_to_have_value("")

    # To somebody who can answer here, for nothing in return.
    sheet.get_by_label(zh("duty.to_whom")).select_option(label="影像专家甲 · 主任医师")
    sheet.get_by_role("button", name=zh("duty.propose")).click()
    expect(sheet).to_have_count(0)
    waits = zh("duty.swap_waits", who="影像专家甲")
    expect(surgeon.locator(".duty-list").first).to_contain_text(waits)

    radiologist = sit_down(chromium, desks, shared, "radiologist", locale="zh-CN")
    radiologist.goto("/duty/me")
    radiologist.get_by_role("link", name=zh("duty.swaps_asked_other", n=1)).click()
    radiologist.get_by_role("button", name=zh("duty.agree"), exact=True).click()
    bars = lane(radiologist, zh, "general_surgery").locator(".duty-mine")
    expect(bars.first).to_contain_text("影像专家甲")
    # Without reloading: the surgeon's page was told.
    given = lane(surgeon, zh, "general_surgery").get_by_text("影像专家甲")
    expect(given.first).to_be_visible()
