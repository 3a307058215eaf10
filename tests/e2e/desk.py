"""One person at one browser; `complaints` are errors the page wrote or ran into."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect

from tests.e2e.installation import Installation

PASSWORD = "huizhen-demo"
# A first visit asks who it is and is told 401; a browser writes that down as an error.
EXPECTED = ("401 (Unauthorized)",)

# Without it a screen takes itself for one that was left alone, and locks.
CAME_IN = "localStorage['huizhen.touched'] ??= String(Date.now())"


# A small file of the product's own address, from which a test opens the page it looks at.
BEFORE = "/floor.css"


@dataclass
class Desk:
    page: Page
    complaints: list[str] = field(default_factory=list)
    expected: tuple[str, ...] = EXPECTED

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not any(known in message.text for known in self.expected):
            self.complaints.append(message.text)


def sit_down(
    browser: Browser,
    desks: list[Desk],
    at: Installation,
    username: str,
    *,
    locale: str = "en",
    size: tuple[int, int] = (1440, 900),
    first: str = BEFORE,
    **device: Any,
) -> Page:
    """A browser of one's own, logged in, on its `first` page; `device` is its context's own."""
    page = _open(browser, desks, at, locale, size, device)
    login = {"username": username, "password": PASSWORD}
    answer = page.request.post("/api/v1/session", data=login, headers={"Origin": at.url})
    assert answer.ok, answer.text()
    page.add_init_script(CAME_IN)
    page.goto(first)
    return page


def log_in(
    browser: Browser,
    desks: list[Desk],
    at: Installation,
    username: str,
    *,
    locale: str = "en",
    size: tuple[int, int] = (1440, 900),
    password: str = PASSWORD,
    **device: Any,
) -> Page:
    """The same by the login page, as people do."""
    page = _open(browser, desks, at, locale, size, device)
    page.goto("/login")
    page.locator("input[name=username]").fill(username)
    page.locator("input[name=password]").fill(password)
    page.locator("button[type=submit]").click()
    page.wait_for_url(lambda url: "/login" not in url)
    return page


def _open(
    browser: Browser,
    desks: list[Desk],
    at: Installation,
    locale: str,
    size: tuple[int, int],
    device: dict[str, Any],
) -> Page:
    # An emergency breathes as long as it is on screen: sixty pictures a second that nobody sees.
    device.setdefault("reduced_motion", "reduce")
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, locale=locale, base_url=at.url, **device
    )
    context.set_default_timeout(60_000)
    desk = Desk(context.new_page())
    desk.page.on("console", desk._heard)
    desk.page.on("pageerror", lambda error: desk.complaints.append(str(error)))
    desks.append(desk)
    return desk.page


def choose(select: Locator, named: str) -> None:
    """The one choice that has this in its name, once the choices have come."""
    choice = select.locator("option").filter(has_text=named)
    expect(choice).to_have_count(1)
    select.select_option(label=choice.inner_text())


def unfold(field: Locator, opener: Locator) -> None:
    """A form that may already stand open: what is likeliest next does."""
    expect(field.or_(opener).first).to_be_visible()
    if field.count() == 0:
        opener.click()
