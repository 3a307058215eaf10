"""One shows, the other looks along: recording, scale, slice, window, and where the hand is."""

from __future__ import annotations

import os
import re
from datetime import datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.cases import Api, Sent, send_case
from tests.e2e.desk import Desk, sit_down
from tests.e2e.installation import Installation
from tests.e2e.words import Words
from tests.factories import images
from tests.factories.images import Picture

zh = Words("zh-CN")
SLICES = 4
STUDY = "2.25.7702"
SEEN = '.imaging-light[data-showing="original"]'


def look(page: Page, name: str) -> None:
    """HUIZHEN_SCREENS names a folder for a picture of each step."""
    if folder := os.environ.get("HUIZHEN_SCREENS"):
        page.screenshot(path=Path(folder) / f"{name}.png")


def with_images(county: Page, sent: Sent, study: str = STUDY) -> None:
    for index in range(1, SLICES + 1):
        picture = Picture(
            study=study,
            instance=index,
            rows=96,
            columns=96,
            attributes={
                "PixelSpacing": ["0.7", "0.7"],
                "ImageOrientationPatient": ["1", "0", "0", "0", "1", "0"],
                "ImagePositionPatient": ["-33", "-33", str(5 * index)],
                "FrameOfReferenceUID": "2.25.7703",
            },
        )
        Api(county).upload(sent.id, f"IM{index}", images.native(picture))


def shown(page: Page, room: str) -> list[dict[str, Any]]:
    """What was kept of it."""
    kept: list[dict[str, Any]] = Api(page).get(f"/rooms/{room}/views")["items"]
    return kept


def line(page: Page) -> Locator:
    return page.locator(".share-line")


def foot(page: Page) -> Locator:
    return page.get_by_role("region", name=zh("ecg.title")).locator(".ecg-foot")


def read(page: Page) -> Locator:
    """What the caliper says."""
    return page.locator(".ecg-reading output")


def corner(page: Page, which: str) -> Locator:
    return page.locator(f".imaging-corner-{which}")


