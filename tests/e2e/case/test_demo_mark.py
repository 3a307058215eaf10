"""Whoever sees the demonstration network's data is told what they are: on screen and on paper."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, expect

from tests.e2e.cases import send_case
from tests.e2e.desk import Desk, sit_down
from tests.e2e.installation import Installation
from tests.e2e.words import Words

words = Words("zh-CN")
PATIENT = "演示患者"


def test_demo_data_are_marked(chromium: Browser, desks: list[Desk], shared: Installation) -> None:
    county = sit_down(chromium, desks, shared, "county.doctor", locale="zh-CN")
    case = send_case(county, PATIENT, urgency="routine")
    county.goto("/cases")
    row = county.locator(".case-row").filter(has_text=PATIENT)
    expect(row.locator(".demo-mark")).to_be_visible()
    expect(county.locator(".strip .demo-mark")).to_have_text(words("demo.network"))
    county.goto(case.path)
    expect(county.locator(".banner .demo-mark")).to_have_text(words("demo.mark"))
    expert = sit_down(chromium, desks, shared, "cardiologist", locale="zh-CN")
    expert.goto(case.path)
    expert.get_by_role("button", name=words("case.action.take")).first.click()
    expert.get_by_role("tab", name=words("case.segment.opinion")).click()
    answers = expert.get_by_role("textbox", name=re.compile(re.escape(words("opinion.answer"))))
    expect(answers).to_have_count(2)
    for answer in answers.all():
        answer.fill("STEMI.")
    expert.get_by_role("button", name=words("opinion.review_and_sign")).click()
    paper = expert.get_by_role("dialog").locator(".paper").first
    expect(paper.locator(".paper-demo")).to_have_text(words("demo.data"))
    expect(paper.locator(".paper-footer")).to_contain_text(words("demo.data"))
