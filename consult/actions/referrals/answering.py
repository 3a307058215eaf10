"""The receiving desk: ask back, accept, look what one can do, point elsewhere, decline, appoint."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from consult.actions.network.capabilities import capabilities_of
from consult.actions.referrals.paper import agreement_with, wished_department
from consult.actions.referrals.sending import watch
from consult.actions.referrals.steps import EXPIRE, Opened, start, take
from consult.actions.requests.expert.information import AskInfo, wanted_of
from consult.actions.requests.moves import MAX_REASON, Step
from consult.actions.rooms.membership import admit
from consult.actions.timers import set_timer
from consult.actions.work import Work
from consult.cases.request import Part, Request
from consult.errors import Invalid
from consult.network.capabilities import CAPABILITIES
from consult.network.specialties import SPECIALTIES
from consult.referrals.answers import ALTERNATIVES, DECLINED_BECAUSE, PLACES
from consult.referrals.fields import line, one, required


def _at_desk(work: Work, opened: Opened) -> None:
    """Whoever answers takes part in the room from then on."""
    admit(work, opened.request.room_id, work.actor.person_id, opened.opened.for_org, Part.DESK)


def ask_info(work: Work, cmd: AskInfo) -> Request:
    """Ask the sender for what is missing (退回补充); the clock stands still until it comes."""
    opened = start(work, cmd.request_id, "ask_info", if_version=cmd.if_version, reason=cmd.text)
    missing = wanted_of(cmd)
    _at_desk(work, opened)
    moved = take(work, opened, reason=cmd.text, note={"missing": missing})
    until = work.now + opened.limits.days("info_days")
    set_timer(work, EXPIRE, moved.id, until, step=str(moved.version))
    return moved


def provisional(work: Work, cmd: Step) -> Request:
    """Expected to be possible, a place is being looked for (预接收); the clock goes on."""
    opened = start(work, cmd.request_id, "provisional", if_version=cmd.if_version)
    _at_desk(work, opened)
    return take(work, opened, reason=cmd.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Capability:
    """One answer of the county: it has it, or what it has instead."""

    code: str
    name: str
    yes: bool
    instead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckCapability:
    request_id: str
    items: tuple[Capability, ...]
    if_version: int | None = None


def check_capability(work: Work, cmd: CheckCapability) -> Request:
    """The county looks whether it has what the patient needs (承接能力核对)."""
    opened = start(work, cmd.request_id, "check_capability", if_version=cmd.if_version)
    answers = [_answer(item, no) for no, item in enumerate(cmd.items)]
    given = {(row["code"], row["name"]) for row in answers}
    needs = opened.detail.sheet.get("needs")
    for need in needs if isinstance(needs, list) else []:
        if (need["code"], need["name"]) not in given:
            raise Invalid("referral.need_unanswered", field="items", name=need["name"])
    stated = capabilities_of(
        work.store, opened.request.to_org, [item.code for item in cmd.items if item.code]
    )
    for row in answers:
        version = stated.get(str(row["code"]))
        row["stated"] = version.has.value if version else ""
    _at_desk(work, opened)
    lacking = sum(1 for row in answers if not row["yes"])
    return take(
        work, opened, paper={"capability": answers}, note={"items": len(answers), "no": lacking}
    )


def _answer(item: Capability, no: int) -> dict[str, object]:
    instead = line(item.instead, f"items.{no}.instead", MAX_REASON)
    if not item.yes and not instead:
        raise Invalid("referral.instead_missing", field=f"items.{no}.instead")
    if item.code and item.code not in CAPABILITIES:
        raise Invalid("referral.bad_value", field=f"items.{no}.code")
    return {
        "code": item.code,
        "name": required(item.name, f"items.{no}.name"),
        "yes": item.yes,
        "instead": instead,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Accept:
    """Where the patient goes: `label` names the bed or the room, `prepare` what to bring."""

    request_id: str
    department_id: str
    place: str
    contact: str
    phone: str
    label: str = ""
    prepare: str = ""
    starts_at: datetime | None = None
    if_version: int | None = None


def accept(work: Work, cmd: Accept) -> Request:
    """The hospital takes the patient (同意接收) and keeps a place."""
    opened = start(work, cmd.request_id, "accept", if_version=cmd.if_version)
    department = wished_department(work, opened.request.to_org, cmd.department_id)
    placement: dict[str, object] = {
        "place": one(cmd.place, PLACES, "place") or PLACES[0],
        "label": line(cmd.label, "label"),
        "contact": required(cmd.contact, "contact"),
        "phone": required(cmd.phone, "phone"),
        "prepare": line(cmd.prepare, "prepare", MAX_REASON),
        "starts_at": cmd.starts_at.isoformat() if cmd.starts_at else "",
    }
    _at_desk(work, opened)
    return take(
        work,
        opened,
        paper={
            "department_id": department,
            "placement": placement,
            "slip_code": opened.detail.slip_code or work.new_id(),
            **_kept(opened, cmd.starts_at),
        },
        note={"department": department, "place": placement["place"]},
    )


def _kept(opened: Opened, expected: datetime | None) -> dict[str, object]:
    """A place is kept some hours beyond the time somebody is expected (床位保留)."""
    if expected is None:
        return {}
    return {"eta": expected, "bed_until": expected + opened.limits.referral("bed_hold_s")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Appoint:
    request_id: str
    starts_at: datetime
    label: str = ""
    reason: str = ""
    if_version: int | None = None


def schedule(work: Work, cmd: Appoint) -> Request:
    """A day and time to come (预约入院/门诊), also another one."""
    opened = start(work, cmd.request_id, "schedule", if_version=cmd.if_version, reason=cmd.reason)
    if cmd.starts_at <= work.now:
        raise Invalid("request.time_in_past", field="starts_at")
    placement = dict(opened.detail.placement or {}) | {"starts_at": cmd.starts_at.isoformat()}
    if cmd.label:
        placement["label"] = line(cmd.label, "label")
    moved = take(
        work,
        opened,
        paper={"placement": placement, **_kept(opened, cmd.starts_at)},
        reason=cmd.reason,
        note={"starts_at": cmd.starts_at.isoformat()},
    )
    watch(work, opened, cmd.starts_at)
    return moved


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """Another department of the hospital, or another hospital the sender has an agreement with."""

    request_id: str
    reason: str
    department_id: str | None = None
    org_id: str | None = None
    specialty: str = ""
    if_version: int | None = None


def redirect(work: Work, cmd: Redirect) -> Request:
    """Point it elsewhere (改派): within the house it goes on, to another one the sender sends it.

    The papers of the patient go to a third hospital only by the sender's own hand.
    """
    opened = start(work, cmd.request_id, "redirect", if_version=cmd.if_version, reason=cmd.reason)
    _at_desk(work, opened)
    if cmd.department_id is not None:
        return _within(work, opened, cmd, cmd.department_id)
    specialty = _specialty(cmd.specialty or opened.request.specialty)
    if not cmd.org_id or cmd.org_id in (opened.request.to_org, opened.request.from_org):
        raise Invalid("referral.redirect_where", field="org_id")
    if agreement_with(work, opened.request, cmd.org_id) is None:
        raise Invalid("referral.no_agreement_there", field="org_id")
    redirected = {"org_id": cmd.org_id, "specialty": specialty, "reason": cmd.reason.strip()}
    return take(
        work,
        opened,
        paper={"redirected": redirected},
        reason=cmd.reason,
        note={"org": cmd.org_id, "specialty": specialty},
    )


def _within(work: Work, opened: Opened, cmd: Redirect, department_id: str) -> Request:
    wished_department(work, opened.request.to_org, department_id)
    department = work.store.departments.get(department_id)
    return take(
        work,
        opened,
        paper={"wished_department_id": department.id},
        reason=cmd.reason,
        note={"department": department.id, "specialty": department.specialty},
        to=opened.request.state,
        specialty=department.specialty,
    )


def _specialty(code: str) -> str:
    if code not in SPECIALTIES:
        raise Invalid("request.bad_specialty", field="specialty")
    return code


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """What the sender may do instead; `org_id` where that is another hospital."""

    kind: str
    text: str
    org_id: str = ""
    specialty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decline:
    request_id: str
    code: str
    alternative: Alternative | None
    text: str = ""
    if_version: int | None = None


def decline(work: Work, cmd: Decline) -> Request:
    """Not here (不予接收): with a coded reason, and never without an alternative."""
    opened = start(work, cmd.request_id, "decline", if_version=cmd.if_version, reason=cmd.text)
    code = one(cmd.code, DECLINED_BECAUSE, "code")
    if not code:
        raise Invalid("referral.field_missing", field="code")
    alternative = _alternative(work, cmd.alternative)
    _at_desk(work, opened)
    declined = {"code": code, "text": cmd.text.strip(), "alternative": alternative}
    return take(work, opened, paper={"declined": declined}, reason=cmd.text, note={"code": code})


def _alternative(work: Work, given: Alternative | None) -> dict[str, object]:
    if given is None or not given.kind:
        raise Invalid("referral.alternative_missing", field="alternative")
    if given.org_id and work.store.organizations.find(id=given.org_id) is None:
        raise Invalid("referral.redirect_where", field="alternative.org_id")
    return {
        "kind": one(given.kind, ALTERNATIVES, "alternative.kind"),
        "text": required(given.text, "alternative.text", MAX_REASON),
        "org_id": given.org_id,
        "specialty": _specialty(given.specialty) if given.specialty else "",
    }
