"""A night call on a phone with one thumb: rung, taken, read, answered, signed."""

from __future__ import annotations

import re
import time

from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.cases import send_case
from tests.e2e.desk import PASSWORD, Desk, sit_down
from tests.e2e.installation import Installation
from tests.e2e.words import Words

zh = Words("zh-CN")
WIDTH, HEIGHT = 390, 844
# Of the glass, from the top: below it a thumb reaches.
THUMB = HEIGHT / 3
TRACE_PX = 330
TOUCH_PX = 44


def tap(target: Locator) -> None:
    """With the thumb: low enough on the glass and large enough to be met."""
    box = target.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] / 2 > THUMB, (target, box)
    assert box["height"] >= TOUCH_PX, (target, box)
    target.tap()


def swipe_up(page: Page, paper: Locator) -> None:
    """Over 120 px within a second, and still at its end: a fling would swallow the next tap."""
    box = paper.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.7
    finger = page.context.new_cdp_session(page)
    begun = time.time() - 1
    path = [("touchStart", 0.0), *(("touchMove", by) for by in (40.0, 80.0, 120.0, 120.0, 120.0))]
    for step, (kind, by) in enumerate(path):
        at = {"type": kind, "touchPoints": [{"x": x, "y": y - by}], "timestamp": begun + step / 6}
        finger.send("Input.dispatchTouchEvent", at)
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    finger.detach()


def test_a_night_call_with_one_thumb(
    chromium: Browser, desks: list[Desk], embedded: Installation
) -> None:
    county = sit_down(chromium, desks, embedded, "county.doctor", locale="zh-CN")
    phone = sit_down(
        chromium,
        desks,
        embedded,
        "cardiologist",
        locale="zh-CN",
        size=(WIDTH, HEIGHT),
        first="/",
        has_touch=True,
        is_mobile=True,
    )
    # On duty, a phone begins with the duty.
    expect(phone).to_have_url(re.compile("/duty/me$"))
    expect(phone.get_by_role("heading", level=1)).to_be_visible()
    send_case(county, "夜间患者")

    # What rings is the whole screen.
    call = phone.get_by_role("region", name=zh("today.ringing"))
    expect(call).to_be_visible()
    box = call.bounding_box()
    assert box is not None
    assert box["height"] > HEIGHT * 0.7
    tap(call.get_by_role("button", name=zh("today.call.take")))
    phone.wait_for_url("**/cases/**")

    # The tracing has the glass: three leads, the next three by a swipe.
    paper = phone.locator(".ecg-desk")
    expect(paper.locator("canvas").first).to_be_visible()
    expect(phone.locator(".ecg-quality")).to_contain_text("100")
    box = paper.bounding_box()
    assert box is not None
    assert box["height"] >= TRACE_PX
    swipe_up(phone, paper)
    expect(phone.get_by_role("button", name="aVR–aVF")).to_have_attribute("aria-pressed", "true")
    assert phone.evaluate("document.documentElement.scrollWidth") == WIDTH

    tap(phone.get_by_role("button", name=zh("case.next.write_opinion")))
    expect(phone.locator("#answer-1")).to_be_focused()
    phone.locator("#answer-1").fill("是，可溶栓。")
    phone.locator("#answer-2").fill("按体重。")
    tap(phone.get_by_role("button", name=zh("opinion.review_and_sign")))
    sheet = phone.get_by_role("dialog")
    sheet.locator("input[type=password]").fill(PASSWORD)
    tap(sheet.get_by_role("button", name=zh("opinion.sign")))
    expect(sheet).to_be_hidden()
    expect(phone.get_by_text(zh("common.question_state.answered")).first).to_be_visible()


def test_who_asked_can_call_before_anybody_has_it(
    chromium: Browser, desks: list[Desk], embedded: Installation
) -> None:
    county = sit_down(
        chromium, desks, embedded, "county.doctor", locale="zh-CN", size=(WIDTH, HEIGHT)
    )
    case = send_case(county, "待接患者", urgency="urgent")
    county.goto(case.path)
    call = county.get_by_role("link", name=zh("case.call"))
    expect(call).to_have_attribute("href", "tel:000-0000-0004(演示号码)")
