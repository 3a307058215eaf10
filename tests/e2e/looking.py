"""What a look at a page finds: cut text, pages that scroll sideways, two things to press."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.desk import PASSWORD
from tests.e2e.installation import Installation

# Meant to end with dots or to be opened: free text of list rows, what a machine said at length.
MEANT = (
    ".case-row-question, .case-row-where, .machine, .film-text, .link-meter, .box-name, .track, "
    ".visually-hidden, .skip, [inert], legend"
)
FOUND = """meant => {
  const found = [], wide = document.documentElement.clientWidth;
  const sideways = e => e.scrollWidth > e.clientWidth + 1;
  for (const e of [document.documentElement, ...document.querySelectorAll('main')])
    if (sideways(e)) found.push(`${e.tagName} scrolls sideways: ${e.scrollWidth}`);
  const rolls = e => /auto|scroll/.test(getComputedStyle(e).overflowX) && sideways(e);
  const inRolling = e => {
    for (let p = e.parentElement; p; p = p.parentElement) if (rolls(p)) return true;
    return false;
  };
  for (const e of document.querySelectorAll('body *')) {
    const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    const style = getComputedStyle(e), box = e.getBoundingClientRect();
    const seen = style.visibility !== 'hidden' && box.width && box.height;
    if (!own || !seen || e.closest(meant)) continue;
    const say = fault => found.push(`${fault}: ${e.textContent.trim().slice(0, 40)}`);
    if (style.overflowX !== 'visible' && sideways(e)) say('cut');
    if (style.overflowY === 'hidden' && e.scrollHeight > e.clientHeight + 3) say('cut below');
    if (box.right > wide + 1 && !inRolling(e)) say('outside');
    if (e.matches('button, a') && style.display !== 'inline' && sideways(e)) say('overflows');
  }
  const open = document.querySelector('dialog[open]');
  const filled = [...(open ?? document).querySelectorAll('.button-filled')]
    .filter(e => e.offsetParent && !e.closest('.strip, .sample'));
  if (filled.length > 1) found.push(`to press: ${filled.map(e => e.textContent).join(' | ')}`);
  return found;
}"""


def faults(page: Page) -> list[str]:
    """What is cut, outside or doubled on the page as it stands."""
    expect(page.locator("[class*=skeleton]")).to_have_count(0)
    size = page.viewport_size or {"width": 0}
    found: list[str] = page.evaluate(FOUND, MEANT)
    return [f"{page.url} at {size['width']}: {each}" for each in found]


@contextmanager
def seated(
    browser: Browser, at: Installation, username: str, locale: str, size: Sequence[int]
) -> Iterator[BrowserContext]:
    """Somebody logged in without going through the login page, in this language at this size."""
    width, height = size
    phone = width < 720
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale=locale,
        base_url=at.url,
        is_mobile=phone,
        has_touch=phone,
        reduced_motion="reduce",
    )
    login = {"username": username, "password": PASSWORD}
    answer = context.request.post("/api/v1/session", data=login, headers={"Origin": at.url})
    assert answer.ok, answer.text()
    # This device's own choice, so that the next test finds the person's as it was.
    chosen = f"huizhen.locale.{answer.json()['person']['id']}"
    context.add_init_script(
        f"localStorage.setItem('huizhen.touched', String(Date.now()));"
        f"localStorage.setItem({chosen!r}, {locale!r})"
    )
    yield context
    context.close()
