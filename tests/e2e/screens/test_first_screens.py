"""First screens of those who record and those who read: from the recorder to a reading list."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.cases import Api, send_case
from tests.e2e.desk import Desk, sit_down
from tests.e2e.installation import Installation, installed_in
from tests.e2e.screens.test_axe import complaints
from tests.e2e.words import Words
from tests.factories import images
from tests.factories.ecg import hl7_aecg, scp_ecg
from tests.factories.images import Picture

zh = Words("zh-CN")
SEAT: dict[str, Any] = {"locale": "zh-CN", "bypass_csp": True}

# A picker nobody can press here gives the browser's own private folder, real in all else.
PICKER = "window.showDirectoryPicker = () => navigator.storage.getDirectory();"
WRITE = """async ([name, data]) => {
  const folder = await navigator.storage.getDirectory();
  const writer = await (await folder.getFileHandle(name, { create: true })).createWritable();
  await writer.write(Uint8Array.from(atob(data), each => each.charCodeAt(0)));
  await writer.close();
}"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Nothing was recorded here before these tests, which go on from one another's day."""
    with installed_in(tmp_path_factory.mktemp("first")) as running:
        yield running


def test_a_technician_records_and_starts_a_case_from_it(
    chromium: Browser, desks: list[Desk], place: Installation, tmp_path: Path
) -> None:
    tech = sit_down(chromium, desks, place, "county.tech", **SEAT)
    tech.add_init_script(PICKER)
    tech.goto("/")
    tech.wait_for_url("**/recordings")
    expect(tech.get_by_text(zh("desk.empty"))).to_be_visible()

    recording = tmp_path / "0036.scp"
    recording.write_bytes(scp_ecg())
    tech.locator("input[type=file]").first.set_input_files(recording)
    row = tech.locator(".desk-row")
    expect(row).to_have_count(1)
    # Its lead II, drawn; and whether it is good enough, while the electrodes are still on.
    expect(row.locator(".glance-trace path")).to_have_attribute("d", re.compile("^M0"))
    expect(row.locator(".desk-verdict")).not_to_be_empty()
    expect(row.get_by_text(zh("desk.stands.inbox"))).to_be_visible()
    expect(tech.get_by_text(zh("desk.recorded_other", n=1))).to_be_visible()
    assert complaints(tech) == []

    # What appears in the recorder's own folder goes up by itself, and only that.
    tech.evaluate(WRITE, ["old.scp", "bGFuZyBo"])
    tech.get_by_role("button", name=zh("desk.watch.choose")).click()
    expect(tech.get_by_text(zh("desk.watch.sent_other", n=0))).to_be_visible()
    tech.evaluate(WRITE, ["0037.xml", base64.b64encode(hl7_aecg()).decode()])
    expect(tech.locator(".desk-row")).to_have_count(2)
    expect(tech.get_by_text(zh("desk.watch.sent_other", n=1))).to_be_visible()

    row = tech.locator(".desk-row").last
    row.get_by_role("link", name=re.compile(re.escape(zh("desk.emergency")))).click()
    tech.wait_for_url("**/cases/new**recording=ecg**")


def test_a_taken_off_recording_stays_with_the_hospital(
    chromium: Browser, desks: list[Desk], place: Installation
) -> None:
    county = sit_down(chromium, desks, place, "county.doctor", **SEAT)
    sent = send_case(county, "重录示例", urgency="routine")
    tech = sit_down(chromium, desks, place, "county.tech", **SEAT)
    tech.goto("/recordings")
    row = tech.locator(".desk-row").filter(has_text="重录示例")
    expect(row.get_by_text(zh("desk.stands.sent"))).to_be_visible()
    row.get_by_role("button", name=f"{zh('desk.again')}: 重录示例", exact=True).click()
    sheet = tech.get_by_role("dialog")
    sheet.get_by_role("button", name=zh("desk.take_off", name="重录示例")).click()
    expect(sheet).to_be_hidden()
    expect(tech.get_by_text(zh("desk.stands.inbox"))).to_have_count(3)
    [material] = Api(county).get(f"/cases/{sent.id}")["materials"]
    assert material["removed"]["reason"] == zh("desk.reason.again")


def test_a_reader_takes_the_next_one_by_keyboard(
    chromium: Browser, desks: list[Desk], place: Installation
) -> None:
    county = sit_down(chromium, desks, place, "county.doctor", **SEAT)
    calm = send_case(county, "平诊示例", urgency="routine")
    alarm = send_case(county, "急诊示例")
    Api(county).upload(calm.id, "IM1", images.native(Picture(study="2.25.7702", rows=64)))

    expert = sit_down(chromium, desks, place, "cardiologist", **SEAT)
    expert.goto("/ecg")
    rows = expert.locator(".reading-row")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("急诊示例")
    expect(rows.first.locator(".glance-trace path")).to_have_attribute("d", re.compile("^M0"))
    assert complaints(expert) == []
    expert.get_by_role("link", name=zh("reading.filter.mine"), exact=True).click()
    expect(expert.get_by_text(zh("reading.empty_filter"))).to_be_visible()
    expert.get_by_role("link", name=zh("reading.show_all"), exact=True).click()
    expect(rows).to_have_count(2)
    expert.keyboard.press("j")
    expert.keyboard.press("Enter")
    expert.wait_for_url(f"**/cases/{alarm.id}")
    assert Api(expert).get("/reading/ecg?show=mine")["items"][0]["request"]["case_id"] == alarm.id

    # Whoever reads images begins with theirs; Space opens the next one.
    radiologist = sit_down(chromium, desks, place, "radiologist", **SEAT)
    radiologist.goto("/")
    radiologist.wait_for_url("**/imaging")
    row = radiologist.locator(".reading-row")
    expect(row).to_have_count(1)
    expect(row.locator(".glance-slice img")).to_have_js_property("complete", True)
    assert row.locator(".glance-slice img").evaluate("each => each.naturalWidth") > 0
    assert complaints(radiologist) == []
    radiologist.keyboard.press("Space")
    radiologist.wait_for_url(f"**/cases/{calm.id}")
