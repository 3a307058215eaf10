"""Wards asked by a link on a telephone: no login, no identity, one door, one time (询问病房)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from consult.access.verbs import Verb
from consult.actions.referrals.texting import text_ward
from consult.actions.requests.limits import limits_of
from consult.actions.requests.moves import tell_everyone
from consult.actions.work import Work
from consult.errors import Conflict, Duplicate, Invalid, NotFound, StaleVersion
from consult.network.organizations import Department
from consult.referrals.fields import line, required
from consult.referrals.states import NOT_GONE, REFERRALS, TO_ANSWER
from consult.referrals.wards import (
    Beds,
    BedStatus,
    Equipment,
    Need,
    Purpose,
    Via,
    WardAnswer,
    WardLink,
)
from consult.rooms.room import SystemNote

MAX_SAID, MAX_WHO = 500, 80
MOST_OPEN = 12
LONGEST = timedelta(days=1)
MOST_BEDS = 999


@dataclass(frozen=True, slots=True, kw_only=True)
class AskWard:
    """`token_sha256` is of a secret the caller made and hands out once; with `sealed_page`, the
    page of the link as only the server reads it, it also goes to the ward's telephone.
    """

    request_id: str
    department_id: str
    need: Need
    token_sha256: str
    equipment: tuple[Equipment, ...] = ()
    valid_for: timedelta | None = None
    sealed_page: str = ""


def ask_ward(work: Work, cmd: AskWard) -> WardLink:
    """The desk asks a ward whether it could take somebody; it keeps the referral meanwhile."""
    request = work.store.requests.find(id=cmd.request_id)
    if request is None or request.kind not in REFERRALS:
        raise NotFound("request")
    verb = Verb.ANSWER_REFERRAL if request.kind == "referral_up" else Verb.ANSWER_DOWN
    opened = work.open_request(cmd.request_id, verb)
    if request.state not in TO_ANSWER | NOT_GONE:
        raise Conflict("referral.nothing_to_ask")
    department = _department(work, cmd.department_id, request.to_org)
    asked = work.store.ward_links.list(request_id=request.id, answered_at=None)
    if sum(1 for each in asked if each.open(work.now)) >= MOST_OPEN:
        raise Conflict("referral.asked_enough", limit=MOST_OPEN)
    link = WardLink(
        id=work.new_id(),
        purpose=Purpose.QUESTION,
        org_id=department.org_id,
        department_id=department.id,
        token_sha256=cmd.token_sha256,
        made_by=work.actor.person_id,
        made_at=work.now,
        expires_at=work.now + _valid(work, request.to_org, cmd.valid_for, "ask_ward_s"),
        request_id=request.id,
        need=cmd.need.value,
        equipment=tuple(each.value for each in dict.fromkeys(cmd.equipment)),
    )
    work.store.ward_links.add(link)
    if cmd.sealed_page:
        text_ward(work, request, link, department, cmd.sealed_page)
    work.record("ask_ward", f"request:{request.id}", case=opened.case, for_org=opened.for_org)
    note = {"by": work.actor.person_id, "department": department.id, "need": link.need}
    work.note_in_room(request.room_id, SystemNote("referral.ward_asked", dict(note)))
    tell_everyone(work, request)
    return link


def _department(work: Work, department_id: str, org_id: str) -> Department:
    department = work.store.departments.find(id=department_id, org_id=org_id)
    if department is None:
        raise Invalid("case.bad_department", field="department_id")
    return department


def _valid(work: Work, org_id: str, wished: timedelta | None, limit: str) -> timedelta:
    if wished is None:
        return limits_of(work.store, org_id).referral(limit)
    if not timedelta(minutes=1) <= wished <= LONGEST:
        raise Invalid("referral.bad_value", field="valid_for")
    return wished


def _own_ward(work: Work, department_id: str) -> Department:
    """The ward, if the actor may tell its beds."""
    department = work.store.departments.find(id=department_id)
    if department is None:
        raise NotFound("department")
    work.open_org(department.org_id, Verb.UPDATE_BEDS)
    return department


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkForBeds:
    department_id: str
    token_sha256: str
    valid_for: timedelta | None = None


def link_for_beds(work: Work, cmd: LinkForBeds) -> WardLink:
    """A link with which a ward tells its free places from a telephone."""
    department = _own_ward(work, cmd.department_id)
    link = WardLink(
        id=work.new_id(),
        purpose=Purpose.BEDS,
        org_id=department.org_id,
        department_id=department.id,
        token_sha256=cmd.token_sha256,
        made_by=work.actor.person_id,
        made_at=work.now,
        expires_at=work.now + _valid(work, department.org_id, cmd.valid_for, "beds_link_s"),
    )
    work.store.ward_links.add(link)
    work.record("link_for_beds", f"department:{department.id}", for_org=department.org_id)
    return link


def _held(work: Work, token_sha256: str, purpose: Purpose) -> WardLink:
    """The link a secret opens. Wrong, used, ended and of another purpose look the same."""
    link = work.store.ward_links.find(token_sha256=token_sha256)
    if link is None or link.purpose is not purpose or not link.open(work.now):
        raise NotFound("ward_link")
    return link


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLink:
    token_sha256: str


def open_link(work: Work, cmd: OpenLink) -> WardLink:
    """Somebody looks at the question or the board of a ward; it leaves an audit row."""
    link = work.store.ward_links.find(token_sha256=cmd.token_sha256)
    if link is None or not link.open(work.now):
        raise NotFound("ward_link")
    work.record("open_ward_link", f"ward_link:{link.id}", for_org=link.org_id)
    return link


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerWard:
    token_sha256: str
    answer: WardAnswer
    who: str
    when_at: datetime | None = None
    text: str = ""


def answer_ward(work: Work, cmd: AnswerWard) -> WardLink:
    """The ward says yes, no, or later (病房答复): once, and the desk hears of it."""
    link = _held(work, cmd.token_sha256, Purpose.QUESTION)
    answered = replace(
        link,
        answer=cmd.answer.value,
        when_at=cmd.when_at,
        text=line(cmd.text, "text", MAX_SAID),
        who=required(cmd.who, "who", MAX_WHO),
        answered_at=work.now,
        version=link.version + 1,
    )
    work.store.ward_links.save(answered)
    request = work.store.requests.get(link.request_id or "")
    case = work.store.cases.get(request.case_id)
    work.record("answer_ward", f"ward_link:{link.id}", case=case, for_org=link.org_id)
    said: dict[str, object] = {"department": link.department_id, "answer": answered.answer}
    work.note_in_room(request.room_id, SystemNote("referral.ward_answered", said))
    tell_everyone(work, request)
    work.tell(f"person:{link.made_by}")
    return answered


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportBeds:
    """`if_version` 0: nobody has said anything yet."""

    department_id: str
    beds: Beds
    if_version: int | None = None


def report_beds(work: Work, cmd: ReportBeds) -> BedStatus:
    """A ward's free places (床位), by somebody with a login."""
    department = _own_ward(work, cmd.department_id)
    me = work.store.people.get(work.actor.person_id)
    return _report(work, department, cmd.beds, cmd.if_version, via=Via.LOGIN, who=me.name, by=me.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportByLink:
    token_sha256: str
    beds: Beds
    who: str


def report_by_link(work: Work, cmd: ReportByLink) -> BedStatus:
    link = _held(work, cmd.token_sha256, Purpose.BEDS)
    who = required(cmd.who, "who", MAX_WHO)
    department = work.store.departments.get(link.department_id)
    return _report(work, department, cmd.beds, None, via=Via.LINK, who=who, by=None)


def _report(
    work: Work,
    department: Department,
    beds: Beds,
    if_version: int | None,
    *,
    via: Via,
    who: str,
    by: str | None,
) -> BedStatus:
    said = work.store.beds.find(department_id=department.id)
    held = said.version if said else 0
    if if_version is not None and if_version != held:
        raise StaleVersion("beds")
    _check(beds)
    status = BedStatus(
        department_id=department.id,
        org_id=department.org_id,
        free_beds=beds.free_beds,
        free_icu=beds.free_icu,
        free_isolation=beds.free_isolation,
        next_clinic_at=beds.next_clinic_at,
        note=line(beds.note, "note"),
        updated_at=work.now,
        updated_by=by,
        via=via,
        who=who,
        version=held + 1,
    )
    try:
        (work.store.beds.save if said else work.store.beds.add)(status)
    except Duplicate as error:
        raise StaleVersion("beds") from error
    work.record("report_beds", f"department:{department.id}", for_org=department.org_id)
    partners = work.store.partnerships.list(provider_org=department.org_id)
    near = {each.requester_org for each in partners if each.active(work.now)}
    work.tell(f"org:{department.org_id}", *(f"org:{each}" for each in sorted(near)))
    return status


def _check(beds: Beds) -> None:
    for field in ("free_beds", "free_icu", "free_isolation"):
        value = getattr(beds, field)
        if value is not None and not 0 <= value <= MOST_BEDS:
            raise Invalid("referral.bad_number_of_beds", field=field, limit=MOST_BEDS)
