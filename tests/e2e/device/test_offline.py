"""Without a line: each page says since when, nothing typed is lost, everything goes out once."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.cases import Sent, send_case
from tests.e2e.desk import Desk, sit_down
from tests.e2e.installation import Installation
from tests.e2e.words import Words

zh = Words("zh-CN")
BROKEN = "Failed to load resource: net::ERR_INTERNET_DISCONNECTED"
LOST = re.compile(re.escape(zh("shell.offline").partition("{")[0]))
# The page of new cases is brought a moment after the first one.
BROUGHT = """() => performance.getEntriesByType("resource")
  .some(each => each.name.includes("NewCasePage") && each.responseEnd > 0)"""
PATIENTS = ("甲一", "乙二", "丙三")


@pytest.fixture
def cases(chromium: Browser, desks: list[Desk], shared: Installation) -> tuple[Page, list[Sent]]:
    """A county doctor with three patients open as tabs, the last one on screen."""
    page = sit_down(chromium, desks, shared, "county.doctor", locale="zh-CN", first="/")
    desks[-1].expected = (*desks[-1].expected, BROKEN, "ERR_INTERNET_DISCONNECTED")
    sent = [send_case(page, name, urgency="urgent") for name in PATIENTS]
    for name in PATIENTS:
        rail(page, "cases").click()
        page.get_by_role("link", name=re.compile(name)).last.click()
        expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
        expect(page.locator(".ecg-quality")).to_contain_text("100")
    return page, sent


def rail(page: Page, place: str) -> Locator:
    places = page.get_by_role("navigation", name=zh("shell.places"))
    return places.get_by_role("link", name=zh(f"shell.place.{place}"), exact=True)


def test_messages_written_without_a_line_go_out_in_order_and_once(
    cases: tuple[Page, list[Sent]],
) -> None:
    page, _ = cases
    page.context.set_offline(True)
    expect(page.get_by_text(LOST)).to_be_visible()
    written = [f"第 {n} 条" for n in range(1, 6)]
    for text in written:
        page.locator("#composer").fill(text)
        page.keyboard.press("Enter")
    expect(page.get_by_text(zh("room.state.waiting"))).to_have_count(len(written))

    page.context.set_offline(False)
    expect(page.get_by_text(zh("room.state.waiting"))).to_have_count(0)
    expect(page.get_by_text(LOST)).to_have_count(0)
    expect(page.locator(".room-waiting, .room-sent")).to_have_count(0)
    expect(page.locator(".room-text")).to_have_text(written)
    page.reload()
    expect(page.locator(".room-text")).to_have_text(written)


def test_every_page_says_what_it_knows_and_since_when(cases: tuple[Page, list[Sent]]) -> None:
    page, _ = cases
    rail(page, "today").click()
    expect(page.get_by_role("link", name=re.compile(PATIENTS[0])).last).to_be_visible()
    page.wait_for_function(BROUGHT)
    page.context.set_offline(True)

    expect(page.get_by_text(LOST)).to_be_visible()
    expect(page.get_by_role("link", name=re.compile(PATIENTS[0])).last).to_be_visible()
    # A patient who was open is still readable, tracing and all.
    page.keyboard.press("Alt+1")
    expect(page.get_by_role("heading", level=1, name=PATIENTS[0])).to_be_visible()
    expect(page.locator(".ecg-quality")).to_contain_text("100")
    expect(page.get_by_text(LOST)).to_be_visible()
    # An emergency can be begun; what is typed stays on this device.
    page.keyboard.press("Alt+n")
    page.get_by_label(zh("new.name"), exact=True).fill("断线患者")
    chip = re.compile(re.escape(zh("common.save.local").rpartition("}")[2]))
    expect(page.get_by_text(chip)).to_be_visible()
    expect(page.get_by_text(LOST)).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text(LOST)).to_have_count(0)
    expect(page.get_by_label(zh("new.name"), exact=True)).to_have_value("断线患者")


def test_each_open_patient_keeps_draft_viewer_and_place(cases: tuple[Page, list[Sent]]) -> None:
    page, _ = cases
    composer = page.locator("#composer")
    gain = page.get_by_label(re.compile(re.escape(zh("ecg.gain"))))

    page.keyboard.press("Alt+1")
    expect(page.get_by_role("heading", level=1, name=PATIENTS[0])).to_be_visible()
    composer.fill("给甲的话")
    gain.select_option("20")
    page.keyboard.press("Alt+2")
    expect(page.get_by_role("heading", level=1, name=PATIENTS[1])).to_be_visible()
    expect(composer).to_have_value("")
    expect(gain).to_have_value("10")
    composer.fill("给乙的话")
    page.get_by_role("tab", name=zh("case.segment.request")).click()
    page.locator(".desk-scroll").evaluate("box => { box.scrollTop = 120 }")
    place = page.locator(".desk-scroll").evaluate("box => box.scrollTop")
    assert place > 0

    page.keyboard.press("Alt+1")
    expect(page.get_by_role("heading", level=1, name=PATIENTS[0])).to_be_visible()
    expect(composer).to_have_value("给甲的话")
    expect(composer).to_have_attribute("placeholder", re.compile(PATIENTS[0]))
    expect(gain).to_have_value("20")
    page.keyboard.press("Alt+2")
    expect(page.get_by_role("tab", name=zh("case.segment.request"))).to_have_attribute(
        "aria-selected", "true"
    )
    expect(page.locator(".desk-scroll")).to_have_js_property("scrollTop", place)
    page.get_by_role("tab", name=zh("case.segment.room")).click()
    expect(composer).to_have_value("给乙的话")
