"""Two invented patients, so that a first look finds a referral on its way and a case on a list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from consult.access.policy import Actor
from consult.actions.cases.opening import OpenCase, open_case
from consult.actions.cases.patients import PatientEntry
from consult.actions.mdt.proposing import Propose, Screen, propose, screen
from consult.actions.mdt.session.agenda import PlanCase, plan_case
from consult.actions.mdt.session.planning import PlanSession, plan_session
from consult.actions.referrals.answering import Accept, accept
from consult.actions.referrals.opening import WriteSheet, write_sheet
from consult.actions.referrals.sending import submit
from consult.actions.referrals.travelling import Agreement, Depart, depart
from consult.actions.requests.drafting import Destination
from consult.actions.requests.moves import Step
from consult.cases.patients.patient import Sex
from consult.cases.request import Kind, Urgency
from consult.mdt.board import next_dates
from consult.mdt.session import Mode
from server.network.demo_mdt import NAME as TEAM
from server.network.demo_network import GANGCHA, LIAOCHENG
from storage.database.unit_of_work import UnitOfWork
from storage.repositories.store import SqlStore

# Always the same two, so that a second `huizhen demo` finds them.
REFERRED, DISCUSSED = "01990000-0000-7000-8000-0000000de001", "01990000-0000-7000-8000-0000000de002"
PHONE = "000-0000-3001 (演示号码)"
# The list is not locked yet when it is first looked at.
AHEAD = timedelta(days=2)
SHEET = {
    "reason": "不稳定型心绞痛，需冠状动脉造影，本院无导管室。",
    "condition": "反复胸痛2周，加重1天；昨夜静息时发作20分钟，含服硝酸甘油缓解。",
    "diagnosis": "不稳定型心绞痛；高血压3级",
    "treatment": "阿司匹林300 mg、替格瑞洛180 mg",
    "direction": "冠状动脉造影，必要时PCI",
    "needs": [{"code": "dsa"}],
}
CHECKLIST: dict[str, object] = {
    "transport": "ambulance",
    "escort": ["doctor", "nurse"],
    "phone": PHONE,
    "vitals": {"pulse": 84, "systolic": 148, "diastolic": 88, "respiration": 18, "spo2": 96},
}
QUESTION = "三支病变合并慢性肾病：搭桥还是分次介入？"
FORM: dict[str, object] = {
    "disease": "冠心病，三支病变",
    "comorbidity": "2型糖尿病，慢性肾病3期",
    "preference": "患者希望一次解决",
}


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the two go, looked up once."""

    gangcha: str
    partnership: str
    department: str
    board: str
    people: dict[str, Actor]


async def make_demo_patients(uow: UnitOfWork) -> bool:
    """True when they were made, False when they are there or the network was changed too much."""
    if await uow.look(lambda store: store.cases.find(id=REFERRED) is not None):
        return False
    at = await uow.look(lambda store: _find(store, uow.clock()))
    if at is None:
        return False

    async def do(login: str, action: Callable[..., Any], cmd: object) -> Any:
        return await uow.run(action, cmd, actor=at.people[login])

    opened = await do("county.doctor", open_case, _referred(at))
    rid = opened.request_id
    sheet = WriteSheet(request_id=rid, sheet=dict(SHEET), department_id=at.department)
    await do("county.doctor", write_sheet, sheet)
    await do("county.doctor", submit, Step(request_id=rid))
    taken = Accept(
        request_id=rid,
        department_id=at.department,
        place="bed",
        label="12床",
        contact="护士长",
        phone=PHONE,
    )
    await do("referral.desk", accept, taken)
    leaving = Depart(
        request_id=rid,
        eta=uow.clock() + timedelta(hours=2),
        checklist=CHECKLIST,
        agreed=Agreement(by="patient", how="written"),
    )
    await do("county.doctor", depart, leaving)

    await do("county.doctor", open_case, _discussed(at))
    asked = Propose(case_id=DISCUSSED, board_id=at.board, question=QUESTION, form=FORM)
    proposed = await do("county.doctor", propose, asked)
    await do("chair", screen, Screen(request_id=proposed.id))
    session = await do("secretary", plan_session, await uow.look(lambda s: _meeting(s, at, uow)))
    listed = PlanCase(request_id=proposed.id, session_id=session.id, minutes=15)
    await do("secretary", plan_case, listed)
    return True


def _find(store: SqlStore, now: datetime) -> _Place | None:
    orgs = {org.name: org.id for org in store.organizations.list(name=(GANGCHA, LIAOCHENG))}
    logins = ("county.doctor", "referral.desk", "chair", "secretary")
    people = {
        account.username: Actor(
            person_id=account.person_id,
            roles=tuple(store.roles.list(person_id=account.person_id)),
        )
        for account in store.accounts.list(username=logins)
    }
    agreements = store.partnerships.list(requester_org=orgs[GANGCHA], provider_org=orgs[LIAOCHENG])
    agreement = next((each for each in agreements if each.active(now)), None)
    departments = store.departments.list(org_id=orgs[LIAOCHENG], specialty="cardiology")
    boards = store.mdt_boards.list(org_id=orgs[LIAOCHENG], name=TEAM, active=True)
    if agreement is None or not departments or not boards:
        return None
    return _Place(orgs[GANGCHA], agreement.id, departments[0].id, boards[0].id, people)


def _meeting(store: SqlStore, at: _Place, uow: UnitOfWork) -> PlanSession:
    """The team's next day by its calendar that leaves time to prepare."""
    board = store.mdt_boards.get(at.board)
    zone = store.organizations.get(board.org_id).time_zone
    [begins] = next_dates(board, zone, uow.clock() + AHEAD, 1)
    return PlanSession(
        board_id=at.board, mode=Mode.LIVE, starts_at=begins, ends_at=begins + timedelta(hours=1)
    )


def _referred(at: _Place) -> OpenCase:
    return OpenCase(
        case_id=REFERRED,
        org_id=at.gangcha,
        patient=_patient("示例患者一", 67, "DEMO-1"),
        urgency=Urgency.URGENT,
        form={"chief_complaint": "反复胸痛2周，加重1天", "allergies": "青霉素"},
        kind=Kind.REFERRAL_UP,
        destination=Destination(partnership_id=at.partnership, specialty="cardiology"),
    )


def _discussed(at: _Place) -> OpenCase:
    return OpenCase(
        case_id=DISCUSSED,
        org_id=at.gangcha,
        patient=_patient("示例患者二", 72, "DEMO-2"),
        urgency=Urgency.ROUTINE,
        form={"chief_complaint": "活动后胸痛3个月", "allergies": "无"},
        questions=(QUESTION,),
    )


def _patient(name: str, age: int, number: str) -> PatientEntry:
    return PatientEntry(name=name, sex=Sex.MALE, age_years=age, identifiers=(("mrn", number),))
