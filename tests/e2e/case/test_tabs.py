"""Three patients at once: each is found as it was left, and closing one loses nothing begun."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.cases import Api, Sent, send_case
from tests.e2e.desk import Desk, sit_down
from tests.e2e.installation import Installation
from tests.e2e.words import Words
from tests.factories import images
from tests.factories.images import Picture

zh = Words("zh-CN")
SLICES = 6
FIRST, SECOND, THIRD = "甲示例", "乙示例", "丙示例"
ANSWER = "下壁导联抬高，建议即刻溶栓。"
MESSAGE = "请问最近一次肌钙蛋白？"


def with_images(county: Page, sent: Sent) -> None:
    api = Api(county)
    for index in range(1, SLICES + 1):
        picture = Picture(study="2.25.7701", instance=index, rows=96, columns=96)
        api.upload(sent.id, f"IM{index}", images.native(picture))


def switch(page: Page, number: int, name: str) -> None:
    """The tab by its key; its patient is the one on the page."""
    page.keyboard.press(f"Alt+{number}")
    expect(page.locator(".patient-tab-current")).to_contain_text(name)
    expect(page.locator("header.banner")).to_contain_text(name)


CANVAS = ".imaging-canvas canvas"
# What is on the glass once everything asked for has been drawn.
DRAWN = """canvas => new Promise(done => {
  let left = 10;
  const next = () => left-- ? requestAnimationFrame(next) : done(canvas.toDataURL());
  next();
})"""
SAME = "([where, picture]) => document.querySelector(where)?.toDataURL() === picture"


def leave_ecg(page: Page) -> Locator:
    """Six rows of two, twice the gain; half an answer written."""
    region = page.get_by_role("region", name=zh("ecg.title"))
    expect(region.locator("canvas").first).to_be_visible()
    page.keyboard.press("2")
    page.keyboard.press("+")
    foot = region.locator(".ecg-foot")
    expect(foot).to_contain_text("20 mm/mV")
    page.keyboard.press("o")
    page.locator("#answer-1").fill(ANSWER)
    return foot


def leave_images(page: Page) -> str:
    """The fourth slice in the lung window, drawn nearer and to the side."""
    frame = page.locator(".film-frame").filter(has_text=re.compile("CT"))
    frame.click()
    frame.blur()  # keys that scroll do so where the focus is
    light = page.locator('.imaging-light[data-showing="original"]')
    expect(light).to_be_visible()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    where = page.locator(".imaging-corner-where")
    expect(where).to_contain_text(zh("imaging.slice", n=4, of=SLICES))
    page.keyboard.press("2")
    page.keyboard.press("+")
    page.keyboard.press("+")
    page.keyboard.press("i")
    expect(light).to_be_visible()
    picture: str = page.locator(CANVAS).first.evaluate(DRAWN)
    return picture


def test_three_patients_are_each_found_as_they_were_left(
    chromium: Browser, desks: list[Desk], shared: Installation
) -> None:
    county = sit_down(chromium, desks, shared, "county.doctor", locale="zh-CN")
    cases = [send_case(county, name, urgency="routine") for name in (FIRST, SECOND, THIRD)]
    with_images(county, cases[1])
    expert = sit_down(chromium, desks, shared, "cardiologist", locale="zh-CN")
    Api(expert).post(f"/requests/{cases[0].request_id}/take", {})
    Api(expert).post(f"/requests/{cases[2].request_id}/take", {})
    for sent in cases:
        expert.goto(sent.path)
        expect(expert.locator(".patient-tab-current")).to_be_visible()

    switch(expert, 1, FIRST)
    foot = leave_ecg(expert)
    switch(expert, 2, SECOND)
    before = leave_images(expert)
    switch(expert, 3, THIRD)
    box = expert.locator("#composer")
    box.fill(MESSAGE)

    # Back to each, by its key: the keys work inside a text field too.
    switch(expert, 1, FIRST)
    expect(foot).to_contain_text("20 mm/mV")
    expect(expert.locator("#answer-1")).to_have_value(ANSWER)
    expect(expert.locator('.ecg-set [aria-pressed="true"]').first).to_have_text("6×2")
    switch(expert, 2, SECOND)
    expect(expert.locator('.imaging-light[data-showing="original"]')).to_be_visible()
    expect(expert.locator(".imaging-corner-where")).to_contain_text(
        zh("imaging.slice", n=4, of=SLICES)
    )
    expert.wait_for_function(SAME, arg=[CANVAS, before])
    switch(expert, 3, THIRD)
    expect(box).to_have_value(MESSAGE)

    # A closed tab keeps what was begun in it: on this page, and after a reload.
    for number, name in ((3, THIRD), (1, FIRST)):
        switch(expert, number, name)
        expert.get_by_role("button", name=zh("shell.tabs.close", name=name)).click()
        expect(expert.locator(".patient-tab").filter(has_text=name)).to_have_count(0)
    expert.reload()
    expert.goto(cases[2].path)
    expect(box).to_have_value(MESSAGE)
    expert.goto(cases[0].path)
    expert.get_by_role("tab", name=zh("case.segment.opinion")).click()
    expect(expert.locator("#answer-1")).to_have_value(ANSWER)
