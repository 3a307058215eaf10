"""Up, late on the way, back down, up again too soon; the ward answers from a phone."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.e2e.cases import Api, send_case
from tests.e2e.desk import PASSWORD, Desk, sit_down
from tests.e2e.installation import Installation
from tests.e2e.looking import faults
from tests.e2e.screens.test_axe import complaints
from tests.e2e.words import Words

zh = Words("zh-CN")
SEAT: dict[str, Any] = {"locale": "zh-CN", "bypass_csp": True}
PATIENT = "转诊示例"
SHEET = re.compile(r"/referrals/[0-9a-f-]{36}")


def press(page: Page, action: str) -> None:
    """A step without a form."""
    page.locator(".decision-bar").get_by_role(
        "button", name=zh(f"referral.action.{action}")
    ).click()


def step(page: Page, action: str, **typed: str) -> None:
    """A step with its form: opened from the bar, filled by the names of its fields, sent."""
    press(page, action)
    sheet = page.get_by_role("dialog")
    for name, text in typed.items():
        sheet.locator(f"#deed-{action}-{name}").fill(text)
    sheet.get_by_role("button", name=zh(f"referral.action.{action}"), exact=True).click()
    expect(sheet).to_be_hidden()


def stands(page: Page, state: str) -> None:
    expect(page.locator(".referral-state")).to_contain_text(zh(f"referral.state.{state}"))


def alarm_soon(admin: Page, seconds: int) -> None:
    """On the page of the limits: so long after the expected time nobody has come."""
    admin.goto("/admin/limits")
    box = admin.get_by_label(zh("limits.referral.no_show_s"))
    expect(box).not_to_have_value("")
    box.fill(str(seconds / 3600))
    admin.get_by_label(zh("limits.reason")).fill("演练")
    admin.get_by_role("button", name=zh("limits.save")).click()
    expect(admin.locator(".limits-versions").get_by_text("演练").first).to_be_visible()


def refer_up(county: Page, case: str) -> str:
    """From the case, one page: only the reason is typed, the rest the case already said."""
    county.goto(case)
    county.locator("#desk-tab-request").click()
    county.get_by_role("link", name=zh("referral.new.referral_up"), exact=True).click()
    county.wait_for_url("**/referrals/new**")
    county.locator("#referral-target").select_option(label="心内科 · 聊城市人民医院")
    county.locator("#referral-sheet-reason").fill("需急诊PCI，本院无导管室")
    expect(county.locator("#referral-sheet-condition")).not_to_have_value("")
    assert faults(county) == []
    assert complaints(county) == []
    county.get_by_role("button", name=zh("referral.send"), exact=True).click()
    county.wait_for_url(SHEET)
    stands(county, "submitted")
    return county.url


def test_up_and_back_down(chromium: Browser, desks: list[Desk], shared: Installation) -> None:
    county = sit_down(chromium, desks, shared, "county.doctor", **SEAT)
    sent = send_case(county, PATIENT, urgency="routine")
    address = refer_up(county, sent.path)

    # The desk begins with it, asks a ward, which answers from a phone without a name.
    desk = sit_down(chromium, desks, shared, "referral.desk", first="/", **SEAT)
    desk.wait_for_url("**/referrals")
    of = address.partition("/referrals/")[2].partition("?")[0]
    desk.locator(f"a.case-row-link[href*='{of}']").click()
    desk.wait_for_url(SHEET)
    assert complaints(desk) == []
    press(desk, "ask_ward")
    asking = desk.get_by_role("dialog")
    asking.get_by_role("button", name=zh("referral.action.ask_ward"), exact=True).click()
    link = desk.locator(".ward-link-url").inner_text()
    desk.keyboard.press("Escape")
    ward = chromium.new_context(viewport={"width": 390, "height": 844}, locale="vi").new_page()
    ward.goto(link)
    expect(ward.get_by_role("heading", level=1)).to_have_text("心内科")
    expect(ward.locator("body")).not_to_contain_text(PATIENT)
    assert faults(ward) == []
    ward.get_by_role("radio").nth(3).check(force=True)
    ward.locator("#ward-who").fill("李护士长")
    ward.locator("form button[type=submit]").click()
    expect(ward.get_by_role("status")).to_be_visible()
    ward.context.close()
    expect(desk.get_by_text("李护士长")).to_be_visible()

    admin = sit_down(chromium, desks, shared, "admin", **SEAT)
    alarm_soon(admin, 10)
    # Accepted, departed, scanned at the door; the county sees each without reloading.
    step(desk, "accept", contact="李护士长", phone="000-0000-2222")
    stands(county, "accepted")
    step(county, "depart", **{"checklist-phone": "000-0000-3333"})
    stands(desk, "departed")
    assert faults(desk) == []

    # Nobody comes: both are told by themselves. Then the county hears of the car, and it goes on.
    late = datetime.now(UTC) + timedelta(seconds=2)
    Api(county).post(f"/referrals/{of}/update_eta", {"eta": late.isoformat()})
    for page in (desk, county):
        stands(page, "no_show")
    assert complaints(desk) == []
    step(county, "update_eta", reason="道路结冰，改走国道")
    stands(desk, "departed")
    alarm_soon(admin, 7200)
    known = Api(desk).get(f"/referrals/{of}")
    back = desk.url
    desk.goto(f"/referrals/arrive#{known['slip_code']}")
    expect(desk.get_by_role("heading", name=zh("referral.arrive.done"))).to_be_visible()
    stands(county, "arrived")
    # A doctor of the ward finds the patient in Today.
    expert = sit_down(chromium, desks, shared, "cardiologist", first="/", **SEAT)
    expect(expert.locator(f".today a.case-row-link[href*='{of}']")).to_be_visible()
    step(county, "upload_records", reason="冠脉造影光盘随车")
    desk.get_by_role("link", name=zh("referral.arrive.open")).click()
    expect(desk.locator(".referral-said")).to_contain_text("冠脉造影光盘随车")
    stands(county, "records_uploaded")

    expert.goto(back)
    step(expert, "treat")
    press(expert, "discharge")
    sheet = expert.get_by_role("dialog")
    sheet.get_by_role("radio", name=zh("referral.option.outcome.improved")).check(force=True)
    sheet.get_by_role("button", name=zh("referral.action.discharge"), exact=True).click()
    expect(sheet).to_be_hidden()
    step(
        expert, "feedback", **{"content-impression": "下壁STEMI，PCI术后好转", "password": PASSWORD}
    )
    stands(county, "feedback")
    expect(county.get_by_text("下壁STEMI，PCI术后好转").first).to_be_visible()
    press(county, "close")
    stands(county, "closed")

    # Back down: what the county must have is asked line by line before it accepts.
    expert.get_by_role("link", name=zh("referral.new.referral_down"), exact=True).click()
    expert.wait_for_url("**/referrals/new**")
    expert.locator("#referral-target").select_option(label="内科 · 刚察县人民医院")
    expect(expert.locator("#referral-sheet-diagnosis")).to_have_value("下壁STEMI，PCI术后好转")
    expert.locator("#referral-sheet-summary").fill("PCI术后，恢复良好")
    expert.locator("#referral-sheet-rehabilitation").fill("心脏康复")
    expert.get_by_role("group", name=zh("referral.field.needs")).get_by_role("button").last.click()
    expert.locator("#referral-sheet-needs-0-name").fill("INR")
    expert.get_by_role("button", name=zh("referral.send"), exact=True).click()
    expert.wait_for_url(SHEET)
    county.goto(expert.url.partition("?")[0])
    press(county, "check_capability")
    sheet = county.get_by_role("dialog")
    sheet.get_by_role("radio", name=zh("referral.option.yes.yes"), exact=True).check(force=True)
    sheet.get_by_role("button", name=zh("referral.action.check_capability"), exact=True).click()
    expect(sheet).to_be_hidden()
    press(county, "accept")
    sheet = county.get_by_role("dialog")
    sheet.locator("#deed-accept-department_id").select_option(index=1)
    sheet.locator("#deed-accept-contact").fill("县医生乙")
    sheet.locator("#deed-accept-phone").fill("000-0000-1002")
    sheet.get_by_role("button", name=zh("referral.action.accept"), exact=True).click()
    stands(expert, "accepted")
    press(county, "arrive")
    sheet = county.get_by_role("dialog")
    sheet.get_by_role("button", name=zh("referral.action.arrive"), exact=True).click()
    stands(expert, "arrived")

    # Within days the patient is worse: up again, and both are told that it is a return.
    refer_up(county, sent.path)
    expect(county.locator(".referral-bounced")).to_be_visible()
    again = county.url.partition("/referrals/")[2].partition("?")[0]
    county.goto(sent.path)
    county.locator(f".request-switch a[href='/referrals/{again}']").click()
    stands(county, "submitted")
