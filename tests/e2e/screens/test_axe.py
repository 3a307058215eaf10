"""Every page in both themes, on a desk and on a phone, has nothing for axe to complain of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.cases import send_case
from tests.e2e.desk import BEFORE, Desk, sit_down
from tests.e2e.installation import Installation
from tests.e2e.words import Words
from tests.fixtures.soak import SOAK

zh = Words("zh-CN")
AXE = Path(__file__).resolve().parents[3] / "web" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Of what is looked at, a theme changes nothing else; a soak looks at all of it in both.
DARK = RULES if SOAK else ["color-contrast"]
# No rule of these asks for the style sheets, which it would fetch once more for each page.
LOOK = """rules => axe.run(document, {
  resultTypes: ["violations"], runOnly: rules, preload: false, iframes: false,
}).then(found =>
  found.violations.map(each => `${each.id}: ${each.nodes.map(node => node.html).join("  ")}`))"""
DESK, PHONE = (1440, 900), (390, 844)

pytestmark = pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: npm ci")


def complaints(page: Page, *, by_night: bool = SOAK) -> list[str]:
    expect(page.locator("[class*=skeleton]")).to_have_count(0)
    expect(page.get_by_role("heading", level=1).first).to_be_attached()
    if not page.evaluate("'axe' in window"):
        page.add_script_tag(path=AXE)
    found: list[str] = []
    themes: list[tuple[Literal["light", "dark"], list[str]]] = [("light", RULES)]
    if by_night:
        themes.append(("dark", DARK))
    for theme, rules in themes:
        page.emulate_media(color_scheme=theme)
        found += [f"{page.url} {theme} {each}" for each in page.evaluate(LOOK, rules)]
    return found


@pytest.fixture
def seat(chromium: Browser, desks: list[Desk], shared: Installation) -> Callable[..., Page]:
    def sit(username: str, size: tuple[int, int] = DESK, first: str = BEFORE) -> Page:
        return sit_down(
            chromium,
            desks,
            shared,
            username,
            locale="zh-CN",
            size=size,
            first=first,
            bypass_csp=True,
        )

    return sit


def everywhere(page: Page, *paths: str) -> list[str]:
    found: list[str] = []
    for path in paths:
        page.goto(path)
        found += complaints(page, by_night=True)
    return found


def segments(page: Page) -> list[str]:
    found: list[str] = []
    for segment in ("request", "timeline", "room", "opinion"):
        page.locator(f"#desk-tab-{segment}").click()
        found += complaints(page, by_night=True)
    return found


def test_those_who_ask(seat: Callable[..., Page]) -> None:
    county = seat("county.doctor")
    sent = send_case(county, "无障碍患者", urgency="urgent")
    assert everywhere(county, "/duty", "/duty/me", "/duty/handover") == []
    assert everywhere(county, "/today", "/cases/new", "/cases", "/account", sent.path) == []
    assert segments(county) == []


def test_those_who_plan(seat: Callable[..., Page]) -> None:
    pages = ("/board", "/cases/by-phone", "/duty", "/duty/handover", "/duty/me")
    assert everywhere(seat("coordinator"), *pages) == []
    assert everywhere(seat("coordinator", PHONE), "/duty", "/duty/handover") == []


def test_those_who_answer(seat: Callable[..., Page]) -> None:
    county = seat("county.doctor", first="/")
    sent = send_case(county, "无障碍患者")
    county.locator(f"a.case-row-link[href='{sent.path}']").hover()
    expect(county.get_by_role("region", name=zh("ladder.title"))).to_be_visible()
    assert complaints(county) == []
    expert, phone = seat("cardiologist", first="/"), seat("cardiologist", PHONE, "/")
    for page in (phone, expert):
        call = page.get_by_role("region", name=zh("today.ringing"))
        expect(call).to_be_visible()
        assert complaints(page) == []
    call.get_by_role("button", name=zh("today.call.take")).click()
    expert.wait_for_url("**/cases/**")
    assert segments(expert) == []
    expert.get_by_role("button", name=zh("opinion.review_and_sign")).click()
    expect(expert.get_by_role("dialog")).to_be_visible()
    assert complaints(expert) == []
    assert everywhere(phone, sent.path) == []


def test_those_who_run_it(seat: Callable[..., Page]) -> None:
    admin = seat("admin")
    sections = ("people", "hospitals", "capabilities", "partnerships", "experts", "limits")
    pages = [f"/admin/{each}" for each in (*sections, "protocols", "lists", "channels")]
    assert everywhere(admin, *pages, "/account") == []
    assert everywhere(seat("admin", PHONE), "/admin/channels", "/admin/capabilities") == []
    admin.keyboard.press("?")
    expect(admin.get_by_role("dialog")).to_be_visible()
    assert complaints(admin) == []


@pytest.mark.parametrize("size", [DESK, pytest.param(PHONE, marks=pytest.mark.breadth)])
def test_those_who_are_nobody_yet(
    chromium: Browser, shared: Installation, size: tuple[int, int]
) -> None:
    context = chromium.new_context(
        viewport={"width": size[0], "height": size[1]}, base_url=shared.url, bypass_csp=True
    )
    page = context.new_page()
    assert everywhere(page, "/login") == []
    context.close()
