"""A folder of images on a thin line: cut, paused, reloaded, and every image arrives once."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.e2e.cases import Api, send_case
from tests.e2e.desk import Desk, sit_down
from tests.e2e.installation import Installation
from tests.e2e.words import Words
from tests.factories import images
from tests.factories.images import Picture

zh = Words("zh-CN")
SLICES = 32
STUDY = "2.25.7700"
# The browser writes down each request that a cut line took.
CUT = ("401 (Unauthorized)", "net::ERR_")
# How many files the browser still holds.
COPIES = """() => new Promise(done => {
  indexedDB.open("huizhen-uploads").onsuccess = ({ target }) => {
    const all = target.result.transaction("file").objectStore("file").count();
    all.onsuccess = () => done(all.result);
  };
})"""


def disc(folder: Path, *, series: int = 2, slices: int = SLICES) -> Path:
    """Nested series under one name for all files, and what else lies on a ward's disk."""
    top = folder / "胸部CT"
    for number in range(1, series + 1):
        here = top / f"series {number}"
        here.mkdir(parents=True)
        for index in range(1, slices + 1):
            picture = Picture(study=STUDY, series=number, instance=index)
            (here / f"IM{index:04}").write_bytes(images.native(picture))
    (top / "Thumbs.db").write_bytes(b"litter")
    (top / "viewer.exe").write_bytes(b"MZ" + bytes(200))
    (top / "empty").write_bytes(b"")
    (top / "run").write_bytes(b"\x7fELF" + bytes(200))
    return top


class Line:
    """The line to `/uploads/`, which can be cut after so many files."""

    def __init__(self, page: Page) -> None:
        self.passed = 0
        self.until: int | None = None
        page.route("**/uploads/", self._create)

    def _create(self, route: Route) -> None:
        if self.until is not None and self.passed >= self.until:
            route.abort()
            return
        self.passed += 1
        route.continue_()


def choose(page: Page, folder: Path, label: str) -> None:
    page.locator(f'input[type=file][aria-label="{label}"]').first.set_input_files(folder)


def row(page: Page, name: str) -> Locator:
    return page.locator(".upload-batch").filter(has_text=name)


def open_panel(page: Page, path: str) -> None:
    page.goto(path)
    page.get_by_role("button", name=zh("case.material.add"), exact=True).first.click()


def listed(page: Page, case_id: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    after = ""
    while True:
        found = Api(page).get(f"/uploads?case={case_id}&limit=200{after}")
        items += found["items"]
        if found["next"] is None:
            return [item for item in items if item["batch"]]
        after = f"&after={found['next']}"


def test_a_folder_survives_a_cut_and_a_reload_and_arrives_once(
    chromium: Browser, desks: list[Desk], shared: Installation, tmp_path: Path
) -> None:
    county = sit_down(chromium, desks, shared, "county.doctor", locale="zh-CN")
    desks[-1].expected = CUT
    sent = send_case(county, "批量示例", urgency="routine")
    folder = disc(tmp_path)
    line = Line(county)
    line.until = 20
    open_panel(county, sent.path)
    choose(county, folder, zh("batch.choose_folder"))
    batch = row(county, folder.name)

    # What only lies beside the images is left out, and said to be.
    expect(batch.get_by_text(zh("batch.left_out_other", n=3))).to_be_visible()
    expect(batch.get_by_text(re.compile(r"^(1[0-9]|20)，共 65 个文件"))).to_be_visible()
    expect(batch.get_by_text(zh("batch.safe"))).to_be_visible()
    batch.get_by_role("button", name=zh("upload.pause")).click()
    expect(batch.get_by_text(zh("batch.paused"))).to_be_visible()

    # The reloaded page asks for nothing: it is still paused, and goes on from where it was.
    county.reload()
    open_panel(county, sent.path)
    batch = row(county, folder.name)
    expect(batch.get_by_text(zh("batch.paused"))).to_be_visible()
    # Another tab of this browser leaves it alone: nothing goes up twice.
    other = county.context.new_page()
    with other.expect_response("**/api/v1/uploads?case=*"):
        open_panel(other, sent.path)
    expect(other.locator(".upload-panel").first).to_be_visible()
    expect(other.locator(".upload-batch")).to_have_count(0)
    other.close()
    before = len([item for item in listed(county, sent.id) if item["state"] == "stored"])
    assert 0 < before <= 20
    line.until = None
    batch.get_by_role("button", name=zh("upload.resume")).click()
    done = zh("batch.some", done=64, files=zh("upload.files_other", n=65))
    expect(batch.get_by_text(done)).to_be_visible(timeout=60_000)

    # One was refused, and says why; the others lost nothing by it.
    expect(batch.get_by_text(zh("batch.refused_other", n=1))).to_be_visible()
    expect(batch.get_by_text(zh("intake.refused.executable"))).to_be_visible()
    materials = Api(county).get(f"/cases/{sent.id}")["materials"]
    [study] = [material["study"] for material in materials if material["study"]]
    assert (study["series"], study["images"]) == (2, 2 * SLICES)
    paths = [item["path"] for item in listed(county, sent.id)]
    assert len(paths) == len(set(paths)) == 65

    # The copies have left this shared PC.
    assert county.evaluate(COPIES) == 0


def test_where_the_browser_keeps_nothing_the_folder_is_asked_for_again(
    chromium: Browser, desks: list[Desk], shared: Installation, tmp_path: Path
) -> None:
    county = sit_down(chromium, desks, shared, "county.doctor", locale="zh-CN")
    desks[-1].expected = CUT
    county.add_init_script("IDBFactory.prototype.open = () => { throw new Error('forbidden'); };")
    sent = send_case(county, "无留存示例", urgency="routine")
    folder = disc(tmp_path, slices=6)
    line = Line(county)
    line.until = 5
    open_panel(county, sent.path)
    choose(county, folder, zh("batch.choose_folder"))
    batch = row(county, folder.name)
    expect(batch.get_by_text(zh("batch.unsafe"))).to_be_visible()
    expect(batch.get_by_text(re.compile(r"^[1-5]，共 13 个文件"))).to_be_visible()
    county.once("dialog", lambda dialog: dialog.accept())
    county.reload()
    line.until = None
    arrived = {item["path"] for item in listed(county, sent.id) if item["state"] == "stored"}
    begun = line.passed
    open_panel(county, sent.path)
    choose(county, folder, zh("batch.choose_folder"))
    # What had arrived before the reload is not of this batch.
    done = re.compile(r"^1[12] 个已到达服务器，共 1[23] 个文件")
    expect(row(county, folder.name).get_by_text(done)).to_be_visible()
    assert line.passed - begun <= 13 - len(arrived)
    stored = [item["path"] for item in listed(county, sent.id) if item["state"] != "receiving"]
    assert sorted(stored) == sorted(set(stored))
