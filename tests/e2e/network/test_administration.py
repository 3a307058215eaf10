"""A hospital, a partnership and an expert made through the admin pages, and then used."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from tests.e2e.desk import Desk, log_in
from tests.e2e.installation import Installation
from tests.e2e.words import Words

zh = Words("zh-CN")
HOSPITAL = "新建三级医院"
DEPARTMENT = "心脏中心"
EXPERT = "新专家"
OWN_PASSWORD = "zijide-mima-77"


def make_hospital(admin: Page) -> None:
    admin.goto("/admin/hospitals")
    admin.get_by_role("button", name=zh("admin.hospital.add")).click()
    sheet = admin.get_by_role("dialog")
    sheet.get_by_label(zh("admin.hospital.name")).fill(HOSPITAL)
    sheet.get_by_role("button", name=zh("admin.hospital.add")).click()
    made = admin.get_by_role("dialog", name=HOSPITAL)
    expect(made).to_be_visible()
    made.get_by_role("button", name=zh("admin.department.add")).click()
    made.get_by_label(zh("admin.department.name")).last.fill(DEPARTMENT)
    made.get_by_label(zh("admin.department.specialty")).select_option("cardiology")
    made.get_by_role("button", name=zh("admin.department.save")).or_(
        made.get_by_role("button", name=zh("admin.department.add"))
    ).last.click()
    expect(made.get_by_text(DEPARTMENT)).to_be_visible()


def make_partnership(admin: Page) -> None:
    admin.goto("/admin/partnerships")
    admin.get_by_role("button", name=zh("admin.partnership.add")).click()
    sheet = admin.get_by_role("dialog")
    sheet.get_by_label(zh("admin.partnership.requester")).select_option(label="刚察县人民医院")
    sheet.get_by_label(zh("admin.partnership.provider")).select_option(label=HOSPITAL)
    sheet.get_by_label(zh("vocabulary.service.consultation"), exact=True).check()
    sheet.get_by_role("button", name=zh("admin.partnership.add")).click()
    expect(sheet.get_by_role("button", name=zh("admin.partnership.another"))).to_be_visible()
    # A service more, under the same agreement.
    sheet.get_by_role("button", name=zh("admin.change"), exact=True).click()
    sheet.get_by_label(zh("vocabulary.service.mdt"), exact=True).check()
    sheet.get_by_role("button", name=zh("admin.save"), exact=True).click()
    expect(sheet.get_by_role("listitem")).to_contain_text(zh("vocabulary.service.mdt"))


def make_expert(admin: Page) -> str:
    """Returns the first password, which is shown once."""
    admin.goto("/admin/people")
    admin.get_by_role("button", name=zh("admin.person.add")).click()
    sheet = admin.get_by_role("dialog")
    sheet.get_by_label(zh("admin.person.name")).first.fill(EXPERT)
    sheet.get_by_label(zh("admin.person.licence_no")).fill("L-2026-1")
    sheet.get_by_label(zh("vocabulary.specialty.cardiology"), exact=True).check()
    sheet.get_by_label(zh("admin.role.hospital")).select_option(label=HOSPITAL)
    sheet.get_by_label(zh("admin.role.role")).first.select_option("expert")
    sheet.get_by_label(zh("admin.login.username")).fill("new.expert")
    sheet.get_by_role("button", name=zh("admin.login.make_password")).click()
    password = sheet.get_by_label(zh("admin.login.first_password")).input_value()
    sheet.get_by_role("button", name=zh("admin.person.add")).click()
    expect(admin.get_by_role("dialog", name=EXPERT)).to_be_visible()
    return password


def test_a_new_hospital_its_partnership_and_its_expert_are_used(
    chromium: Browser, desks: list[Desk], embedded: Installation
) -> None:
    admin = log_in(chromium, desks, embedded, "admin", locale="zh-CN")
    make_hospital(admin)
    make_partnership(admin)
    password = make_expert(admin)

    # The county finds it among those it may ask, and asks.
    county = log_in(chromium, desks, embedded, "county.doctor", locale="zh-CN")
    expect(county.get_by_role("link", name=zh("shell.new_emergency"))).to_be_visible()
    county.keyboard.press("Alt+n")
    county.get_by_label(zh("new.name"), exact=True).fill("示例患者乙")
    county.get_by_role("radio", name=zh("new.sex.female"), exact=True).check()
    county.get_by_label(zh("new.age"), exact=True).fill("71")
    county.get_by_label(zh("new.text.chief_complaint"), exact=True).fill("心悸")
    county.get_by_label(zh("new.question", n=1), exact=True).fill("是否房颤？")
    county.get_by_label(zh("new.destination"), exact=True).select_option(
        label=f"{DEPARTMENT} · {HOSPITAL}"
    )
    county.get_by_role("button", name=zh("new.send.emergency")).click()
    county.wait_for_url("**/cases/*-*")

    # The expert chooses a password of their own, and takes the case.
    expert = log_in(chromium, desks, embedded, "new.expert", locale="zh-CN", password=password)
    expert.wait_for_url("**/account")
    expert.get_by_label(zh("admin.account.given")).fill(password)
    expert.get_by_label(zh("admin.account.new"), exact=False).first.fill(OWN_PASSWORD)
    expert.get_by_label(zh("admin.account.again")).fill(OWN_PASSWORD)
    expert.get_by_role("button", name=zh("admin.account.change_password")).click()
    expert.wait_for_url("**/today")
    expert.get_by_role("button", name=zh("today.call.take")).first.click()
    expert.wait_for_url("**/cases/*-*")
    expect(county.get_by_text(zh("room.system.request.take", by=EXPERT))).to_be_visible()
