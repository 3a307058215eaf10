"""The whole story without a mouse: sent, taken, talked over, answered, signed, adopted."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.desk import PASSWORD, Desk, sit_down
from tests.e2e.installation import Installation
from tests.e2e.words import Words
from tests.factories.ecg import dicom_12_lead

zh = Words("zh-CN")
PATIENT = "Keyed Patient"
QUESTION = "Is it a STEMI? May we lyse?"
# Every key of it does something outside a text field.
TYPED = "123 of mol? Pressure, please."
ADDRESS = re.compile(r"/cases/[0-9a-f-]{36}")
TABS = 60


def tab_to(page: Page, target: Locator) -> None:
    """Tab, as often as it takes, until the keyboard is there or inside it."""
    expect(target).to_be_visible()
    for _ in range(TABS):
        if target.evaluate("each => each.contains(document.activeElement)"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{target} is not reached by {TABS} tabs")


def type_into(page: Page, target: Locator, text: str) -> None:
    tab_to(page, target)
    page.keyboard.type(text)


def press(page: Page, target: Locator) -> None:
    tab_to(page, target)
    page.keyboard.press("Enter")


def choose(page: Page, name: str) -> None:
    """Of some radios: Tab comes to their group, arrows go on to the one wanted."""
    wanted = page.get_by_role("radio", name=name, exact=True)
    tab_to(page, page.get_by_role("group").filter(has=wanted).last)
    page.keyboard.press("Space")
    for _ in range(8):
        if wanted.is_checked():
            return
        page.keyboard.press("ArrowRight")
    raise AssertionError(f"{name} is not reached by arrows")


def send_emergency(page: Page, recording: Path) -> None:
    page.on("filechooser", lambda chooser: chooser.set_files(recording))
    page.keyboard.press("Alt+n")
    page.wait_for_url("**/cases/new**")
    type_into(page, page.get_by_label(zh("new.name"), exact=True), PATIENT)
    choose(page, zh("new.sex.male"))
    type_into(page, page.get_by_label(zh("new.age"), exact=True), "58")
    type_into(page, page.get_by_label(zh("new.text.chief_complaint"), exact=True), "Chest pain")
    type_into(page, page.get_by_label(zh("new.question", n=1), exact=True), QUESTION)
    press(page, page.get_by_role("button", name=zh("upload.choose"), exact=True))
    expect(page.get_by_text(recording.name)).to_be_visible()
    press(page, page.get_by_role("button", name=zh("new.send.emergency")))
    page.wait_for_url(ADDRESS)


def take(page: Page) -> None:
    call = page.get_by_role("region", name=zh("today.ringing"))
    press(page, call.get_by_role("button", name=zh("today.call.take")))
    page.wait_for_url(ADDRESS)
    expect(page.get_by_role("region", name=zh("ecg.title"))).to_be_visible()


def say(page: Page, text: str) -> None:
    page.keyboard.press("m")
    expect(page.locator("#composer")).to_be_focused()
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")


def sign(page: Page) -> None:
    page.keyboard.press("o")
    expect(page.locator("#answer-1")).to_be_focused()
    page.keyboard.type("Yes: inferior STEMI, lyse.")
    press(page, page.get_by_role("button", name=zh("opinion.review_and_sign")))
    sheet = page.get_by_role("dialog")
    type_into(page, sheet.locator("input[type=password]"), PASSWORD)
    page.keyboard.press("Enter")
    expect(sheet).to_be_hidden()


def test_the_story_without_a_mouse(
    chromium: Browser, desks: list[Desk], embedded: Installation, tmp_path: Path
) -> None:
    recording = tmp_path / "ECG.dcm"
    recording.write_bytes(dicom_12_lead())
    expert = sit_down(chromium, desks, embedded, "cardiologist", locale="zh-CN", first="/")
    county = sit_down(chromium, desks, embedded, "county.doctor", locale="zh-CN", first="/")
    expect(county.get_by_role("link", name=zh("shell.new_emergency"))).to_be_visible()

    send_emergency(county, recording)
    press(county, county.get_by_role("button", name=zh("case.identity.confirm")))
    expect(county.get_by_text(zh("case.identity.other"))).to_have_count(0)

    take(expert)
    twelve = expert.get_by_role("button", name="12×1")
    expert.keyboard.press("3")
    expect(twelve).to_have_attribute("aria-pressed", "true")
    say(expert, TYPED)
    expect(county.get_by_text(TYPED)).to_be_visible()
    expect(twelve).to_have_attribute("aria-pressed", "true")
    sign(expert)

    expect(county.get_by_text(zh("common.question_state.answered")).first).to_be_visible()
    press(county, county.get_by_role("button", name=zh("case.action.respond")))
    choose(county, zh("opinion.adoption.adopted"))
    press(county, county.get_by_role("button", name=zh("opinion.respond_do"), exact=True))
    expect(county.get_by_text(zh("common.question_state.adopted")).first).to_be_visible()


def test_every_page_lists_its_keys(
    chromium: Browser, desks: list[Desk], shared: Installation
) -> None:
    admin = sit_down(chromium, desks, shared, "admin", locale="zh-CN")
    county = sit_down(chromium, desks, shared, "county.doctor", locale="zh-CN")
    for page, path in ((county, "/today"), (county, "/account"), (admin, "/admin/people")):
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.keyboard.press("?")
        expect(page.get_by_role("dialog", name=zh("shell.keys.title"))).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)

    county.keyboard.press("/")
    search = county.get_by_role("searchbox")
    expect(search).to_be_focused()
    county.keyboard.type("?/m")
    expect(search).to_have_value("?/m")
    expect(county.get_by_role("dialog")).to_have_count(0)
