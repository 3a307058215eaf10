"""A consultation of its own for each call, as far as the route needs it, and what is on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from consult.actions.work import Work
from consult.studies.manifest import DicomSummary, Manifest
from storage.database.unit_of_work import new_id, system_clock
from tests.integration.api.who_may_what.rule import Ids
from tests.stories.consulting import Consulting

TAKEN = {"accepted", "accepted_by_3", "in_consultation", "scheduled", "met"}
TAKEN |= {"written", "signed", "responded"}
MEETING_AT: dict[str, object] = {
    "starts_at": "2099-01-01T08:00:00Z",
    "ends_at": "2099-01-01T09:00:00Z",
}
# A further step: by whom, which, what it says.
LATER_STEPS: dict[str, tuple[str, str, dict[str, object]]] = {
    "in_consultation": ("cardiologist", "start", {}),
    "scheduled": ("coordinator", "schedule", MEETING_AT),
    "met": ("coordinator", "schedule", MEETING_AT),
    "rejected": ("coordinator", "reject", {"reason": "no cardiologist today"}),
    "info_requested": ("coordinator", "ask_info", {"missing": ["ecg"], "text": "of today"}),
}


def met_already(work: Work, request_id: str) -> None:
    """As if the time of the meeting had come."""
    [held] = work.store.appointments.list(request_id=request_id)
    work.store.appointments.save(replace(held, starts_at=work.now - timedelta(minutes=5)))


def by_phone(story: Consulting) -> object:
    emergency = story.served.emergency()
    patient = {"name": "a man", "sex": "male", "age_years": 61}
    called = {"caller": "Dr. A", "caller_phone": "1", "read_back": True, "patient": patient}
    kept = {k: v for k, v in emergency.items() if k not in ("send", "patient", "training")}
    return kept | called


def advance(story: Consulting, state: str) -> Ids:
    if state == "by_phone":
        opened = story.post("coordinator", "/cases/by-phone", by_phone(story))
    elif state == "awaiting_release":
        opened = story.open(urgency="urgent")
    else:
        opened = story.open(send=state != "draft")
    rid = opened["request_id"]
    ids = {"case": opened["id"], "request": rid, "room": opened["room_id"]}
    if state == "offered":
        expert = {"person_id": story.served.people["cardiologist"]}
        story.step("coordinator", rid, "assign", expert)
    if state in TAKEN:
        who = "cardiologist3" if state == "accepted_by_3" else "cardiologist"
        story.step(who, rid, "take")
    if state in LATER_STEPS:
        who, action, body = LATER_STEPS[state]
        story.step(who, rid, action, body)
    if state == "met":
        story.act(met_already, rid)
    if state in ("written", "signed", "responded"):
        revision = story.write(rid)
        if state != "written":
            assert story.sign(rid, revision).status_code == 200
    if state == "responded":
        story.step("county.doctor", rid, "respond", {"value": "adopted"})
    return ids


def with_file(story: Consulting, manifest: Manifest | None, derived: str | None) -> Ids:
    ids = advance(story, "submitted")
    data = ids["case"].encode()  # other bytes for each, so that each is an item of its own
    made = (derived, b"derived " + data) if derived else None
    item = story.store_file(ids["case"], data, manifest=manifest, derived=made).item_id
    return ids | {"id": item}


PICTURE = Manifest("0" * 64, 1, "image/jpeg", "attachment", "jpeg")


def instance(story: Consulting) -> Ids:
    uid = f"1.2.{new_id(system_clock()).replace('-', '')}"
    summary = DicomSummary(uid, f"{uid}.1", f"{uid}.2", "1.2", "1.2.840.10008.1.2")
    image = replace(PICTURE, kind="dicom", dicom=summary)
    ids = with_file(story, image, None)
    [row] = story.look(lambda store: store.instances.list(sop_uid=f"{uid}.2"))
    return ids | {"id": row.id}


def a_case(story: Consulting, state: str) -> Ids:
    ids = advance(story, state)
    other = story.open()["id"]
    story.store_file(ids["case"], ids["case"].encode())
    [material] = story.case("county.doctor", ids["case"])["materials"]
    return ids | {"id": ids["case"], "mid": material["id"], "other": other}
