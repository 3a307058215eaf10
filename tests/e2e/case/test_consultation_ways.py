"""Further ways of a consultation, one installation for all: approval, telephone, meeting, interim
opinion, and a shift that ends before the answer comes."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.case.test_consultation import do, look, press
from tests.e2e.cases import Api, Sent, send_case
from tests.e2e.desk import PASSWORD, Desk, choose, sit_down
from tests.e2e.installation import Installation, installed_in
from tests.e2e.words import Words

zh = Words("zh-CN")
LINK = "https://meet.example.org/ecg-7"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Not the shared one: its county has rules of its own."""
    with installed_in(tmp_path_factory.mktemp("ways")) as running:
        yield running


def test_two_approve_before_it_leaves_the_county(
    chromium: Browser, desks: list[Desk], house: Installation
) -> None:
    def sit(who: str) -> Page:
        return sit_down(chromium, desks, house, who, locale="zh-CN")

    admin, county = sit("admin"), sit("county.doctor")
    api = Api(admin)
    org = Api(county).get("/session")["roles"][0]["org_id"]
    api.put(f"/limits/{org}", {"data": {"release": ["head", "affairs"]}, "reason": "院内规定"})
    [colleague] = api.get("/people?q=县医生乙")["items"]
    role = {"org_id": org, "role": "medical_affairs"}
    api.post(f"/people/{colleague['id']}/roles", role)
    case = send_case(county, "审批示例", urgency="urgent")
    look(county, case, zh)
    expect(county.get_by_text(zh("case.state.awaiting_release")).first).to_be_visible()

    # The head finds it in Today; the office for medical affairs after that, and it goes.
    for who in ("county.head", "county.doctor2"):
        page = sit(who)
        page.goto("/today")
        waiting = page.get_by_role("region", name=re.compile(zh("today.group.to_release")))
        waiting.get_by_role("link", name=re.compile("审批示例")).click()
        press(page, zh("case.action.release"))
        expect(page.get_by_role("button", name=zh("case.action.release"))).to_have_count(0)
    expect(county.get_by_text(zh("case.state.submitted")).first).to_be_visible()
    look(county, case, zh, "timeline")
    expect(county.get_by_text("县科主任甲").first).to_be_visible()


def test_a_county_telephones_and_reads_later_what_was_written(
    chromium: Browser, desks: list[Desk], house: Installation
) -> None:
    desk = sit_down(chromium, desks, house, "coordinator", locale="zh-CN")
    desk.goto("/board")
    desk.get_by_role("link", name=zh("steps.phone_title")).click()

    def written(key: str) -> Locator:
        return desk.get_by_role("textbox", name=re.compile(f"^{re.escape(zh(key))}"))

    desk.get_by_label(zh("steps.phone_county")).select_option(label="刚察县人民医院")
    written("steps.phone_caller").fill("李医生")
    written("steps.phone_number").fill("000-0000-7788")
    desk.get_by_role("radio", name=zh("common.sex.male"), exact=True).check()
    desk.get_by_label(zh("case.field.age_years")).fill("61")
    desk.get_by_label(zh("steps.phone_specialty")).select_option("cardiology")
    written("case.field.chief_complaint").fill("胸痛 1 小时")
    written("steps.question").fill("能否溶栓？")
    send = desk.get_by_role("button", name=zh("steps.phone_send"))
    expect(send).to_be_disabled()  # before it was read back
    desk.get_by_role("checkbox", name=zh("steps.phone_read_back")).check()
    send.click()
    desk.wait_for_url(re.compile(r"/cases/[0-9a-f]{8}-"))
    case = Sent(desk.url.rpartition("/")[2].partition("?")[0], "")
    request = Api(desk).get(f"/cases/{case.id}")["requests"][0]
    expert = sit_down(chromium, desks, house, "cardiologist", locale="zh-CN")
    Api(expert).post(f"/requests/{request['id']}/take", {})

    doctor = sit_down(chromium, desks, house, "county.doctor", locale="zh-CN")
    look(doctor, case, zh)
    expect(doctor.get_by_text("李医生").first).to_be_visible()
    press(doctor, zh("steps.phone_confirm"))
    expect(doctor.get_by_role("button", name=zh("steps.phone_confirm"))).to_have_count(0)
    read = zh("steps.phone_confirmed", who="县医生甲", time="")
    expect(doctor.get_by_text(read).first).to_be_visible()


def test_a_meeting_is_fixed_kept_in_a_calendar_and_moved(
    chromium: Browser, desks: list[Desk], house: Installation
) -> None:
    county = sit_down(chromium, desks, house, "county2.doctor", locale="zh-CN")
    expert = sit_down(chromium, desks, house, "cardiologist", locale="zh-CN")
    case = send_case(county, "会议示例", urgency="urgent")
    Api(expert).post(f"/requests/{case.request_id}/take", {})
    look(expert, case, zh)
    press(expert, zh("case.action.schedule"))
    expert.get_by_label(zh("steps.meeting_link")).fill("javascript:alert(1)")
    desks[1].expected = (*desks[1].expected, "422 (Unprocessable")
    do(expert)
    expect(expert.locator("form.deed-form")).to_contain_text("https://")
    expert.get_by_label(zh("steps.meeting_link")).fill(LINK)
    do(expert)
    look(county, case, zh)
    join = county.get_by_role("link", name=zh("steps.meeting_join"))
    expect(join).to_have_attribute("href", LINK)
    with county.expect_download() as download:
        county.get_by_role("link", name=zh("steps.meeting_ics")).click()
    calendar = download.value.path().read_text()
    assert "BEGIN:VEVENT" in calendar
    assert LINK in calendar.replace("\r\n ", "")
    assert "会议示例" not in calendar

    press(expert, zh("case.action.reschedule"))
    expert.get_by_label(zh("case.why.reschedule")).fill("手术延长")
    do(expert)
    look(county, case, zh, "timeline")
    expect(county.get_by_text("手术延长").first).to_be_visible()


