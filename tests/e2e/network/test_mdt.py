"""Seven members in four hospitals meet: one loses the line and comes back, one never comes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.cases import Api, send_case
from tests.e2e.desk import BEFORE, PASSWORD, Desk, sit_down
from tests.e2e.installation import Installation
from tests.e2e.looking import faults
from tests.e2e.screens.test_axe import complaints
from tests.e2e.words import Words

zh = Words("zh-CN")
NEEDED = ("cardiology", "radiology", "general_surgery")
# login: part and specialty; county2.doctor is the one who never comes.
SEATS = {
    "chair": ("chair", "general_medicine"),
    "secretary": ("secretary", ""),
    "cardiologist": ("member", "cardiology"),
    "radiologist": ("member", "radiology"),
    "surgeon": ("member", "general_surgery"),
    "cardiologist2": ("member", "cardiology"),
    "county2.doctor": ("member", "emergency"),
}


class Team:
    """The members, each with a session of their own, and what they do without a screen."""

    def __init__(self, browser: Browser, at: Installation) -> None:
        self.contexts: list[BrowserContext] = []
        self.apis: dict[str, Api] = {}
        self.who: dict[str, dict[str, Any]] = {}
        for login in SEATS:
            context = browser.new_context(base_url=at.url)
            self.contexts.append(context)
            page = context.new_page()
            page.goto(BEFORE)
            api = Api(page)
            self.who[login] = api.post("/session", {"username": login, "password": PASSWORD})
            self.apis[login] = api

    def __getitem__(self, login: str) -> Api:
        return self.apis[login]

    def seat(self, login: str) -> dict[str, Any]:
        me, (part, specialty) = self.who[login], SEATS[login]
        return {
            "person_id": me["person"]["id"],
            "org_id": me["roles"][0]["org_id"],
            "part": part,
            "specialty": specialty,
            "required": specialty in NEEDED and login != "cardiologist2",
        }

    def close(self) -> None:
        for context in self.contexts:
            context.close()


def _meeting(team: Team) -> str:
    """A team, and a meeting of it that begins now; its id."""
    keeper = team["secretary"]
    board = keeper.post(
        "/mdt/boards",
        {
            "org_id": team.who["secretary"]["roles"][0]["org_id"],
            "name": "心血管多学科",
            "required_specialties": NEEDED,
            "bridge_phone": "000-0000-7000",
            "seats": [team.seat(login) for login in SEATS],
        },
    )
    begins = datetime.now(UTC) + timedelta(minutes=5)
    times = {"starts_at": begins.isoformat(), "ends_at": (begins + timedelta(hours=1)).isoformat()}
    made = keeper.post(f"/mdt/boards/{board['id']}/sessions", {"mode": "live", **times})
    return str(made["id"])


def _propose(county: Page, patient: str, question: str) -> None:
    """From the case's own page, as a county doctor does."""
    county.goto(send_case(county, patient, urgency="routine").path)
    county.get_by_role("tab", name=zh("case.segment.request")).click()
    county.get_by_role("button", name=zh("mdt.propose_open")).click()
    sheet = county.get_by_role("dialog")
    sheet.get_by_label(zh("mdt.propose_to")).select_option(label="心血管多学科 · 聊城市人民医院")
    sheet.get_by_label(zh("mdt.question")).fill(question)
    sheet.get_by_label(zh("mdt.form.disease")).fill("冠心病，三支病变")
    sheet.get_by_role("button", name=zh("mdt.propose_send")).click()
    expect(sheet).to_have_count(0)


def _screened_and_planned(chair: Page, secretary: Page, patient: str) -> None:
    row = chair.locator(".case-row").filter(has_text=patient)
    row.get_by_role("button", name=zh("mdt.do.screen")).click()
    sheet = chair.get_by_role("dialog")
    sheet.get_by_role("radio", name=zh("mdt.verdict.screen")).check()
    sheet.get_by_role("button", name=zh("mdt.verdict_do.screen"), exact=True).click()
    expect(sheet).to_have_count(0)
    waiting = secretary.locator(".case-row").filter(has_text=patient)
    waiting.get_by_role("button", name=zh("mdt.do.plan")).click()
    sheet = secretary.get_by_role("dialog")
    # Less than a day before the meeting its list is locked.
    sheet.get_by_label(zh("mdt.why_late")).fill("病情变化")
    sheet.get_by_role("button", name=zh("mdt.do.plan")).click()
    expect(sheet).to_have_count(0)


def _seated(browser: Browser, desks: list[Desk], at: Installation, login: str) -> Page:
    page = sit_down(browser, desks, at, login, locale="zh-CN", bypass_csp=True)
    # A browser writes down what it could not fetch while its line was cut.
    desks[-1].expected += ("ERR_INTERNET_DISCONNECTED",)
    return page


def test_seven_members_in_four_hospitals(
    chromium: Browser, desks: list[Desk], shared: Installation
) -> None:
    team = Team(chromium, shared)
    try:
        _run(lambda login: _seated(chromium, desks, shared, login), team)
    finally:
        team.close()


