"""Names and words that would run if a page took them for markup: shown as text, nothing runs."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import APIResponse, Browser, Page, expect

from storage.database.unit_of_work import new_id, system_clock
from tests.e2e.desk import Desk, sit_down
from tests.e2e.installation import Installation
from tests.e2e.words import Words
from tests.factories.ecg import SyntheticEcg, dicom_12_lead
from tests.fixtures.soak import SOAK
from tests.worlds.world import FULL_FORM

zh = Words("zh-CN")
IMG = "<img src=x onerror=ran()>"
SCRIPT = "</script><script>ran()</script>"
SVG = "<svg/onload=ran()>"
LINK = "javascript:ran()"
BREAK = '\'"><iframe srcdoc="<script>parent.ran()</script>">'
TURNED = "Li\u202e gm 05\u202c"
LONG = "长" * 150
# What would run reports here, and so does what the policy of the page had to stop.
WATCH = """
window.hacked = []; window.stopped = [];
window.ran = () => window.hacked.push('ran');
window.alert = window.confirm = window.prompt = window.ran;
document.addEventListener('securitypolicyviolation', (e) => {
  window.stopped.push(e.violatedDirective);
});
"""


def ask(page: Page, method: str, path: str, body: object = None) -> Any:
    origin = page.evaluate("location.origin")
    answer: APIResponse = page.request.fetch(
        path, method=method, data=body, headers={"Origin": origin}
    )
    assert answer.ok, (path, answer.text())
    return answer.json() if answer.body() else None


def seen(page: Page, text: str) -> None:
    expect(page.get_by_text(text).locator("visible=true").first).to_be_visible()


def watched(chromium: Browser, desks: list[Desk], at: Installation, who: str, **size: Any) -> Page:
    page = sit_down(chromium, desks, at, who, **size)
    page.context.add_init_script(WATCH)
    page.goto("/today")
    return page


def rename(admin: Page) -> None:
    """The hospital's and the doctor's own names."""
    for each in ask(admin, "GET", "/api/v1/hospitals?limit=200")["items"]:
        if each["name"] == "刚察县人民医院":
            ask(admin, "PATCH", f"/api/v1/hospitals/{each['id']}", {"name": f"Gangcha {IMG}"})
    people = ask(admin, "GET", "/api/v1/people?q=县医生甲")["items"]
    body = {"name": f"Doctor {SVG}", "title": BREAK[:60], "phone": LINK}
    ask(admin, "PATCH", f"/api/v1/people/{people[0]['id']}", body)


def hostile_case(county: Page, name: str) -> dict[str, Any]:
    me = ask(county, "GET", "/api/v1/session")
    org = me["roles"][0]["org_id"]
    found = ask(county, "GET", f"/api/v1/destinations?org={org}&service=consultation")["items"]
    to = next(
        each
        for each in found
        if each["specialty"] == "cardiology" and each["org_name"].startswith("聊城")
    )
    form = FULL_FORM | {"chief_complaint": IMG, "history": SCRIPT, "callback_phone": LINK}
    body = {
        "id": new_id(system_clock()),
        "org_id": org,
        "patient": {"name": name, "sex": "male", "age_years": 58},
        "urgency": "emergency",
        "template": "chest_pain",
        "form": form,
        "questions": [f"Question {SCRIPT}", LONG],
        "destination": {"partnership_id": to["partnership_id"], "specialty": "cardiology"},
        "send": True,
    }
    return body | ask(county, "POST", "/api/v1/cases", body)


def upload(county: Page, case_id: str, name: str, data: bytes) -> None:
    pairs = {"filename": name, "case": case_id}
    meta = ",".join(f"{k} {base64.b64encode(v.encode()).decode()}" for k, v in pairs.items())
    tus = {"Tus-Resumable": "1.0.0"}
    begun = county.request.fetch(
        "/uploads/",
        method="POST",
        headers=tus | {"Upload-Length": str(len(data)), "Upload-Metadata": meta},
    )
    assert begun.status == 201, begun.text()
    kind = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": "0"}
    sent = county.request.fetch(
        begun.headers["location"], method="PATCH", data=data, headers=tus | kind
    )
    assert sent.status == 204, sent.text()


def unharmed(page: Page) -> None:
    """Nothing ran, nothing had to be stopped, and no markup came of a text."""
    assert page.evaluate("window.hacked") == []
    assert page.evaluate("window.stopped") == []
    made = "img[src='x'], svg[onload], iframe, a[href^='javascript'], [onerror]"
    assert page.locator(made).count() == 0


ECG = SyntheticEcg(
    seconds=4, name=f"Wang^{IMG}", patient_id=BREAK[:60], statements=(IMG, SCRIPT, SVG)
)


def test_a_name_is_never_more_than_a_name(
    chromium: Browser, desks: list[Desk], embedded: Installation
) -> None:
    county = watched(chromium, desks, embedded, "county.doctor")
    expert = watched(chromium, desks, embedded, "cardiologist")
    for name in (IMG, SCRIPT, BREAK, TURNED, LONG) if SOAK else (SCRIPT, TURNED, LONG):
        case = hostile_case(county, name)
        shown = name.replace("\u202e", "").replace("\u202c", "")
        expert.goto(f"/cases/{case['id']}")
        seen(expert, shown)
        unharmed(expert)
    for page in (county, expert):
        page.goto("/cases")
        seen(page, LONG)
        unharmed(page)
    assert "\u202e" not in county.content()


def test_hostile_words_everywhere_at_once(
    chromium: Browser, desks: list[Desk], embedded: Installation, tmp_path: Path
) -> None:
    admin = watched(chromium, desks, embedded, "admin")
    rename(admin)
    county = watched(chromium, desks, embedded, "county.doctor")
    expert = watched(chromium, desks, embedded, "cardiologist")
    phone = watched(chromium, desks, embedded, "cardiologist", size=(390, 844))
    case = hostile_case(county, f"Patient {IMG}")
    upload(county, case["id"], f"{IMG}.dcm", dicom_12_lead(ECG))
    upload(county, case["id"], "../../x\u202egnp.exe\r\nX-Evil: 1.pdf", b"%PDF-1.4\n%%EOF\n")
    ask(expert, "POST", f"/api/v1/requests/{case['request_id']}/take", {})

    for page in (county, expert, phone):
        page.goto(f"/cases/{case['id']}")
        seen(page, f"Patient {IMG}")
    for words in (IMG, SCRIPT, SVG, BREAK, LINK, TURNED):
        composer = county.get_by_role("textbox", name=re.compile(r"Patient"))
        composer.fill(words)
        composer.press("Enter")
    for page in (county, expert):
        seen(page, BREAK)
        seen(page, LINK)
        expect(page.locator("canvas").first).to_be_visible()
        seen(page, SVG)
        unharmed(page)
    for tab in ("opinion", "request", "timeline"):
        expert.get_by_role("tab", name=zh(f"case.segment.{tab}")).click()
        unharmed(expert)
    for page, places in (
        (county, ("/today", "/cases", "/account")),
        (expert, ("/today", "/cases")),
        (admin, ("/admin/people", "/admin/hospitals", "/admin/partnerships")),
    ):
        for place in places:
            page.goto(place)
            page.wait_for_load_state("networkidle")
            unharmed(page)
    seen(admin, IMG)
    unharmed(phone)
    downloads(county, case["id"])


def downloads(county: Page, case_id: str) -> None:
    """Originals are only ever saved, under a name without a path, a turn or a header in it."""
    materials = ask(county, "GET", f"/api/v1/cases/{case_id}")["materials"]
    urls = [(each["ecg"] or each["attachment"])["original_url"] for each in materials]
    assert len(urls) == 2
    for url in urls:
        answer = county.request.get(url)
        told = answer.headers["content-disposition"]
        assert told.startswith("attachment; filename=")
        assert not {"/", "\\", "<", "\u202e", "\n"} & set(told.partition("filename*=")[0])
        assert "%2F" not in told
        assert "%3C" not in told
        assert "%E2%80%AE" not in told
        assert "x-evil" not in answer.headers
        assert "sandbox" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
