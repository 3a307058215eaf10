"""A discussion: replies, changes, requests, urgent words, places on the tracing."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.cases import Api, send_case
from tests.e2e.desk import Desk, sit_down
from tests.e2e.installation import Installation
from tests.e2e.room.test_shared_view import with_images
from tests.e2e.words import Words

zh, vi = Words("zh-CN"), Words("vi")
Look = Callable[[Page, str], None]


@pytest.fixture
def look() -> Look:
    """HUIZHEN_SCREENS names a folder for a picture of each step."""
    folder = os.environ.get("HUIZHEN_SCREENS")

    def keep(page: Page, name: str) -> None:
        if folder:
            page.screenshot(path=Path(folder) / f"{name}.png")

    return keep


def picture() -> bytes:
    """A small photograph."""
    file = io.BytesIO()
    Image.new("RGB", (32, 32), "white").save(file, "PNG")
    return file.getvalue()


def write(page: Page, text: str) -> None:
    page.locator("#composer").fill(text)
    page.locator("#composer").press("Enter")
    expect(said(page, text)).to_be_visible()


def said(page: Page, text: str) -> Locator:
    return page.locator(".said").filter(has_text=text).last


def deed(page: Page, text: str, words: str) -> None:
    line = said(page, text)
    line.hover()
    line.locator(".said-deeds").click()
    line.get_by_role("button", name=words, exact=True).click()


def test_two_hospitals_discuss(
    chromium: Browser, desks: list[Desk], shared: Installation, look: Look
) -> None:
    county = sit_down(chromium, desks, shared, "county.doctor", locale="zh-CN")
    expert = sit_down(chromium, desks, shared, "cardiologist", locale="vi", size=(1366, 625))
    sent = send_case(county, "讨论例")
    Api(expert).post(f"/requests/{sent.request_id}/take", {})
    county.goto(sent.path)
    expert.goto(sent.path)
    expert.get_by_role("button", name=zh("shell.language")).click()
    with expert.expect_response("**/session/locale"):
        expert.get_by_role("button", name="Tiếng Việt").click()
    # This desk keeps its choice; at others the same person goes on in their own language.
    Api(expert).put("/session/locale", {"locale": "zh-CN"})

    write(county, "胸痛两小时，含服硝酸甘油 5 mg")
    # A slip is changed; both wordings stay.
    deed(county, "5 mg", zh("room.edit"))
    box = county.get_by_label(zh("room.edit"))
    box.fill("胸痛两小时，含服硝酸甘油 0.5 mg")
    box.press("Enter")
    expect(said(expert, "0.5 mg")).to_contain_text(vi("room.edited_other", n=1)[:3])
    said(expert, "0.5 mg").locator(".said-edited").click()
    expect(said(expert, "0.5 mg").locator(".said-versions")).to_contain_text("甘油 5 mg")

    # A reply carries what it answers.
    deed(expert, "0.5 mg", vi("room.reply"))
    write(expert, "Huyết áp bây giờ?")
    expect(said(county, "Huyết áp").locator(".said-quote")).to_contain_text("0.5 mg")

    # Something asked for by a time is done, and says so to whoever asked.
    expert.get_by_role("button", name=vi("room.way.card"), exact=True).click()
    look(expert, "card-written")
    write(expert, "V7–V9, xin ghi lại")
    card = said(county, "V7–V9")
    look(county, "card-open")
    card.get_by_role("button", name=zh("room.card.finish"), exact=True).click()
    expect(said(expert, "V7–V9")).to_contain_text(vi("room.card.done"))

    # An urgent word waits for its acknowledgement.
    county.get_by_role("button", name=zh("room.way.urgent"), exact=True).click()
    write(county, "血压 60/40")
    expect(said(county, "60/40")).to_contain_text(zh("room.not_acknowledged"))
    look(expert, "urgent")
    said(expert, "60/40").get_by_role("button", name=vi("room.acknowledge")).click()
    expect(said(county, "60/40").locator(".said-ack")).to_be_visible()
    deed(county, "60/40", zh("room.marks"))
    reached = said(county, "60/40").locator(".said-marks li").filter(has_text="心内专家甲")
    at = r"\d\d:\d\d"
    marks = [zh(f"room.mark.{mark}", time=at) for mark in ("got", "read", "acknowledged")]
    expect(reached).to_have_text(re.compile(" · ".join(marks)))
    look(county, "marks")

    # One calls a person by name.
    name = county.locator(".room-who strong").filter(has_not_text=zh("room.me")).first.inner_text()
    county.locator("#composer").press_sequentially(f"@{name[:2]}")
    expect(county.get_by_role("option", name=f"@{name}")).to_be_visible()
    look(county, "mention")
    county.keyboard.press("Enter")
    county.locator("#composer").press_sequentially("请看")
    county.locator("#composer").press("Enter")
    expect(said(expert, f"@{name}")).to_contain_text("请看")

    # What should not have been said is withdrawn in everybody's sight.
    write(county, "发错病人")
    deed(county, "发错病人", zh("room.withdraw"))
    expect(expert.locator(".said-withdrawn")).to_be_visible()
    expect(expert.get_by_text("发错病人")).to_have_count(0)

    # A hand is raised and given the floor.
    county.get_by_role("button", name=zh("room.hand_up"), exact=True).click()
    expert.locator(".room-floor button").click()
    expect(county.locator(".room-floor strong")).to_be_visible()
    look(county, "all-1440")
    look(expert, "all-1366")

    # And all of it is found again.
    county.get_by_role("button", name=zh("room.search"), exact=True).click()
    county.get_by_role("searchbox", name=zh("room.search")).fill("huyet ap")
    hit = county.locator(".room-search li button")
    expect(hit).to_have_count(1)
    hit.click()
    expect(said(county, "Huyết áp")).to_be_focused()
    look(county, "search")
    county.keyboard.press("Escape")
    replayed(county)
    look(county, "replay")


def replayed(page: Page) -> None:
    """As it went: not yet changed at first, and everything said at the end."""
    page.get_by_role("button", name=zh("room.replay"), exact=True).click()
    moment = page.get_by_role("slider", name=zh("room.replay_at"))
    lines = page.locator(".replay .said")
    while lines.count() == 0:
        page.get_by_role("button", name=zh("room.replay_next"), exact=True).click()
    expect(lines).to_have_text([re.compile("甘油 5 mg")])
    moment.press("End")
    expect(lines.filter(has_text="0.5 mg").first).to_be_visible()
    expect(page.locator(".replay .said-withdrawn")).to_be_visible()


def test_a_message_points_at_a_place_on_the_tracing(
    chromium: Browser, desks: list[Desk], shared: Installation, look: Look
) -> None:
    county = sit_down(chromium, desks, shared, "county.doctor", locale="zh-CN")
    sent = send_case(county, "定位例", urgency="routine")
    material = Api(county).get(f"/cases/{sent.id}")["materials"][0]["id"]
    county.goto(f"{sent.path}?at=ecg/{material}/V3/3.42")
    expect(
        county.get_by_role("region", name=zh("ecg.title")).locator("canvas").first
    ).to_be_visible()
    expect(county.locator(".ecg-anchor")).to_be_visible()

    county.keyboard.press("l")
    paper = county.get_by_role("region", name=zh("ecg.title")).locator("canvas").first
    where = paper.bounding_box()
    assert where is not None
    county.mouse.move(where["x"] + 200, where["y"] + 100)
    county.mouse.down()
    county.mouse.move(where["x"] + 260, where["y"] + 100)
    county.mouse.up()
    county.get_by_role("button", name=zh("ecg.quote")).click()
    chip = county.locator(".composer-about .said-anchor")
    expect(chip).to_contain_text(re.compile(r"\d"))
    look(county, "anchor-composed")
    county.locator("#composer").fill("这里是伪差吗？")
    county.locator("#composer").press("Enter")
    pointed = said(county, "伪差").locator(".said-anchor button")
    expect(pointed).to_be_visible()
    pointed.click()
    expect(county.locator(".ecg-anchor")).to_be_visible()
    look(county, "anchor")
    # Twice as fast there is another page; pressed once more, it leads back from there.
    county.keyboard.press(".")
    county.get_by_role("button", name=zh("ecg.later")).click()
    expect(county.locator(".ecg-anchor")).to_have_count(0)
    pointed.click()
    expect(county.locator(".ecg-anchor")).to_be_visible()


def test_a_message_points_at_a_slice_in_its_window(
    chromium: Browser, desks: list[Desk], shared: Installation, look: Look
) -> None:
    county = sit_down(chromium, desks, shared, "county.doctor", locale="zh-CN")
    expert = sit_down(chromium, desks, shared, "cardiologist", locale="zh-CN", size=(1366, 625))
    sent = send_case(county, "窗位例", urgency="routine")
    with_images(county, sent, study="2.25.7704")
    Api(expert).post(f"/requests/{sent.request_id}/take", {})
    county.goto(sent.path)
    expert.goto(sent.path)
    light, ct = ".imaging-light[data-showing='original']", re.compile("CT")
    where, how = ".imaging-corner-where", ".imaging-corner-how"
    expert.locator(".film-frame").filter(has_text=ct).click()
    expect(expert.locator(light)).to_be_visible()
    expert.locator(light).hover()
    expert.keyboard.press("2")
    expert.mouse.wheel(0, 120)
    expect(expert.locator(how)).to_contain_text("-600")
    expert.get_by_role("button", name=zh("imaging.quote")).click()
    expect(expert.locator(".composer-about .said-anchor")).to_be_visible()
    write(expert, "右下叶这里请看")
    # From the tracing, and once more after having turned away: slice and window as they were.
    for _ in range(2):
        said(county, "右下叶").locator(".said-anchor button").click()
        expect(county.locator(where)).to_contain_text(zh("imaging.slice", n=2, of=4))
        expect(county.locator(how)).to_contain_text("-600")
        county.locator(light).hover()
        county.keyboard.press("1")
        county.mouse.wheel(0, 120)
        expect(county.locator(how)).not_to_contain_text("-600")
    look(county, "slice")

    # Found from the room of another patient, and among the cases; it leads to this one.
    other = send_case(county, "另一例", urgency="routine")
    county.goto(other.path)
    county.get_by_role("button", name=zh("room.search"), exact=True).click()
    county.get_by_role("searchbox", name=zh("room.search")).fill("右下叶")
    expect(county.get_by_text(zh("room.found_other", n=0))).to_be_visible()
    county.get_by_text(zh("room.search_all")).click()
    look(county, "search-all")
    county.locator(".room-found a").filter(has_text="窗位例").click()
    expect(said(county, "右下叶")).to_be_focused()
    county.goto("/cases?q=右下叶")
    look(county, "search-cases")
    county.locator(".cases-said a").filter(has_text="窗位例").click()
    expect(said(county, "右下叶")).to_be_focused()


def test_files_and_lines_of_the_form(
    chromium: Browser, desks: list[Desk], shared: Installation, look: Look
) -> None:
    county = sit_down(chromium, desks, shared, "county.doctor", locale="zh-CN")
    expert = sit_down(chromium, desks, shared, "cardiologist", locale="zh-CN")
    sent = send_case(county, "语音例")
    Api(expert).post(f"/requests/{sent.request_id}/take", {})
    county.goto(sent.path)
    expert.goto(sent.path)

    # The expert, who is in the room, shows a paper.
    expert.locator(".composer-ways input[type=file]").set_input_files(
        {"name": "guide.png", "mimeType": "image/png", "buffer": picture()}
    )
    expect(said(county, "guide.png")).to_be_visible()
    # A question about a line of the form leads back to it.
    expert.get_by_role("tab", name=zh("case.segment.request")).click()
    label = zh("case.field.chief_complaint")
    expert.get_by_role("button", name=zh("case.ask_about", label=label)).click()
    write(expert, "多久了？")
    said(county, "多久了").locator(".said-anchor button").click()
    expect(county.locator("#field-chief_complaint")).to_be_focused()
    look(county, "field")
