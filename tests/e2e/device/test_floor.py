"""The browser floor: the whole story in Chromium 109, and what a browser below it is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.case.test_story import ANSWER, PATIENT, say, send_emergency, sign
from tests.e2e.desk import Desk, log_in
from tests.e2e.installation import Installation
from tests.e2e.words import Words
from tests.factories.images import Picture, jpeg_ls

zh = Words("zh-CN")
WARD_PC = (1366, 625)
SLICES = 3
# More than a paper's two or an empty box's one: something is drawn on it.
COLOURS = """canvas => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return new Set(new Uint32Array(data.buffer)).size > 3;
}"""
BELOW = {
    "zh-CN": ("此浏览器太旧", "Chrome 或 Edge 109"),
    "en": ("This browser is too old", "Chrome or Edge 109"),
    "vi": ("Trình duyệt này quá cũ", "Chrome hoặc Edge 109"),
}


def expect_drawn(page: Page, canvas: Locator) -> None:
    expect(canvas).to_be_visible()
    page.wait_for_function(COLOURS, arg=canvas.element_handle())


def add_images(county: Page, folder: Path) -> None:
    """A CT of three slices, coded so that the browser has to decode them with WebAssembly."""
    paths = []
    for number in range(1, SLICES + 1):
        path = folder / f"{number}.dcm"
        picture = Picture(instance=number, rows=64, columns=64, name=PATIENT)
        path.write_bytes(jpeg_ls(picture))
        paths.append(path)
    county.get_by_role("button", name=zh("case.material.add")).click()
    county.get_by_role("dialog").locator("input[type=file]").first.set_input_files(paths)
    expect(county.get_by_role("button", name=re.compile("CT"))).to_be_visible()
    county.keyboard.press("Escape")


def look_at_images(expert: Page) -> None:
    """All slices have come, and the light box holds more than a black field."""
    expert.get_by_role("button", name=re.compile("CT")).click()
    stage = expert.get_by_role("region", name=zh("imaging.title"))
    expect(stage.get_by_text(zh("imaging.slice", n=1, of=SLICES)).first).to_be_visible()
    expect(stage.get_by_text(zh("imaging.original"), exact=True)).to_be_visible()
    expect(stage.locator(".imaging-corner-whose")).to_contain_text(PATIENT)
    canvas = stage.locator("canvas").first
    expect_drawn(expert, canvas)
    canvas.hover()
    expert.mouse.wheel(0, 100)
    expect(stage.get_by_text(zh("imaging.slice", n=2, of=SLICES)).first).to_be_visible()


def test_the_whole_story_in_the_oldest_browser(
    chromium109: Browser, desks: list[Desk], embedded: Installation, tmp_path: Path
) -> None:
    assert chromium109.version.startswith("109.")
    expert = log_in(chromium109, desks, embedded, "cardiologist", locale="zh-CN", size=(1440, 900))
    county = log_in(chromium109, desks, embedded, "county.doctor", locale="zh-CN", size=WARD_PC)
    send_emergency(county, tmp_path)
    add_images(county, tmp_path)
    expert.get_by_role("button", name=zh("today.call.take")).first.click()
    expert.wait_for_url("**/cases/**")

    tracing = expert.get_by_role("region", name=zh("ecg.title")).locator("canvas").first
    expect_drawn(expert, tracing)
    look_at_images(expert)

    say(expert, "血压多少？")
    expect(county.get_by_text("血压多少？")).to_be_visible()
    say(county, "96/60，已给阿司匹林 300 mg。")
    expect(expert.get_by_text("96/60，已给阿司匹林 300 mg。")).to_be_visible()

    desks[0].expected = (*desks[0].expected, "403 (Forbidden)", "412 (Precondition Failed)")
    sign(expert)
    county.get_by_role("tab", name=zh("case.segment.opinion")).click()
    expect(county.get_by_text(ANSWER).first).to_be_visible()
    county.get_by_role("radio", name=zh("opinion.adoption.adopted"), exact=True).check()
    county.get_by_role("button", name=zh("opinion.respond_do"), exact=True).click()
    done = zh("room.system.request.respond", by="县医生甲", value=zh("opinion.adoption.adopted"))
    county.get_by_role("tab", name=zh("case.segment.room")).click()
    expect(county.get_by_text(done).locator("visible=true").first).to_be_visible()


@pytest.mark.parametrize("lacks", ["script", "modules", "structuredClone"])
def test_below_the_floor_there_is_a_page_in_words(
    chromium: Browser, shared: Installation, lacks: str
) -> None:
    context = chromium.new_context(java_script_enabled=lacks != "script")
    if lacks == "modules":
        context.add_init_script("delete HTMLScriptElement.prototype.noModule")
    elif lacks != "script":
        context.add_init_script(f"delete window.{lacks}")
    page = context.new_page()
    page.route("**/assets/**.js", lambda route: route.abort())
    page.goto(f"{shared.url}/cases/new")
    for language, words in BELOW.items():
        section = page.locator(f"#below-floor [lang='{language}']:visible")
        for each in words:
            expect(section.filter(has_text=each).first).to_be_visible()
    expect(page.locator("#app")).to_be_hidden()
    context.close()
