"""Uploads, bytes, DICOMweb and rooms."""

from __future__ import annotations

import base64
import hashlib
from fractions import Fraction

import numpy as np

from consult.access.verbs import Verb
from server.dicomweb.routes import DICOMWEB_ROUTES
from storage.codecs.ecg.record import EcgRecord, LeadSamples
from storage.derive import ecg1
from tests.factories import images
from tests.factories.images import Picture
from tests.integration.api.who_may_what.consultation import (
    PICTURE,
    a_case,
    advance,
    instance,
    with_file,
)
from tests.integration.api.who_may_what.rule import (
    API,
    LOGIN,
    PUBLIC,
    TUS,
    Ids,
    Rows,
    Rule,
    Target,
    fixed,
)
from tests.integration.exchange.test_uploads import send
from tests.stories.consulting import Consulting

ROWS: Rows = {
    ("GET", f"{API}/ecgs/{{id}}"): Rule("ecg", Verb.READ_CASE),
    ("GET", f"{API}/ecgs/{{id}}/ecg1"): Rule("ecg", Verb.READ_CASE),
    ("GET", f"{API}/ecgs/{{id}}/mini"): Rule("tracing", Verb.READ_CASE),
    ("GET", f"{API}/ecgs/{{id}}/original"): Rule("ecg", Verb.READ_CASE),
    ("GET", f"{API}/attachments/{{id}}/original"): Rule("attachment", Verb.READ_CASE),
    ("GET", f"{API}/attachments/{{id}}/preview"): Rule("attachment", Verb.READ_CASE),
    ("GET", f"{API}/instances/{{id}}/original"): Rule("instance", Verb.READ_CASE),
    ("GET", f"{API}/rooms/search"): LOGIN,
    ("PUT", f"{API}/rooms/{{id}}/notify"): Rule(
        "room", Verb.POST_MESSAGE, body=fixed(notify="mentions")
    ),
    ("GET", f"{API}/rooms/{{id}}/messages"): Rule("room", Verb.READ_CASE),
    ("GET", f"{API}/rooms/{{id}}/marks"): Rule("room", Verb.READ_CASE),
    ("GET", f"{API}/rooms/{{id}}/views"): Rule("room", Verb.READ_CASE),
    ("POST", f"{API}/rooms/{{id}}/enter"): Rule("room", Verb.JOIN_ROOM),
    ("PUT", f"{API}/rooms/{{id}}/draft"): Rule("room", Verb.POST_MESSAGE, body=fixed(text="x")),
    ("OPTIONS", "/uploads/"): PUBLIC,
    ("POST", "/uploads/"): Rule("upload to case", Verb.ATTACH, headers=TUS),
    ("HEAD", "/uploads/{id}"): Rule("own upload", headers=TUS),
    ("PATCH", "/uploads/{id}"): Rule(
        "own upload",
        headers=TUS | {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"},
    ),
    ("DELETE", "/uploads/{id}"): Rule("own upload", headers=TUS),
    ("POST", "/uploads/{id}"): Rule(
        "own upload", headers=TUS | {"X-HTTP-Method-Override": "DELETE"}
    ),
    # What is listed is looked at in tests/integration/exchange/dicomweb/test_search.py
    ("GET", "/dicom-web/studies"): LOGIN,
    ("GET", "/dicom-web/at/{org}/studies"): LOGIN,
    **{
        (route.method, route.path): Rule("study", Verb.READ_CASE)
        for route in DICOMWEB_ROUTES
        if "{study}" in route.path
    },
}


def with_tracing(story: Consulting) -> Ids:
    ids = advance(story, "submitted")
    data = ids["case"].encode()
    samples = np.arange(5000, dtype=np.int32)
    lead = LeadSamples(name="II", code="", samples=samples, lsb_nv=1000.0)
    record = EcgRecord(format="test", rate=Fraction(500), leads=(lead,), parser_version="1")
    made = ("ecg1", ecg1.encode(record, hashlib.sha256(data).hexdigest()))
    return ids | {"id": story.store_file(ids["case"], data, derived=made).item_id}


def study(story: Consulting) -> Ids:
    ids = advance(story, "submitted")
    picture = Picture(study=f"2.25.{int(ids['case'].replace('-', ''), 16)}")
    doctor = story.as_("county.doctor")
    done = send(doctor, images.native(picture), filename="IM1", case=ids["case"])
    assert done.headers["Upload-State"] == "stored"
    return ids | {
        "org": story.served.orgs["gangcha"],
        "study": picture.study,
        "series": picture.series_uid,
        "sop": picture.sop_uid,
        "frames": "1",
        "path": "7FE00010",
    }


def own_upload(story: Consulting) -> Ids:
    metadata = base64.b64encode(b"a.scp").decode()
    headers = TUS | {"Upload-Length": "10", "Upload-Metadata": f"filename {metadata}"}
    begun = story.as_("county.doctor").post("/uploads/", headers=headers)
    assert begun.status_code == 201, begun.text
    return {"id": begun.headers["Location"].rpartition("/")[2]}


TARGETS: dict[str, Target] = {
    "own upload": lambda story, state: own_upload(story),
    "upload to case": a_case,
    "room": lambda story, state: (ids := advance(story, state)) | {"id": ids["room"]},
    "ecg": lambda story, state: with_file(story, None, "ecg1"),
    "tracing": lambda story, state: with_tracing(story),
    "attachment": lambda story, state: with_file(story, PICTURE, "preview"),
    "instance": lambda story, state: instance(story),
    "study": lambda story, state: study(story),
}
