"""A case from a recording, numbers that are scanned, a colleague who is asked, what became."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect
from pydicom.uid import generate_uid

from tests.e2e.cases import Api, send_case
from tests.e2e.desk import PASSWORD, Desk, sit_down
from tests.e2e.installation import Installation
from tests.e2e.words import Words
from tests.factories.ecg import SyntheticEcg, dicom_dataset, dicom_file

zh, vi = Words("zh-CN"), Words("vi")
CASE = re.compile(r"/cases/[0-9a-f-]{36}")
MOST_TAPS = 6


class Taps:
    """Counts what a finger does."""

    def __init__(self) -> None:
        self.count = 0

    def tap(self, target: Locator) -> None:
        self.count += 1
        target.click()


def test_from_a_recording_to_a_sent_emergency_in_six_taps(
    chromium: Browser, desks: list[Desk], shared: Installation
) -> None:
    tech = sit_down(chromium, desks, shared, "county.tech", locale="zh-CN")
    # Another test's recording may be on a case already, and then starts no new one.
    recording = dicom_dataset(SyntheticEcg(heart_rate=81))
    recording.SOPInstanceUID = generate_uid()
    Api(tech).upload(None, "14-06.dcm", dicom_file(recording))
    page = sit_down(chromium, desks, shared, "county.doctor", locale="zh-CN", first="/")
    taps = Taps()
    taps.tap(page.get_by_role("link", name=zh("shell.new_emergency")))
    recorded = page.get_by_role("region", name=zh("new.recordings")).get_by_role("button").first
    taps.tap(recorded)
    expect(page.get_by_label(zh("new.name"), exact=True)).to_have_value("王小明")
    expect(page.get_by_role("radio", name=zh("new.sex.male"), exact=True)).to_be_checked()
    taps.tap(page.get_by_role("button", name="胸痛", exact=True))
    taps.tap(page.get_by_role("button", name=re.compile("STEMI")))
    taps.tap(page.get_by_role("button", name=zh("new.send.emergency")))
    page.wait_for_url(CASE)
    assert taps.count <= MOST_TAPS
    expect(page.get_by_role("region", name=zh("ecg.title")).locator("canvas").first).to_be_visible()
    found = Api(page).get(f"/cases/{page.url.rpartition('/')[2].partition('?')[0]}")
    assert [row["identity"] for row in found["materials"]] == ["matched"]
    assert found["requests"][0]["state"] in {"submitted", "offered"}


def scan(page: Page, box: Locator, text: str) -> None:
    """As a scanner types: fast, and Enter at the end."""
    box.press_sequentially(text)
    page.keyboard.press("Enter")


def test_numbers_fill_the_person_and_a_draft_goes_on_at_another_desk(
    chromium: Browser, desks: list[Desk], shared: Installation
) -> None:
    page = sit_down(chromium, desks, shared, "huyen.bacsi", locale="vi")
    page.goto("/cases/new?urgency=emergency")
    number = page.get_by_label(vi("new.national_id"), exact=True)
    scan(page, number, "001089012345|012345678|Nguyễn Văn A|05031989|Nam|Hà Nội|01012021")
    expect(page.get_by_label(vi("new.name"), exact=True)).to_have_value("Nguyễn Văn A")
    expect(number).to_have_value("001089012345")
    expect(page.get_by_role("radio", name=vi("new.sex.male"), exact=True)).to_be_checked()
    number.fill("11010519491231002X")
    expect(page.get_by_role("radio", name=vi("new.sex.female"), exact=True)).to_be_checked()
    number.fill("110105194912310021")
    expect(page.get_by_text(vi("new.gap.national_id")).first).to_be_visible()
    number.fill("001089012345")
    # The scale adds up by itself once it is complete.
    page.get_by_role("radio", name="Chấn thương", exact=True).check()
    for code, points in (("eye", "2"), ("verbal", "2"), ("motor", "4")):
        page.locator(f"#new-detail-gcs_{code}").select_option(points)
    expect(page.locator(".detail-sum")).to_have_text("8 / 15")
    synced = page.get_by_text(re.compile(re.escape(vi("common.save.synced").partition("·")[2])))
    expect(synced).to_be_visible()
    address = page.url.partition("/cases")[2].replace("urgency=emergency&", "")

    other = sit_down(chromium, desks, shared, "huyen.bacsi", locale="vi")
    other.goto(f"/cases{address}")
    expect(other.get_by_label(vi("new.name"), exact=True)).to_have_value("Nguyễn Văn A")
    expect(other.locator(".detail-sum")).to_have_text("8 / 15")
    other.get_by_label(vi("new.text.chief_complaint"), exact=True).fill("Ngã xe máy")
    expect(
        other.get_by_text(re.compile(re.escape(vi("common.save.synced").partition("·")[2])))
    ).to_be_visible()
    # The first desk is told, and takes over what was written at the other.
    desks[0].expected = (*desks[0].expected, "412 (Precondition Failed)")
    page.get_by_label(vi("new.phone"), exact=True).fill("0912")
    page.get_by_role("button", name=vi("new.other_desk_take")).click()
    expect(page.get_by_label(vi("new.text.chief_complaint"), exact=True)).to_have_value(
        "Ngã xe máy"
    )


def test_a_colleague_is_asked_and_what_became_reaches_the_specialist(
    chromium: Browser, desks: list[Desk], shared: Installation, tmp_path: Path
) -> None:
    county = sit_down(chromium, desks, shared, "county.doctor", locale="zh-CN")
    case = send_case(county, "Asked Colleague", urgency="routine")
    county.goto(case.path)
    county.get_by_role("tab", name=zh("case.segment.request")).click()
    county.get_by_role("button", name=zh("asking.ask")).click()
    county.get_by_label(zh("asking.ask_text")).fill("CT head, please")
    county.get_by_role("button", name=zh("asking.ask_send"), exact=True).click()

    tech = sit_down(chromium, desks, shared, "county.tech", locale="zh-CN")
    tech.goto("/today")
    row = tech.get_by_role("listitem").filter(has_text="CT head, please")
    expect(row).to_be_visible()
    paper = tmp_path / "CT.pdf"
    paper.write_bytes(b"%PDF-1.4\n%%EOF\n")
    row.locator("input[type=file]").first.set_input_files(paper)
    expect(row).to_have_count(0)
    expect(county.get_by_text(re.compile(r"完成$")).first).to_be_visible()

    expert = sit_down(chromium, desks, shared, "cardiologist", locale="zh-CN")
    answering = Api(expert)
    answering.post(f"/requests/{case.request_id}/take", {})
    answers = [{"no": 1, "text": "Yes."}, {"no": 2, "text": "50 mg."}]
    body = {"revision": 0, "content": {"impression": "STEMI"}, "answers": answers}
    answering.put(f"/requests/{case.request_id}/opinion", body)
    signing = {"password": PASSWORD, "revision": 1}
    answering.post(f"/requests/{case.request_id}/sign", signing)
    Api(county).post(f"/requests/{case.request_id}/respond", {"value": "adopted"})
    county.reload()
    county.get_by_role("tab", name=zh("case.segment.request")).click()
    asked = county.get_by_role("group", name=zh("asking.follow_up_day", day=1))
    asked.get_by_role("button", name=zh("asking.outcome.improved")).click()
    expect(county.get_by_role("group", name=zh("asking.follow_up_day", day=7))).to_be_visible()
    expert.goto("/today")
    became = zh("asking.became", day=1, outcome=zh("asking.outcome.improved"))
    expect(expert.get_by_text(re.compile(re.escape(became))).first).to_be_visible()
