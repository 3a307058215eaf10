"""The main job in two browsers at once: from a county's emergency to an adopted, signed opinion.

On PostgreSQL with S3; `test_floor` tells it on the embedded parts.
"""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.cases import send_case
from tests.e2e.desk import PASSWORD, Desk, log_in, sit_down
from tests.e2e.installation import Installation
from tests.e2e.words import Words
from tests.factories.ecg import dicom_12_lead
from tests.fixtures.soak import SOAK

zh = Words("zh-CN")
PATIENT = "张伟示例"
QUESTION = "是否STEMI，能否溶栓？"
ANSWER = "是下壁STEMI，无禁忌可溶栓。"


def send_emergency(page: Page, folder: Path) -> str:
    """Six fields, an ECG file, one press; returns the address of the case."""
    expect(page.get_by_role("link", name=zh("shell.new_emergency"))).to_be_visible()
    page.keyboard.press("Alt+n")
    page.wait_for_url("**/cases/new**")
    page.get_by_label(zh("new.name"), exact=True).fill(PATIENT)
    page.get_by_role("radio", name=zh("new.sex.male"), exact=True).check()
    page.get_by_label(zh("new.age"), exact=True).fill("58")
    page.get_by_role("radio", name=zh("new.template.chest_pain"), exact=True).check()
    page.get_by_label(zh("new.text.chief_complaint"), exact=True).fill("胸痛两小时")
    page.get_by_label(zh("new.question", n=1), exact=True).fill(QUESTION)
    destination = page.get_by_label(zh("new.destination"), exact=True)
    destination.select_option(label="心内科 · 聊城市人民医院")
    recording = folder / "心电图.dcm"
    recording.write_bytes(dicom_12_lead())
    page.locator("input[type=file]").first.set_input_files(recording)
    page.get_by_role("button", name=zh("new.send.emergency")).click()
    page.wait_for_url(re.compile(r"/cases/[0-9a-f-]{36}"))
    return page.url


def say(page: Page, text: str) -> None:
    composer = page.get_by_role("textbox", name=re.compile(re.escape(PATIENT)))
    composer.fill(text)
    composer.press("Enter")


def test_from_emergency_to_adopted_opinion(
    chromium: Browser, desks: list[Desk], prefecture: Installation, tmp_path: Path
) -> None:
    expert = log_in(chromium, desks, prefecture, "cardiologist", locale="zh-CN")
    county = log_in(chromium, desks, prefecture, "county.doctor", locale="zh-CN")

    # The specialist, who touched nothing, hears it and sees it.
    address = send_emergency(county, tmp_path)
    expect(expert.get_by_role("region", name=zh("today.ringing"))).to_be_visible()
    expect(expert.get_by_text(QUESTION).first).to_be_visible()
    expert.get_by_role("button", name=zh("today.call.take")).first.click()
    expert.wait_for_url("**/cases/**")

    # The tracing is on the stage of both.
    for page in (county, expert):
        expect(
            page.get_by_role("region", name=zh("ecg.title")).locator("canvas").first
        ).to_be_visible()

    # The recorder named somebody else: the bedside says whose it is, and the band goes.
    county.get_by_role("button", name=zh("case.identity.confirm")).click()
    for page in (county, expert):
        expect(page.get_by_text(zh("case.identity.other"))).to_have_count(0)

    # They talk; nothing is reloaded.
    say(expert, "血压多少？")
    expect(county.get_by_text("血压多少？")).to_be_visible()
    say(county, "96/60，已给阿司匹林 300 mg。")
    expect(expert.get_by_text("96/60，已给阿司匹林 300 mg。")).to_be_visible()

    # A wrong password, and perhaps one signature on a version that just moved.
    desks[0].expected = (*desks[0].expected, "403 (Forbidden)", "412 (Precondition Failed)")
    sign(expert)
    expect(county.get_by_text(zh("case.state.signed")).first).to_be_visible()

    # The county reads the answer and says what it did.
    county.get_by_role("tab", name=zh("case.segment.opinion")).click()
    expect(county.get_by_text(ANSWER).first).to_be_visible()
    county.get_by_role("radio", name=zh("opinion.adoption.adopted"), exact=True).check()
    county.get_by_role("button", name=zh("opinion.respond_do"), exact=True).click()
    done = zh("room.system.request.respond", by="县医生甲", value=zh("opinion.adoption.adopted"))
    expect(county.get_by_text(done).first).to_be_visible()
    expert.goto("/today")
    expect(expert.get_by_text(zh("today.where.adopted")).first).to_be_visible()
    assert county.url.startswith(address.partition("?")[0])


def press_until_gone(sheet: Locator, button: str) -> None:
    """As a person would: told that the request moved meanwhile, look and press again."""
    for _ in range(3):
        sheet.get_by_role("button", name=button).click()
        try:
            expect(sheet).to_be_hidden(timeout=5_000)
        except AssertionError:
            continue
        return
    expect(sheet).to_be_hidden()


def sign(page: Page) -> None:
    """Not signable before each question has its answer; then paper, check, password."""
    page.get_by_role("tab", name=zh("case.segment.opinion")).click()
    expect(page.get_by_text(zh("opinion.left", numbers="1")).first).to_be_visible()
    page.get_by_label(re.compile(re.escape(zh("opinion.answer")))).first.fill(ANSWER)
    page.get_by_label(zh("opinion.section.treatment")).fill("溶栓前排除夹层，监测血压。")
    page.get_by_role("button", name=zh("opinion.review_and_sign")).click()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_text(ANSWER).first).to_be_visible()
    sheet.locator("input[type=password]").fill("not the password")
    sheet.get_by_role("button", name=zh("opinion.sign")).click()
    expect(sheet).to_be_visible()
    sheet.locator("input[type=password]").fill(PASSWORD)
    press_until_gone(sheet, zh("opinion.sign"))
    expect(page.get_by_text(zh("case.state.signed")).first).to_be_visible()


def test_a_stranger_finds_nothing_at_its_address(
    chromium: Browser, desks: list[Desk], shared: Installation
) -> None:
    county = sit_down(chromium, desks, shared, "county.doctor", locale="zh-CN")
    sent = send_case(county, PATIENT, urgency="routine")
    # Others are refused alike: tests/integration/api/who_may_what.
    more = ("cardiologist2", "supervisor") if SOAK else ()
    for stranger in ("county2.doctor", "admin", *more):
        other = sit_down(chromium, desks, shared, stranger, locale="zh-CN")
        desks[-1].expected = (*desks[-1].expected, "404 (Not Found)")
        other.goto(sent.path)
        expect(other.get_by_text(zh("common.page.not_found")).first).to_be_visible()
        expect(other.get_by_text(PATIENT)).to_have_count(0)
