"""The checks of the interface: nothing cut, true scale beside the room, grey, few taps."""

from __future__ import annotations

import base64
import io
import itertools
import re
from urllib.parse import urlsplit

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.e2e.cases import Api, send_case
from tests.e2e.desk import Desk, sit_down
from tests.e2e.installation import Installation
from tests.e2e.looking import faults, seated
from tests.e2e.words import Words
from tests.factories.ecg import SyntheticEcg, scp_ecg
from tests.fixtures.soak import SOAK

zh, vi = Words("zh-CN"), Words("vi")
WIDE, LOW, PHONE = (1440, 900), (1366, 625), (390, 844)
# Vietnamese is the longest, and there is least room on these; a soak takes all.
LOOKS = [(LOW, "vi"), (PHONE, "vi")]
if SOAK:
    LOOKS = list(itertools.product((WIDE, LOW, PHONE), ("zh-CN", "vi", "en")))
SEGMENTS = ("request", "opinion", "timeline", "room")
# 10 s at 25 mm/s on a screen of 96 dots an inch.
PX_PER_MM = 96 / 25.4


def test_nothing_is_cut_and_there_is_one_thing_to_press(
    chromium: Browser, desks: list[Desk], shared: Installation
) -> None:
    county = sit_down(chromium, desks, shared, "county.doctor")
    sent = send_case(county, "欧阳示例患者", urgency="urgent")
    found: list[str] = []
    for size, lang in LOOKS:
        with seated(chromium, shared, "county.doctor", lang, size) as context:
            page = context.new_page()
            for path in ("/today", "/cases/new?urgency=emergency", "/cases", "/account"):
                page.goto(path)
                expect(page.get_by_role("heading", level=1).first).to_be_visible()
                found += faults(page)
            page.goto(sent.path)
            expect(page.locator(".ecg-foot")).to_be_visible()
            for segment in SEGMENTS:
                page.locator(f"#desk-tab-{segment}").dispatch_event("click")
                found += faults(page)
        with seated(chromium, shared, "coordinator", lang, size) as context:
            page = context.new_page()
            page.goto("/board")
            expect(page.locator(".board-row").first).to_be_visible()
            found += faults(page)
    assert found == []


@pytest.mark.parametrize("size", [pytest.param(WIDE, marks=pytest.mark.breadth), LOW])
def test_a_calibrated_tracing_is_true_to_scale_beside_the_room(
    chromium: Browser, desks: list[Desk], shared: Installation, size: tuple[int, int]
) -> None:
    page = sit_down(chromium, desks, shared, "county.doctor", locale="zh-CN", size=size)
    sent = send_case(page, "比例示例", urgency="routine")
    page.evaluate(
        """mm => localStorage.setItem(
             `huizhen.ecg.pxPerMm.${screen.width}x${screen.height}@${devicePixelRatio}`, mm)""",
        f"{PX_PER_MM:.4f}",
    )
    page.goto(sent.path)
    foot = page.locator(".ecg-foot")
    expect(foot).to_contain_text(zh("ecg.calibrated"))
    expect(foot).not_to_contain_text(zh("ecg.fitted", percent="").split("%")[0].strip())
    stage = page.locator(".case-stage").bounding_box()
    assert stage is not None
    assert stage["width"] >= 250 * PX_PER_MM
    expect(page.locator("#composer")).to_be_in_viewport()


@pytest.mark.breadth  # tests/e2e/case/test_case_forms.py counts the taps as well
def test_a_chest_pain_leaves_with_six_taps_from_its_recording(
    chromium: Browser, desks: list[Desk], shared: Installation
) -> None:
    """Everything but the taps is there already: the recording knows the patient."""
    page = sit_down(chromium, desks, shared, "county.doctor", locale="zh-CN", size=LOW)
    api = Api(page)
    [role, *_] = api.get("/session")["roles"]
    recording = SyntheticEcg(name="Sixtaps^Chen", patient_id="GC-000777")
    _record(page, role["org_id"], scp_ecg(recording))
    page.goto("/today")
    taps = 0

    def tap(name: str, role: str = "button") -> None:
        nonlocal taps
        page.get_by_role(role, name=name).first.click()  # type: ignore[arg-type]
        taps += 1

    tap(zh("shell.new_emergency"), "link")
    page.locator(".new-recording").filter(has_text="Sixtaps").click()
    for phrases in ("new.phrases_complaint", "new.phrases_question"):
        page.get_by_role("group", name=zh(phrases)).get_by_role("button").first.click()
    taps += 3
    tap(zh("new.send.emergency"))
    page.wait_for_url("**/cases/0*")
    expect(page.locator("header.banner")).to_contain_text("Sixtaps")
    assert taps <= 6


def _record(page: Page, org_id: str, data: bytes) -> None:
    """A recorder's file for the hospital, without a case."""
    about = {"filename": "0777.scp", "org": org_id}
    packed = (f"{key} {base64.b64encode(word.encode()).decode()}" for key, word in about.items())
    headers = {
        "Origin": page.url.removesuffix(urlsplit(page.url).path),
        "Tus-Resumable": "1.0.0",
        "Upload-Length": str(len(data)),
        "Upload-Metadata": ",".join(packed),
        "Content-Type": "application/offset+octet-stream",
    }
    answer = page.context.request.post("/uploads/", headers=headers, data=data)
    assert answer.ok, answer.text()


def test_a_grey_screen_still_tells_what_is_what(
    chromium: Browser, shared: Installation, desks: list[Desk]
) -> None:
    """Urgencies by shape; late and machine-made by words and pattern."""
    page = sit_down(chromium, desks, shared, "county.doctor", locale="zh-CN")
    page.goto("/style")
    marks = page.locator(".urgency")
    shots = [_grey(marks.nth(index).screenshot()) for index in (3, 4, 5)]
    for one, other in itertools.combinations(shots, 2):
        differ = np.mean(np.abs(one.astype(int) - other.astype(int)) > 48)
        assert differ > 0.15
    late = page.locator(".clock-overdue .clock-label").first
    expect(late).to_contain_text(zh("common.clock.overdue", label="").strip())
    machine = page.locator(".machine").first
    expect(machine).to_contain_text(zh("common.machine_unconfirmed"))
    expect(machine).to_have_css("border-top-style", "dashed")
    tracks = page.locator(".track")
    hatched = tracks.last.locator(".track-live")
    assert "gradient" in hatched.evaluate("e => getComputedStyle(e).backgroundImage")


def _grey(png: bytes) -> NDArray[np.uint8]:
    return np.asarray(Image.open(io.BytesIO(png)).convert("L").resize((24, 24)))


def test_one_sees_whose_room_one_writes_into(
    chromium: Browser, desks: list[Desk], shared: Installation
) -> None:
    page = sit_down(chromium, desks, shared, "county.doctor", locale="zh-CN", size=LOW)
    names = ("甲名", "乙名", "丙名")
    for name in names:
        page.goto(send_case(page, name, urgency="routine").path)
        expect(page.locator("header.banner")).to_contain_text(name)
    for number, name in enumerate(names, start=1):
        page.keyboard.press(f"Alt+{number}")
        expect(page.locator("header.banner")).to_contain_text(name)
        expect(page.locator(".patient-tab-current")).to_have_count(1)
        expect(page.locator(".patient-tab-current")).to_contain_text(name)
        expect(page.locator("#composer")).to_have_attribute("placeholder", re.compile(name))