def _run(sit: Callable[[str], Page], team: Team) -> None:
    meeting = f"/mdt/{_meeting(team)}"
    county = sit("county.doctor")
    _propose(county, "会诊患者甲", "搭桥还是介入?")
    _propose(county, "会诊患者乙", "何时手术?")
    chair, secretary, far = sit("chair"), sit("secretary"), sit("cardiologist2")
    for page in (chair, secretary):
        page.goto("/mdt")
    for patient in ("会诊患者甲", "会诊患者乙"):
        _screened_and_planned(chair, secretary, patient)

    # Sealed until all are opened: the author reads it, the others that it is in.
    far.goto(meeting)
    far.get_by_role("button", name=zh("mdt.do.answer"), exact=True).click()
    invitation = far.get_by_role("dialog")
    invitation.get_by_role("radio", name=zh("mdt.answer.coming"), exact=True).check()
    invitation.get_by_role("button", name=zh("mdt.answer_send")).click()
    expect(invitation).to_have_count(0)
    far.get_by_label(zh("mdt.opinion_mine")).fill("倾向外科搭桥")
    for page in (chair, secretary):
        page.goto(meeting)
    expect(chair.locator(".mdt-envelope-in")).to_have_count(1)
    expect(chair.get_by_text("倾向外科搭桥")).to_have_count(0)
    assert complaints(chair) == []
    assert faults(chair) == []

    def press(step: str) -> None:
        chair.get_by_role("button", name=zh(f"mdt.do.{step}"), exact=True).click()

    press("open")
    for login in ("cardiologist", "radiologist"):
        team[login].post(f"{meeting.replace('/mdt/', '/mdt/sessions/')}/presence", {"here": True})
    press("next")
    expect(far.locator(".mdt-agenda-now")).to_be_visible()
    surgery = zh("vocabulary.specialty.general_surgery")
    expect(chair.locator(".mdt-quorum-wanting")).to_contain_text(surgery)

    # The surgeon is on the telephone: the roll call says so.
    press("roll_call")
    line = chair.locator(".mdt-roll li").filter(has_text="外科专家甲")
    line.get_by_role("radio", name=zh("mdt.call.phone")).check()
    missing = chair.locator(".mdt-roll li").filter(has_text="县医生丙")
    missing.get_by_role("radio", name=zh("mdt.call.absent")).check()
    chair.get_by_role("button", name=zh("mdt.roll_call_record")).click()
    expect(chair.locator(".mdt-quorum-met")).to_be_visible()
    expect(far.locator(".mdt-member-absent")).to_contain_text("县医生丙")

    press("open_opinions")
    expect(chair.get_by_text("倾向外科搭桥")).to_be_visible()

    # What the secretary types is seen while it is typed; over a cut line, once it is back.
    far.context.set_offline(True)
    decision = secretary.get_by_role("textbox", name=zh("mdt.outcome.decision"))
    decision.fill("首选搭桥")
    expect(chair.locator(".mdt-decision")).to_contain_text("首选搭桥")
    decision.fill("首选搭桥，术前评估颈动脉。")
    expect(chair.locator(".mdt-decision")).to_contain_text("评估颈动脉")
    far.context.set_offline(False)
    expect(far.locator(".mdt-decision")).to_contain_text("评估颈动脉")
    here = chair.locator(".mdt-member").filter(has_text="心内专家乙")
    expect(here).to_contain_text(zh("mdt.presence.present"))
    expect(chair.locator(".mdt-quorum-met")).to_be_visible()

    press("conclude")
    press("circulate")
    far.get_by_role("button", name=zh("mdt.do.sign"), exact=True).click()
    sheet = far.get_by_role("dialog")
    sheet.get_by_role("radio", name=zh("mdt.signed.dissent")).check()
    sheet.get_by_label(zh("mdt.sign_text.dissent")).fill("肾功能不允许，应先介入。")
    sheet.locator("input[type=password]").fill(PASSWORD)
    sheet.get_by_role("button", name=zh("mdt.do.sign"), exact=True).click()
    expect(sheet).to_have_count(0)
    expect(chair.locator(".mdt-verbatim")).to_have_text("肾功能不允许，应先介入。")

    # Nobody waits for the chair: the next case is on every screen, whoever looks where.
    press("next")
    for page in (chair, secretary, far):
        expect(page.locator(".mdt-patient")).to_contain_text("会诊患者乙")

    [first, _] = team["chair"].get(f"{meeting.replace('/mdt/', '/mdt/sessions/')}")["agenda"]
    paper = team["chair"].get(f"/requests/{first['request_id']}/mdt")
    for login in ("cardiologist", "radiologist", "surgeon"):
        team[login].post(
            f"/requests/{first['request_id']}/sign_mdt",
            {"password": PASSWORD, "version": paper["outcome"]["version"], "value": "agree"},
        )
    chair.locator(".mdt-agenda button").first.click()
    press("finalise")
    sheet = chair.get_by_role("dialog")
    expect(sheet.locator(".mdt-paper")).to_contain_text("首选搭桥")
    sheet.locator("input[type=password]").fill(PASSWORD)
    sheet.get_by_role("button", name=zh("mdt.do.finalise"), exact=True).click()
    expect(sheet).to_have_count(0)

    # The county reads the record, with who disagreed in their own words.
    county.goto(f"/cases/{first['case_id']}")
    county.locator(".request-switch button").filter(has_text=zh("mdt.title")).click()
    county.get_by_role("tab", name=zh("case.segment.opinion")).click()
    expect(county.locator(".mdt-paper")).to_contain_text("肾功能不允许，应先介入。")
    expect(county.locator(".mdt-paper")).to_contain_text(zh("mdt.paper.title"))
