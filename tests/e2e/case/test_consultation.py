"""The ways a consultation goes besides the shortest, each clicked through by its people."""

from __future__ import annotations

import json
import re

from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.cases import Api, Sent, send_case
from tests.e2e.desk import Desk, choose, sit_down, unfold
from tests.e2e.installation import Installation
from tests.e2e.looking import seated
from tests.e2e.words import Words
from tests.fixtures.fhir import validated

en, zh, vi = Words("en"), Words("zh-CN"), Words("vi")
ACCOUNT = "今晨的心电图，含右胸导联"


def seat(chromium: Browser, desks: list[Desk], at: Installation, who: str, words: Words) -> Page:
    """Somebody who reads this language, whatever the demonstration says."""
    page = sit_down(chromium, desks, at, who, locale=words.locale)
    Api(page).put("/session/locale", {"locale": words.locale})
    return page


def look(page: Page, case: Sent, words: Words, segment: str = "request") -> None:
    page.goto(case.path)
    page.get_by_role("tab", name=words(f"case.segment.{segment}")).click()


def button(page: Page, word: str) -> Locator:
    return page.get_by_role("button", name=word, exact=True).first


def press(page: Page, word: str) -> None:
    button(page, word).click()


def do(page: Page) -> None:
    """The deed whose few fields are open."""
    page.locator("form.deed-form button[type=submit]").click()


def takes_along(page: Page, link: str) -> None:
    """The case as a file, which another hospital's program takes for FHIR."""
    with page.expect_download() as taken:
        page.get_by_role("link", name=link).click()
    bundle = validated(json.loads(taken.value.path().read_text("utf-8")))
    kinds = {entry["resource"]["resourceType"] for entry in bundle["entry"]}
    assert kinds >= {"Patient", "ServiceRequest", "Task", "Consent", "DocumentReference"}


def test_information_asked_and_given_then_handed_over_and_one_more_specialty(
    chromium: Browser, desks: list[Desk], embedded: Installation
) -> None:
    county = seat(chromium, desks, embedded, "county.doctor", zh)
    expert = seat(chromium, desks, embedded, "cardiologist", zh)
    case = send_case(county, "资料示例", urgency="urgent")
    Api(expert).post(f"/requests/{case.request_id}/take", {})

    # What is missing is named; the clock of the answer stands still, on both sides.
    look(expert, case, zh)
    press(expert, zh("case.action.ask_info"))
    expert.get_by_role("checkbox", name=zh("steps.missing.ecg")).check()
    expert.get_by_label(zh("steps.missing_text")).fill(ACCOUNT)
    do(expert)
    expect(expert.get_by_text(zh("case.clock.paused")).first).to_be_visible()
    look(county, case, zh)
    expect(county.get_by_text(ACCOUNT).first).to_be_visible()
    for page in (county, expert):
        expect(page.get_by_text(zh("case.clock.paused")).first).to_be_visible()

    # The county sends it on, and it goes on where it was.
    sent_on = county.get_by_label(zh("steps.go_on.resubmit"))
    unfold(sent_on, button(county, zh("case.action.resubmit")))
    sent_on.fill("已上传 14:06 的心电图")
    do(county)
    expect(county.get_by_text(zh("case.clock.paused"))).to_have_count(0)
    expect(expert.get_by_text(zh("case.clock.paused"))).to_have_count(0)

    # A colleague is asked, in his own language, and goes on only when he says so.
    press(expert, zh("case.action.hand_over"))
    choose(expert.get_by_label(zh("steps.person.hand_over")), "心内专家戊")
    expert.get_by_label(zh("case.why.hand_over")).fill("上台手术")
    do(expert)
    colleague = seat(chromium, desks, embedded, "cardiologist3", vi)
    look(colleague, case, vi)
    press(colleague, vi("case.action.accept"))
    expect(colleague.get_by_role("button", name=vi("case.next.write_opinion"))).to_be_visible()
    look(expert, case, zh, "timeline")
    expect(expert.get_by_text(zh("case.action.hand_over").rstrip("…")).first).to_be_visible()

    # One more specialty comes into the same room; its request is a paper of its own.
    look(colleague, case, vi)
    press(colleague, vi("steps.specialty_add"))
    specialty = colleague.get_by_role("combobox", name=re.compile(vi("steps.specialty_which")))
    specialty.select_option(value="general_surgery")
    press(colleague, vi("steps.specialty_ask"))
    requests = colleague.get_by_role("navigation", name=vi("steps.requests"))
    expect(requests.get_by_role("button")).to_have_count(2)
    surgeon = seat(chromium, desks, embedded, "surgeon", en)
    surgeon.goto(case.path)
    press(surgeon, en("case.action.take"))
    expect(surgeon.get_by_role("button", name=en("case.next.write_opinion"))).to_be_visible()


def test_refused_rejected_and_asked_again(
    chromium: Browser, desks: list[Desk], embedded: Installation
) -> None:
    county = seat(chromium, desks, embedded, "county.doctor", en)
    desk = seat(chromium, desks, embedded, "coordinator", vi)
    expert = seat(chromium, desks, embedded, "cardiologist", en)
    case = send_case(county, "Mẫu Từ Chối", urgency="urgent")

    # Offered with a time to answer in, and declined with the reason.
    look(desk, case, vi)
    unfold(desk.get_by_label(vi("steps.answer_within")), button(desk, vi("case.action.assign")))
    desk.get_by_label(vi("steps.answer_within")).select_option(value="30")
    row = desk.get_by_role("listitem").filter(has_text="心内专家甲")
    row.get_by_role("button", name=vi("case.assign_to")).first.click()
    look(expert, case, en)
    expect(expert.get_by_text(re.compile(r"to answer by"))).to_be_visible()
    press(expert, en("case.action.refuse"))
    expert.get_by_label(en("case.why.refuse")).fill("in the operating theatre")
    do(expert)
    expect(desk.get_by_text("in the operating theatre").first).to_be_visible()

    # The centre has nobody: the county reads why, and asks again.
    look(desk, case, vi)
    state = Api(desk).get(f"/cases/{case.id}")["requests"][0]["state"]
    assert state in ("submitted", "offered")
    press(desk, vi("case.action.reject"))
    desk.get_by_label(vi("case.why.reject")).fill("không còn bác sĩ trực")
    do(desk)
    look(county, case, en)
    expect(county.get_by_text("không còn bác sĩ trực").first).to_be_visible()
    takes_along(county, en("case.request.export"))
    with seated(chromium, embedded, "county2.doctor", "en", (1366, 625)) as stranger:
        assert stranger.request.get(f"/api/v1/cases/{case.id}/fhir").status == 404
    press(county, en("case.action.reopen"))
    question = county.get_by_role("textbox", name=re.compile(en("steps.question")))
    question.fill("Pain is back: lyse?")
    do(county)
    requests = county.get_by_role("navigation", name=en("steps.requests"))
    expect(requests.get_by_role("button")).to_have_count(2)
    expect(requests.get_by_text(re.compile(en("steps.again")))).to_be_visible()
    look(county, case, en, "timeline")
    expect(county.get_by_text(en("steps.stages"))).to_be_visible()