def test_an_interim_opinion_then_the_final_one_after_the_doctor_went_home(
    chromium: Browser, desks: list[Desk], house: Installation
) -> None:
    """The day's doctor asks, the other shift of the emergency department gets the answer."""
    county = sit_down(chromium, desks, house, "county.doctor", locale="zh-CN")
    org = Api(county).get("/session")["roles"][0]["org_id"]
    on_duty = Api(county).get(f"/duty/on_call?org={org}&specialty=emergency")
    [[now]] = [line["people"] for line in on_duty["lines"]]
    names = {"县医生甲": "county.doctor", "县医生乙": "county.doctor2"}
    here = names[now["name"]]
    [gone] = set(names.values()) - {here}
    asking = sit_down(chromium, desks, house, gone, locale="zh-CN")
    case = send_case(asking, "换班示例")
    expert = sit_down(chromium, desks, house, "cardiologist", locale="zh-CN")
    Api(expert).post(f"/requests/{case.request_id}/take", {})

    # The first question is answered at once, the second later.
    expert.goto(case.path)
    expert.get_by_role("tab", name=zh("case.segment.opinion")).click()
    answer = expert.get_by_role("textbox", name=re.compile(re.escape(zh("opinion.answer"))))
    answer.first.fill("是，立即溶栓。")
    sign(expert, interim=True)
    look(asking, case, zh, "opinion")
    expect(asking.get_by_text(zh("steps.interim_note")).first).to_be_visible()
    expect(asking.get_by_text("是，立即溶栓。").first).to_be_visible()

    colleague = sit_down(chromium, desks, house, here, locale="zh-CN")
    colleague.goto("/today")
    decide = colleague.get_by_role("region", name=re.compile(zh("today.group.decide")))
    expect(decide.get_by_text("换班示例")).to_have_count(0)
    asking.context.close()  # gone home
    answer.last.fill("半量。")
    sign(expert, interim=False)
    expect(decide.get_by_text("换班示例")).to_be_visible()
    decide.get_by_role("link", name=re.compile("换班示例")).click()
    colleague.get_by_role("tab", name=zh("case.segment.opinion")).click()
    expect(colleague.get_by_text("半量。").first).to_be_visible()
    expect(colleague.get_by_text(zh("steps.interim_note"))).to_have_count(0)


def sign(page: Page, *, interim: bool) -> None:
    page.get_by_role("button", name=zh("opinion.review_and_sign")).click()
    sheet = page.get_by_role("dialog")
    if interim:
        sheet.get_by_role("checkbox", name=zh("steps.interim")).check()
    sheet.locator("input[type=password]").fill(PASSWORD)
    word = zh("case.action.sign_interim") if interim else zh("opinion.sign")
    expect(sheet.get_by_role("button", name=word, exact=True)).to_be_visible()
    unopened = sheet.get_by_role("checkbox", name=zh("opinion.unneeded"))
    if unopened.count():
        unopened.check()
    sheet.get_by_role("button", name=word, exact=True).click()
    expect(sheet).to_be_hidden()


def test_a_shift_is_handed_over_on_one_screen(
    chromium: Browser, desks: list[Desk], house: Installation
) -> None:
    county = sit_down(chromium, desks, house, "county2.doctor", locale="zh-CN")
    giver = sit_down(chromium, desks, house, "cardiologist", locale="zh-CN")
    case = send_case(county, "交班示例")
    Api(giver).post(f"/requests/{case.request_id}/take", {})
    giver.goto("/duty/handover")
    mine = giver.get_by_role("listitem").filter(has_text="交班示例")
    mine.get_by_label(zh("duty.handover_note")).fill("等待肌钙蛋白")
    # Only this one goes over.
    for other in giver.locator(".handover-give li").all():
        if "交班示例" not in other.inner_text():
            other.get_by_role("checkbox").uncheck()
    choose(giver.get_by_label(zh("duty.hand_to")), "心内专家戊")
    giver.get_by_role("button", name=zh("duty.hand_over_n_other", n=1)).click()
    expect(giver.get_by_text(zh("duty.not_acknowledged"))).to_be_visible()
    assert holder(giver, case) == "心内专家甲"  # until the other has acknowledged

    phone = sit_down(chromium, desks, house, "cardiologist3", locale="zh-CN", size=(390, 844))
    phone.goto("/duty/handover")
    sheet = phone.locator(".handover-asks")
    expect(sheet).to_contain_text("等待肌钙蛋白")
    sheet.get_by_role("button", name=zh("duty.acknowledge")).click()
    expect(phone.locator(".handover-asks")).to_have_count(0)
    assert holder(giver, case) == "心内专家戊"
    expect(giver.get_by_text(zh("duty.not_acknowledged"))).to_have_count(0)


def holder(page: Page, case: Sent) -> str:
    request = Api(page).get(f"/cases/{case.id}")["requests"][0]
    [held] = [each for each in request["assignments"] if each["state"] == "accepted"]
    return str(held["person"]["name"])
