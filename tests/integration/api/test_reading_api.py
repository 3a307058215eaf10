"""From an uploaded recording to the recordings desk here and the reading list there."""

from __future__ import annotations

import pytest

from tests.factories import images
from tests.factories.ecg import dicom_12_lead, scp_ecg
from tests.factories.images import Picture
from tests.fixtures.served import Served
from tests.integration.exchange.test_uploads import open_case, send


@pytest.mark.both_backends
def test_a_recording_is_on_both_screens_with_its_line(served: Served) -> None:
    doctor = served.as_("county.doctor")
    case = open_case(served, doctor)
    send(doctor, dicom_12_lead(), filename="a.dcm", case=case["id"])
    send(doctor, images.native(Picture()), filename="IM1", case=case["id"])
    send(doctor, scp_ecg(), filename="b.scp", org=served.orgs["gangcha"])

    # A DICOM ECG is one recording here, not a tracing and a study.
    desk = doctor.get(f"/api/v1/hospitals/{served.orgs['gangcha']}/recordings").json()
    assert [row["kind"] for row in desk["items"]] == ["ecg", "study", "ecg"]
    stands = [row["case"] and row["case"]["stands"] for row in desk["items"]]
    assert stands == [None, "sent", "sent"]
    assert desk["today"] == {"recorded": 3, "sent": 2, "read": 0, "waiting": 2}

    expert = served.as_("cardiologist")
    [row] = expert.get("/api/v1/reading/ecg").json()["items"]
    assert row["request"]["case_id"] == case["id"]
    mini = expert.get(row["shot"]["mini_url"])
    line = mini.json()
    assert (line["lead"], len(line["high"]), line["seconds"]) == ("II", 160, 10.0)
    again = expert.get(row["shot"]["mini_url"], headers={"If-None-Match": mini.headers["etag"]})
    assert again.status_code == 304
    [row] = expert.get("/api/v1/reading/imaging", params={"show": "emergency"}).json()["items"]
    assert (row["shot"]["modality"], row["shot"]["images"]) == ("CT", 1)
    assert expert.get(row["shot"]["thumbnail_url"]).headers["content-type"] == "image/jpeg"
    assert expert.get("/api/v1/reading/imaging", params={"show": "mine"}).json()["items"] == []


def test_what_was_never_a_list_is_refused(served_here: Served) -> None:
    expert = served_here.as_("cardiologist")
    for path in ("/reading/video", "/reading/ecg?show=theirs", "/reading/ecg?after=x"):
        assert expert.get(f"/api/v1{path}").status_code == 422
