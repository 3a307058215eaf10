"""A referral over HTTP: the bodies of its steps, whoever takes them, and the way to each state."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from consult.actions.network import hospitals, partnerships
from consult.network.partnerships import Service
from storage.database.unit_of_work import system_clock
from tests.fixtures.served import PASSWORD
from tests.stories.consulting import CONTENT, Consulting

SHEETS: dict[str, dict[str, object]] = {
    "up": {"reason": "needs PCI", "condition": "pain since 04:00", "diagnosis": "STEMI"},
    "down": {
        "rehabilitation": "walk daily",
        "summary": "PCI of the RCA",
        "diagnosis": "old inferior MI",
        "needs": [{"code": "inr", "name": "INR"}],
        "tasks": [{"kind": "test", "text": "INR", "due_on": "2099-01-05"}],
    },
}
SIGNED: dict[str, object] = {"password": PASSWORD, "content": CONTENT}
REASON: dict[str, object] = {"reason": "because"}
AGREED: dict[str, object] = {"by": "patient", "how": "written"}


def soon(hours: float) -> str:
    return (datetime.now(UTC) + timedelta(hours=hours)).isoformat()


def body_of(action: str, ward: str) -> dict[str, object] | None:
    """What is sent with a step; None without a body."""
    bodies: dict[str, dict[str, object]] = {
        "resubmit": {"text": "added"},
        "ask_info": {"missing": ["ecg"], "text": "the ECG of this morning"},
        "provisional": {"reason": ""},
        "check_capability": {"items": [{"code": "inr", "name": "INR", "yes": True}]},
        "accept": {"department_id": ward, "contact": "Dr. A", "phone": "1", "label": "12"},
        "schedule": {"starts_at": soon(6)},
        "redirect": {"department_id": ward, "reason": "other ward"},
        "decline": {"code": "no_bed", "alternative": {"kind": "later", "text": "tomorrow"}},
        "advise": SIGNED,
        "feedback": SIGNED,
        "agree": AGREED,
        "depart": {"eta": soon(3), "checklist": {"phone": "1"}, "agreed": AGREED},
        "update_eta": {"eta": soon(4)},
        "en_route": {"vitals": {"pulse": 90}, "text": "stable"},
        "treat": {},
        "discharge": {"outcome": "improved", "text": "well"},
        "first_visit": {"text": "walks"},
        "finish_plan": {"outcome": "recovered", "text": "walks again"},
        "ask_ward": {"department_id": ward, "need": "icu", "equipment": ["ventilator"]},
        "send_again": {},
    }
    with_reason = ("cancel", "ask_cancel", "refuse", "agree_cancel", "keep", "arrive")
    bodies |= dict.fromkeys((*with_reason, "upload_records"), REASON)
    return bodies.get(action)


ACCEPTED = {"up": ("submit", "accept"), "down": ("submit", "check_capability", "accept")}
AFTER: dict[str, tuple[str, ...]] = {
    "accepted": (),
    "departed": ("depart",),
    "arrived": ("depart", "arrive"),
    "treating": ("depart", "arrive", "treat"),
    "discharged": ("depart", "arrive", "treat", "discharge"),
    "feedback": ("depart", "arrive", "treat", "discharge", "feedback"),
    "plan_running": ("depart", "arrive", "first_visit"),
    "cancel_requested": ("depart", "ask_cancel"),
}
BEFORE: dict[str, tuple[str, ...]] = {
    "draft": (),
    "submitted": ("submit",),
    "info_requested": ("submit", "ask_info"),
    "capability_checked": ("submit", "check_capability"),
    "declined": ("submit", "decline"),
}
SENDER = {"submit", "resubmit", "cancel", "agree", "refuse", "depart", "update_eta", "en_route"}
SENDER |= {"upload_records", "acknowledge", "send_again", "close", "ask_cancel"}


def who_for(direction: str, action: str) -> str:
    sender, doctor = ("county.doctor", "cardiologist")[:: 1 if direction == "up" else -1]
    if action in SENDER:
        return sender
    if action in ("advise", "feedback"):
        return doctor
    return "referral.desk" if direction == "up" else "county.doctor"


def prepare(story: Consulting) -> dict[str, str]:
    """An agreement about referrals, and a ward on either side; made once."""
    orgs = story.served.orgs
    known = story.look(
        lambda store: [
            each
            for each in store.partnerships.list(requester_org=orgs["gangcha"])
            if Service.REFERRAL in each.services
        ]
    )
    if known:
        agreement = known[0].id
    else:
        cmd = partnerships.MakePartnership(
            requester_org=orgs["gangcha"],
            provider_org=orgs["liaocheng"],
            services=(Service.REFERRAL,),
            valid_from=system_clock() - timedelta(days=1),
        )
        agreement = story.act(partnerships.make_partnership, cmd).id
    return {
        "agreement": agreement,
        "up": _ward(story, orgs["liaocheng"], "cardiology"),
        "down": _ward(story, orgs["gangcha"], "general_medicine"),
    }


def _ward(story: Consulting, org_id: str, specialty: str) -> str:
    found = story.look(lambda store: store.departments.find(org_id=org_id, specialty=specialty))
    cmd = hospitals.SaveDepartment(org_id=org_id, name=f"ward of {specialty}", specialty=specialty)
    return found.id if found else story.act(hospitals.save_department, cmd).id


def refer(
    story: Consulting, direction: str = "up", state: str = "submitted", **more: Any
) -> dict[str, str]:
    """A referral that has come so far; ids of everything about it."""
    place = prepare(story)
    opened = story.open(send=True)
    sender = who_for(direction, "submit")
    body = {
        "case_id": opened["id"],
        "kind": f"referral_{direction}",
        "urgency": "routine",
        "destination": {
            "partnership_id": place["agreement"],
            "specialty": "cardiology" if direction == "up" else "general_medicine",
        },
        "sheet": SHEETS[direction],
    }
    made = story.post(sender, "/referrals", body | more)
    ids = {
        "case": opened["id"],
        "room": opened["room_id"],
        "request": made["id"],
        "id": made["id"],
        "ward": place[direction],
        "number": made["number"],
        "direction": direction,
    }
    for action in BEFORE.get(state) or (*ACCEPTED[direction], *AFTER.get(state, ())):
        if state != "draft":
            take(story, ids, action)
    return ids


def take(story: Consulting, ids: dict[str, str], action: str, **more: Any) -> dict[str, Any]:
    """A step by whoever takes it in the course of things; it must succeed."""
    body = body_of(action, ids["ward"])
    who = who_for(ids["direction"], action)
    full = (body or {}) | more if body is not None or more else None
    return story.post(who, f"/referrals/{ids['id']}/{action}", full)
