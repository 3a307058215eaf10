"""Every sample file, sent as one folder by a county doctor and opened by a radiologist elsewhere:
in a soak each of them, else one of each sort.

What can be drawn is drawn; what cannot says why, in the case itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.case.test_batch import choose, listed, open_panel
from tests.e2e.cases import Api, send_case
from tests.e2e.desk import Desk, sit_down
from tests.e2e.installation import Installation
from tests.e2e.words import Words
from tests.factories import samples
from tests.fixtures.soak import SOAK

pytestmark = samples.needs_samples
zh = Words("zh-CN")
Material = dict[str, Any]
# Whether a canvas holds more than one grey: every 29th point will do.
COLOURS = """canvas => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const seen = new Set();
  for (let i = 0; i < data.length; i += 4 * 29) {
    seen.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
  }
  return seen.size;
}"""


def reason(code: str) -> str:
    """A typed reason as the page says it."""
    return zh(f"intake.{code.removeprefix('intake.')}")


def drawn(canvas: Locator) -> None:
    expect(canvas).to_be_visible()
    assert canvas.evaluate(COLOURS) > 2


def see_ecg(page: Page, material: Material) -> None:
    region = page.get_by_role("region", name=zh("ecg.title"))
    drawn(region.locator("canvas").first)


def see_study(page: Page, material: Material) -> None:
    """Pixels at full fidelity; behind them, or in their place, each object that is kept only."""
    study = material["study"]
    region = page.get_by_role("region", name=zh("imaging.title"))
    if study["images"]:
        expect(region.locator('.imaging-light[data-showing="original"]')).to_be_visible()
        drawn(region.locator(".imaging-canvas canvas").first)
    if study["not_shown"]:
        if study["images"]:
            region.locator(".imaging-series button").last.click()
        expect(region.locator(".imaging-kept li")).to_have_count(sum(study["not_shown"].values()))
        for told in region.locator(".imaging-kept li p").all():
            assert told.inner_text().strip()


def see_attachment(page: Page, material: Material) -> None:
    attachment = material["attachment"]
    stage = page.locator(".stage")
    expect(stage.get_by_text(attachment["file_name"]).first).to_be_visible()
    if attachment["why_unreadable"]:
        expect(stage.get_by_text(reason(attachment["why_unreadable"]))).to_be_visible()
    elif attachment["preview_url"]:
        expect(stage.locator("img")).to_be_visible()


def see_refusal(page: Page, material: Material) -> None:
    expect(
        page.locator(".stage").get_by_text(reason(material["refusal"]["reason"]))
    ).to_be_visible()


SEE: dict[str, Callable[[Page, Material], None]] = {
    "ecg": see_ecg,
    "study": see_study,
    "attachment": see_attachment,
    "refusal": see_refusal,
}


def sort_of(material: Material) -> tuple[object, ...]:
    """What the page shows in the same way; ECG of each format are looked at in test_recordings."""
    kind = material["kind"]
    match kind, material[kind]:
        case "study", study:
            return kind, study["images"] > 1, tuple(study["not_shown"])
        case "attachment", attachment:
            return kind, attachment["why_unreadable"], bool(attachment["preview_url"])
        case "refusal", refusal:
            return kind, refusal["reason"]
    return (kind,)


def test_every_sample_arrives_and_is_shown_or_says_why(
    chromium: Browser, desks: list[Desk], shared: Installation
) -> None:
    county = sit_down(chromium, desks, shared, "county.doctor", locale="zh-CN")
    sent = send_case(county, "全部样例", urgency="routine")
    files = [path for path in samples.ROOT.rglob("*") if path.is_file()]
    open_panel(county, sent.path)
    choose(county, samples.ROOT.resolve(), zh("batch.choose_folder"))
    expect(county.get_by_text(zh("batch.all_other", n=len(files)), exact=True)).to_be_visible(
        timeout=120_000
    )
    arrived = listed(county, sent.id)
    assert Counter(item["name"] for item in arrived) == Counter(path.name for path in files)
    assert {item["state"] for item in arrived} <= {"stored", "refused"}

    radiologist = sit_down(chromium, desks, shared, "radiologist", locale="zh-CN")
    materials = Api(radiologist).get(f"/cases/{sent.id}")["materials"]
    there = {f"{material['kind']}:{material['item_id']}" for material in materials}
    assert {item["item"] for item in arrived} <= there
    radiologist.goto(sent.path)
    frames = radiologist.locator(".film-strip .film-frame")
    expect(frames).to_have_count(len(materials))
    seen: set[tuple[object, ...]] = set()
    for number, material in enumerate(materials):
        if not SOAK and sort_of(material) in seen:
            continue
        seen.add(sort_of(material))
        frames.nth(number).click()
        SEE[material["kind"]](radiologist, material)