def test_a_view_is_shown_followed_and_left(
    chromium: Browser, desks: list[Desk], shared: Installation
) -> None:
    county = sit_down(chromium, desks, shared, "county.doctor", locale="zh-CN")
    expert = sit_down(chromium, desks, shared, "cardiologist", locale="zh-CN", size=(1366, 625))
    sent = send_case(county, "共视例", urgency="routine")
    with_images(county, sent)
    Api(expert).post(f"/requests/{sent.request_id}/take", {})
    county.goto(sent.path)
    expert.goto(sent.path)
    expect(foot(county)).to_contain_text("10 mm/mV")
    expect(foot(expert)).to_contain_text("10 mm/mV")

    # The expert shows the tracing, twice the height, before anybody follows.
    expert.get_by_role("button", name=zh("room.view.present"), exact=True).click()
    expect(line(expert)).to_contain_text(zh("room.view.mine"))
    expert.keyboard.press("+")
    expect(foot(expert)).to_contain_text("20 mm/mV")
    expect(line(county)).to_be_visible()
    expect(foot(county)).to_contain_text("10 mm/mV")
    # Whoever comes along later sees what is shown at that moment.
    county.get_by_role("button", name=zh("room.view.follow"), exact=True).click()
    expect(foot(county)).to_contain_text("20 mm/mV")
    expect(county.locator(".stage-led")).to_be_visible()
    # The caliper lies where the expert laid it, reads the same, and goes with theirs.
    expert.keyboard.press("l")
    expect(read(expert)).to_contain_text("ms")
    expect(read(county)).to_have_text(read(expert).inner_text())
    look(county, "follow-caliper")
    expert.keyboard.press("l")
    expect(read(county)).to_have_count(0)
    paper = expert.locator(".ecg-paper").bounding_box()
    assert paper is not None
    expert.mouse.move(paper["x"] + 300, paper["y"] + 100)
    expert.mouse.move(paper["x"] + 320, paper["y"] + 110)
    hand = county.locator(".pointer")
    expect(hand).to_be_visible()
    look(county, "follow-ecg")
    look(expert, "present-ecg")
    expect(hand).to_have_count(0)

    # To another recording: slice, window and distance come along.
    expert.locator(".film-frame").filter(has_text=re.compile("CT")).click()
    expect(expert.locator(SEEN)).to_be_visible()
    expert.locator(SEEN).hover()
    expert.keyboard.press("2")
    for _ in range(2):
        expert.mouse.wheel(0, 120)
    for _ in range(3):
        expert.keyboard.press("+")
    expect(corner(expert, "where")).to_contain_text(zh("imaging.slice", n=3, of=SLICES))
    expect(county.locator(SEEN)).to_be_visible()
    expect(corner(county, "where")).to_contain_text(zh("imaging.slice", n=3, of=SLICES))
    expect(corner(county, "how")).to_contain_text("-600")
    # What is measured is seen with its length, as long as it is there.
    light = expert.locator(SEEN).bounding_box()
    assert light is not None
    expert.keyboard.press("l")
    expert.mouse.move(light["x"] + 200, light["y"] + 150)
    expert.mouse.down()
    expert.mouse.move(light["x"] + 300, light["y"] + 200, steps=4)
    expert.mouse.up()
    length = expert.locator(f"{SEEN} svg text").filter(has_text="mm")
    expect(length).to_be_visible()
    measured = county.locator(f"{SEEN} svg text").filter(has_text="mm")
    expect(measured).to_have_text(length.text_content() or "")
    look(county, "follow-ct")
    look(expert, "present-ct")
    expert.keyboard.press("Delete")
    expect(measured).to_have_count(0)
    expert.keyboard.press("Escape")

    # The own hand leaves at once and stays where it is; the one who shows goes on alone.
    county.locator(SEEN).hover()
    county.mouse.wheel(0, -120)
    expect(corner(county, "where")).to_contain_text(zh("imaging.slice", n=2, of=SLICES))
    expect(county.locator(".stage-led")).to_have_count(0)
    expert.mouse.wheel(0, 120)
    expect(corner(expert, "where")).to_contain_text(zh("imaging.slice", n=4, of=SLICES))
    expect(corner(county, "where")).to_contain_text(zh("imaging.slice", n=2, of=SLICES))

    # By key again; and when it ends, that is said, with the last picture left in place.
    county.keyboard.press("v")
    expect(corner(county, "where")).to_contain_text(zh("imaging.slice", n=4, of=SLICES))
    expert.keyboard.press("v")
    expect(line(expert)).to_have_count(0)
    expect(line(county)).to_contain_text(zh("room.view.ended", name="").strip())
    look(county, "ended")
    line(county).get_by_role("button", name=zh("common.close"), exact=True).click()
    expect(line(county)).to_have_count(0)

    # The replay shows it again, and gives the own picture back.
    room = Api(county).get(f"/cases/{sent.id}")["room"]["id"]
    last = Picture(study=STUDY, instance=SLICES).sop_uid
    while shown(county, room)[-1]["v"].get("instance") != last:
        pass  # kept within a second
    county.locator(".film-frame").first.click()
    expect(foot(county)).to_be_visible()
    county.get_by_role("button", name=zh("room.replay"), exact=True).click()
    moment = county.get_by_role("slider", name=zh("room.replay_at"))
    moment.press("End")
    expect(corner(county, "where")).to_contain_text(zh("imaging.slice", n=SLICES, of=SLICES))
    look(county, "replay-view")
    [pointed, *_] = [each for each in shown(county, room) if each["pointers"]]
    then = datetime.fromisoformat(pointed["at"]).timestamp() + 1
    moment.fill(str(round(then * 1000)))
    expect(hand).to_be_visible()
    look(county, "replay-pointer")
    moment.press("Home")
    expect(foot(county)).to_be_visible()
    county.get_by_role("button", name=zh("room.replay_close"), exact=True).click()

    # Who leaves the page shows nothing any more.
    expert.keyboard.press("v")
    expect(line(county)).to_be_visible()
    expert.get_by_role("link", name=zh("shell.place.today"), exact=True).click()
    expect(line(county)).to_have_count(0)
