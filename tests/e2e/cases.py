"""Cases for tests that begin where another person has already done their part."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page

from storage.database.unit_of_work import new_id, system_clock
from tests.factories.ecg import dicom_12_lead
from tests.worlds.world import FULL_FORM

QUESTIONS = ("Is it a STEMI, and may we lyse?", "Which dose?")


@dataclass(frozen=True)
class Sent:
    id: str
    request_id: str

    @property
    def path(self) -> str:
        return f"/cases/{self.id}"


class Api:
    """What a page's own person may do over HTTP, from that page's address."""

    def __init__(self, page: Page) -> None:
        here = urlsplit(page.url)
        self._request = page.context.request
        self._origin = {"Origin": f"{here.scheme}://{here.netloc}"}

    def get(self, path: str) -> Any:
        answer = self._request.get(f"/api/v1{path}")
        assert answer.ok, answer.text()
        return answer.json()

    def post(self, path: str, body: object) -> Any:
        answer = self._request.post(f"/api/v1{path}", data=body, headers=self._origin)
        assert answer.ok, answer.text()
        return answer.json()

    def put(self, path: str, body: object) -> Any:
        answer = self._request.put(f"/api/v1{path}", data=body, headers=self._origin)
        assert answer.ok, answer.text()
        return answer.json() if answer.body() else None

    def upload(self, case_id: str | None, name: str, data: bytes) -> None:
        """Onto a case, or without one into the hospital's inbox."""
        about = {"filename": name} | ({"case": case_id} if case_id else {})
        packed = (
            f"{key} {base64.b64encode(word.encode()).decode()}" for key, word in about.items()
        )
        answer = self._request.post(
            "/uploads/",
            headers=self._origin
            | {
                "Tus-Resumable": "1.0.0",
                "Upload-Length": str(len(data)),
                "Upload-Metadata": ",".join(packed),
                "Content-Type": "application/offset+octet-stream",
            },
            data=data,
        )
        assert answer.ok, answer.text()


def send_case(county: Page, patient: str, *, urgency: str = "emergency") -> Sent:
    """A chest pain for Liaocheng's cardiology, its tracing confirmed to be the patient's."""
    api = Api(county)
    [role, *_] = api.get("/session")["roles"]
    offered = api.get(f"/destinations?org={role['org_id']}&service=consultation")["items"]
    [to] = [
        place["partnership_id"]
        for place in offered
        if place["specialty"] == "cardiology" and place["org_name"].startswith("聊城")
    ]
    case_id = new_id(system_clock())
    opened = api.post(
        "/cases",
        {
            "id": case_id,
            "org_id": role["org_id"],
            "patient": {
                "name": patient,
                "sex": "male",
                "age_years": 58,
                "identifiers": [{"system": "mrn", "value": case_id[-8:]}],
            },
            "urgency": urgency,
            "template": "chest_pain",
            "form": FULL_FORM | {"allergies": "penicillin"},
            "questions": list(QUESTIONS),
            "destination": {"partnership_id": to, "specialty": "cardiology"},
            "send": True,
        },
    )
    api.upload(case_id, "ECG.dcm", dicom_12_lead())
    for material in api.get(f"/cases/{case_id}")["materials"]:
        if material["identity"] == "mismatch":
            api.post(f"/cases/{case_id}/materials/{material['id']}/confirm", {})
    return Sent(case_id, opened["request_id"])
