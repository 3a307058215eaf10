"""Three screens in one room while one loses its line and the server is killed and started again."""

from __future__ import annotations

import os
import re
import signal
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.e2e.cases import Api, send_case
from tests.e2e.desk import Desk, sit_down
from tests.e2e.installation import not_yet_running, running, seed
from tests.e2e.words import Words
from tests.fixtures.backends import Backend

zh = Words("zh-CN")
# What browsers write down of a line that is gone.
LOST = ("ERR_INTERNET_DISCONNECTED", "ERR_CONNECTION_REFUSED", "ERR_CONNECTION_RESET", "WebSocket")
# And of what was half on its way.
LOST_TOO = (
    *("ERR_EMPTY_RESPONSE", "ERR_SOCKET_NOT_CONNECTED", "ERR_CONTENT_LENGTH_MISMATCH"),
    *("ERR_INCOMPLETE_CHUNKED_ENCODING", "502", "503"),
)


def say(page: Page, *texts: str) -> None:
    for text in texts:
        page.locator("#composer").fill(text)
        page.locator("#composer").press("Enter")


def raise_room(phone: Page) -> None:
    """The sheet over the tracing comes up."""
    phone.get_by_role("button", name=zh("case.message")).tap()
    expect(phone.locator("#composer")).to_be_visible()


def test_nothing_is_lost_doubled_or_out_of_order(
    chromium: Browser, desks: list[Desk], sqlite_url: str, files_url: str, tmp_path: Path
) -> None:
    backend = Backend(sqlite_url, files_url)
    here = not_yet_running(backend, tmp_path)
    seed(here, backend)
    with running(here) as there:
        county = sit_down(chromium, desks, there, "county.doctor", locale="zh-CN")
        expert = sit_down(chromium, desks, there, "cardiologist", locale="zh-CN", size=(1366, 625))
        phone = sit_down(
            chromium,
            desks,
            there,
            "county.nurse",
            locale="zh-CN",
            size=(390, 844),
            has_touch=True,
            is_mobile=True,
        )
        for desk in desks:
            desk.expected = (*desk.expected, *LOST, *LOST_TOO)
        sent = send_case(county, "断线例")
        Api(expert).post(f"/requests/{sent.request_id}/take", {})
        room = Api(county).get(f"/cases/{sent.id}")["room"]["id"]
        Api(phone).post(f"/rooms/{room}/enter", {})
        pages = (county, expert, phone)
        for page in pages:
            page.goto(sent.path)
        raise_room(phone)
        say(county, "一")
        expect(expert.locator(".room-text")).to_have_text(["一"])
        expect(county.get_by_text(zh("room.state.waiting"))).to_have_count(0)

        # One loses its line, writes on, and the others talk meanwhile.
        county.context.set_offline(True)
        say(county, "二", "三")
        expect(county.get_by_text(zh("room.state.waiting"))).to_have_count(2)
        say(expert, "四", "五")
        expect(expert.locator(".room-text")).to_have_text(["一", "四", "五"])
        os.kill(there.pid, signal.SIGKILL)
        say(expert, "六")

    with running(here):
        expect(expert.locator(".room-text")).to_have_text(["一", "四", "五", "六"])
        expect(expert.locator(".room-waiting, .room-sent")).to_have_count(0)
        county.context.set_offline(False)
        expect(county.get_by_text(re.compile(zh("room.restored_other", n=r"\d")))).to_be_visible()
        expect(county.locator(".room-waiting, .room-sent")).to_have_count(0)
        whole = ["一", "四", "五", "六", "二", "三"]
        for page in pages:
            expect(page.locator(".room-text")).to_have_text(whole)
        for page in pages:
            page.reload()
            if page is phone:
                raise_room(page)
            expect(page.locator(".room-text")).to_have_text(whole)
