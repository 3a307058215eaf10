"""Every ECG we can get, from the sender's bytes to a drawn tracing in the specialist's browser."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pydicom.data
import pytest
from playwright.sync_api import Browser, Page, expect

from storage.database import migrate
from storage.database.unit_of_work import new_id, system_clock
from storage.derive import ecg1
from tests.e2e.desk import Desk, sit_down
from tests.e2e.installation import Installation, installed
from tests.e2e.words import Words
from tests.factories import samples
from tests.factories.ecg import dicom_12_lead, hl7_aecg, scp_ecg
from tests.fixtures.backends import Backend
from tests.fixtures.soak import SOAK
from tests.worlds.world import FULL_FORM

zh = Words("zh-CN")
TUS = {"Tus-Resumable": "1.0.0"}
ECG_FORMATS = (
    "dicom-ecg",
    "scp",
    "aecg",
    "muse-xml",
    "sierra-xml",
    "mfer",
    "edf",
    "bdf",
    "ishne",
)
ROWS = [row for row in samples.rows(*ECG_FORMATS) if "Fp1" not in row["verified_facts"]]
SHIPPED = {
    "generated.dcm": dicom_12_lead,
    "generated.scp": scp_ecg,
    "generated.xml": hl7_aecg,
    "waveform_ecg.dcm": lambda: Path(
        str(pydicom.data.get_testdata_file("waveform_ecg.dcm"))
    ).read_bytes(),
}
# Whether the page drew something: its canvas holds more than one colour.
COLOURS = """canvas => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const seen = new Set();
  for (let i = 0; i < data.length; i += 4) {
    seen.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
  }
  return seen.size;
}"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    folder = tmp_path_factory.mktemp("recordings")
    url = f"sqlite:///{folder}/huizhen.db"
    migrate.upgrade(url)
    with installed(Backend(url, f"file:{folder}/objects"), folder) as running:
        yield running


def arrive(county: Page, name: str, data: bytes) -> tuple[str, dict[str, Any]]:
    """A case with this file, sent to Liaocheng's cardiology; its id and the material."""
    api = county.context.request
    me = api.get("/api/v1/session").json()
    org = me["roles"][0]["org_id"]
    places = api.get(f"/api/v1/destinations?org={org}&service=consultation").json()["items"]
    [to] = [
        item for item in places if item["specialty"] == "cardiology" and "聊城" in item["org_name"]
    ]
    case = new_id(system_clock())
    body = {
        "id": case,
        "org_id": org,
        "patient": {"name": "", "sex": "male", "age_years": 58, "unidentified": True},
        "urgency": "emergency",
        "template": "chest_pain",
        "form": FULL_FORM,
        "questions": ["STEMI?"],
        "destination": {"partnership_id": to["partnership_id"], "specialty": "cardiology"},
        "send": True,
    }
    assert api.post("/api/v1/cases", data=body).status == 201
    meta = ",".join(
        f"{k} {base64.b64encode(v.encode()).decode()}"
        for k, v in (("filename", name), ("case", case))
    )
    done = api.post(
        "/uploads/",
        headers=TUS
        | {
            "Upload-Length": str(len(data)),
            "Upload-Metadata": meta,
            "Content-Type": "application/offset+octet-stream",
        },
        data=data,
    )
    assert done.headers["upload-state"] == "stored"
    [material] = api.get(f"/api/v1/cases/{case}").json()["materials"]
    return case, material


def read(expert: Page, case: str, material: dict[str, Any]) -> None:
    """The specialist opens the case and sees a tracing, the rate, and the machine's own words."""
    expert.goto(f"/cases/{case}")
    region = expert.get_by_role("region", name=zh("ecg.title"))
    canvas = region.locator("canvas").first
    expect(canvas).to_be_visible()
    expect(expert.get_by_text(zh("ecg.quality", percent=100))).to_be_visible()
    assert canvas.evaluate(COLOURS) > 3
    statements = material["ecg"]["machine_statements"]
    for statement in statements[:1]:
        expect(expert.get_by_text(statement).first).to_be_attached()


def same_bytes(expert: Page, material: dict[str, Any], data: bytes) -> ecg1.Decoded:
    """The original is the sender's, to the bit; returns the canonical form."""
    original = expert.context.request.get(material["ecg"]["original_url"]).body()
    assert hashlib.sha256(original).digest() == hashlib.sha256(data).digest()
    return ecg1.decode(expert.context.request.get(material["ecg"]["ecg1_url"]).body())


# Where there are samples, they show it of every format.
@(pytest.mark.breadth if ROWS else pytest.mark.browser)
def test_what_the_project_may_ship(
    chromium: Browser, desks: list[Desk], place: Installation
) -> None:
    county = sit_down(chromium, desks, place, "county.doctor", locale="zh-CN")
    expert = sit_down(chromium, desks, place, "cardiologist", locale="zh-CN")
    for name, made in SHIPPED.items():
        data = made()
        case, material = arrive(county, name, data)
        read(expert, case, material)
        assert len(same_bytes(expert, material, data).samples) == 12, name


@samples.needs_samples
def test_every_sample_against_its_manifest(
    chromium: Browser, desks: list[Desk], place: Installation
) -> None:
    county = sit_down(chromium, desks, place, "county.doctor", locale="zh-CN")
    expert = sit_down(chromium, desks, place, "cardiologist", locale="zh-CN")
    # Each format once, and in a soak each recording; tests/unit/storage/codecs reads them all.
    first = {row["format"]: row for row in reversed(ROWS)}
    for row in ROWS if SOAK else first.values():
        facts = samples.facts(row)
        data = (samples.ROOT / row["file"]).read_bytes()
        case, material = arrive(county, Path(row["file"]).name, data)
        ecg = material["ecg"]
        assert ecg is not None, row["file"]
        assert ecg["samples"] == int(facts["n"]), row["file"]
        rate = ecg["rate_num"] / ecg["rate_den"]
        assert rate == pytest.approx(float(facts["fs"]), abs=1e-6), row["file"]
        read(expert, case, material)
        decoded = same_bytes(expert, material, data).millivolts()
        close = 2e-3 if row["format"] == "bdf" else 1e-3
        assert np.nanmin(decoded) == pytest.approx(float(facts["global_min_mV"]), abs=close)
        assert np.nanmax(decoded) == pytest.approx(float(facts["global_max_mV"]), abs=close)
