"""A voice note: spoken, heard before it goes, its words typed, playable at the other hospital."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, expect

from tests.e2e.cases import Api, send_case
from tests.e2e.desk import Desk, sit_down
from tests.e2e.installation import Installation
from tests.e2e.words import Words

zh = Words("zh-CN")
WORDS = "患者仍有胸痛，血压已回升"
# What came over the line is sound that this browser can play.
PLAYABLE = """audio => new Promise(done => {
  audio.onloadedmetadata = () => done(true);
  audio.onerror = () => done(false);
  audio.preload = "metadata";
  audio.load();
})"""


def test_a_voice_note_is_heard_at_the_other_hospital(
    chromium: Browser, desks: list[Desk], shared: Installation
) -> None:
    county = sit_down(
        chromium, desks, shared, "county.doctor", locale="zh-CN", permissions=["microphone"]
    )
    expert = sit_down(chromium, desks, shared, "cardiologist", locale="zh-CN")
    sent = send_case(county, "语音例", urgency="routine")
    Api(expert).post(f"/requests/{sent.request_id}/take", {})
    county.goto(sent.path)
    expert.goto(sent.path)

    county.get_by_role("button", name=zh("room.way.voice"), exact=True).click()
    spoken = county.locator(".composer-voice")
    expect(spoken).to_contain_text(re.compile(r"0:0[1-9]"))
    county.get_by_role("button", name=zh("room.voice_stop"), exact=True).click()
    expect(spoken.locator("audio")).to_be_visible()
    # Not without its words: whoever cannot listen reads them.
    go = county.get_by_role("button", name=zh("room.send_voice"), exact=True)
    expect(go).to_be_disabled()
    county.locator("#composer").fill(WORDS)
    go.click()

    heard = expert.locator(".said").filter(has_text=WORDS)
    expect(heard.locator("audio")).to_be_visible()
    assert heard.locator("audio").evaluate(PLAYABLE)
