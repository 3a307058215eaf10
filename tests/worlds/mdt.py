"""A team of seven members in four hospitals on a `World`, and the way of a case before it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, TypeVar

from consult.actions.mdt import boards
from consult.actions.mdt.outcome import concluding, opinions, signing
from consult.actions.mdt.proposing import Propose, Screen, propose, screen
from consult.actions.mdt.session import agenda, planning, presence
from consult.actions.network import partnerships, roles
from consult.actions.network.people import SavePerson, save_person
from consult.actions.requests.moves import Step
from consult.cases.request import Request
from consult.mdt.board import SeatPart
from consult.mdt.outcome import Outcome, SignatureValue
from consult.mdt.proposal import MdtDetail
from consult.mdt.session import Mode, Session
from consult.network.partnerships import Service
from consult.network.roles import Role
from consult.ports import Store
from tests.worlds.world import T0, World

R = TypeVar("R")
# login: hospital, role, part, specialty; two of them are their seats' deputies.
TEAM: dict[str, tuple[str, Role, SeatPart | None, str]] = {
    "mdt.chair": ("liaocheng", Role.CHAIR, SeatPart.CHAIR, "oncology"),
    "mdt.secretary": ("liaocheng", Role.SECRETARY, SeatPart.SECRETARY, ""),
    "surgeon": ("liaocheng", Role.EXPERT, SeatPart.MEMBER, "general_surgery"),
    "mdt.radiologist": ("liaocheng", Role.EXPERT, SeatPart.MEMBER, "radiology"),
    "cardiologist2": ("anzhen", Role.EXPERT, SeatPart.MEMBER, "cardiology"),
    "mdt.pathologist": ("anzhen", Role.EXPERT, SeatPart.MEMBER, "general_medicine"),
    "mdt.rehab": ("xinhe", Role.EXPERT, SeatPart.MEMBER, "rehabilitation"),
    "mdt.gi": ("gangcha", Role.EXPERT, SeatPart.MEMBER, "gastroenterology"),
    "mdt.deputy": ("anzhen", Role.EXPERT, None, "cardiology"),
}
MEMBERS = tuple(who for who, row in TEAM.items() if row[2] is SeatPart.MEMBER)
REQUIRED = ("general_surgery", "radiology", "cardiology")
FORM: dict[str, object] = {"disease": "carcinoma of the rectum", "stage": "cT3N1M0"}
CONTENT: dict[str, object] = {
    "decision": "Chemoradiation first, then restage.",
    "rationale": "Threatened margin on MRI.",
    "actions": [{"text": "Book the MRI", "owner_id": None, "due_at": None}],
}


def add_team(world: World) -> str:
    """The people that are missing, the agreement and the board; the board's id."""
    for login, (org, role, _, specialty) in TEAM.items():
        if login not in world.ids:
            saved = world.do(
                save_person,
                SavePerson(
                    org_id=world.orgs[org],
                    name=login,
                    specialties=(specialty,) if specialty else (),
                    licence_no="110000000001",
                    licence_valid_to=date(2030, 1, 1),
                ),
                "system",
            )
            world.ids[login] = saved.id
            grant = roles.GrantRole(person_id=saved.id, org_id=world.orgs[org], role=role)
            world.do(roles.grant_role, grant, "system")
    agreed = partnerships.MakePartnership(
        requester_org=world.orgs["gangcha"],
        provider_org=world.orgs["liaocheng"],
        services=(Service.MDT,),
        valid_from=T0 - timedelta(days=1),
    )
    world.do(partnerships.make_partnership, agreed, "system")
    return world.do(boards.save_board, board_of(world), "mdt.secretary").id


def board_of(world: World, **changes: Any) -> boards.SaveBoard:
    seats = tuple(
        boards.SeatEntry(
            person_id=world.ids[login],
            org_id=world.orgs[org],
            part=part,
            specialty=specialty,
            required=specialty in REQUIRED,
            deputy_id=world.ids["mdt.deputy"] if login == "cardiologist2" else None,
        )
        for login, (org, _, part, specialty) in TEAM.items()
        if part is not None
    )
    given: dict[str, Any] = {
        "org_id": world.orgs["liaocheng"],
        "name": "Colorectal",
        "seats": seats,
        "required_specialties": REQUIRED,
        "calendar": {"weekday": 2, "at": "14:00", "minutes": 60, "weeks": [1, 3]},
        "bridge_phone": "000-0000-7000",
    }
    return boards.SaveBoard(**given | changes)


class Mdt:
    """One case's way before the team; each step is done by whoever does it."""

    chair, secretary = "mdt.chair", "mdt.secretary"

    def __init__(self, world: World) -> None:
        self.world = replace(world, ids=dict(world.ids))  # other worlds share them
        self.board_id = add_team(self.world)
        self.session_id = ""
        self.rid = ""

    def look(self, read: Callable[[Store], R]) -> R:
        with self.world.store() as store:
            return read(store)

    # ---- looking

    @property
    def state(self) -> str:
        return self.world.request(self.rid).state

    @property
    def detail(self) -> MdtDetail:
        return self.look(lambda store: store.mdt_details.get(self.rid))

    @property
    def outcome(self) -> Outcome:
        return self.look(lambda store: store.mdt_outcomes.get(self.rid))

    @property
    def circulated_version(self) -> int:
        found = self.look(lambda store: store.mdt_outcomes.find(request_id=self.rid))
        return found.version if found else 1

    @property
    def session(self) -> Session:
        return self.look(lambda store: store.mdt_sessions.get(self.session_id))

    # ---- the way

    def propose(self, who: str = "county.doctor") -> Request:
        case_id = self.world.case(who, send=True).case_id
        cmd = Propose(case_id=case_id, board_id=self.board_id, question="Operate first?", form=FORM)
        made = self.world.do(propose, cmd, who)
        self.rid = made.id
        return made

    def screen(self) -> None:
        self.world.do(screen, Screen(request_id=self.rid), self.chair)

    def plan_session(self, mode: Mode = Mode.LIVE, days: float = 3, hours: float = 1) -> str:
        begins = self.world.now + timedelta(days=days)
        cmd = planning.PlanSession(
            board_id=self.board_id,
            mode=mode,
            starts_at=begins,
            ends_at=begins + timedelta(hours=hours),
        )
        self.session_id = self.world.do(planning.plan_session, cmd, self.secretary).id
        return self.session_id

    def plan(self, reason: str = "", who: str = "") -> Request:
        cmd = agenda.PlanCase(request_id=self.rid, session_id=self.session_id, reason=reason)
        return self.world.do(agenda.plan_case, cmd, who or self.secretary)

    def publish(self) -> None:
        step = planning.SessionStep(session_id=self.session_id)
        self.world.do(planning.publish, step, self.secretary)

    def opine(self, who: str, text: str = "mine") -> None:
        cmd = opinions.WritePreOpinion(request_id=self.rid, text=text)
        self.world.do(opinions.write_pre_opinion, cmd, who)

    def open(self) -> None:
        step = planning.SessionStep(session_id=self.session_id)
        self.world.do(planning.open_session, step, self.chair)

    def here(self, *people: str, here: bool = True) -> None:
        for who in people:
            cmd = presence.BeHere(session_id=self.session_id, here=here)
            self.world.do(presence.be_here, cmd, who)

    def next(self, who: str = "") -> None:
        cmd = agenda.NextCase(session_id=self.session_id, request_id=self.rid)
        self.world.do(agenda.next_case, cmd, who or self.chair)

    def type(self, who: str = "", **content: object) -> Outcome:
        cmd = concluding.WriteOutcome(request_id=self.rid, content=CONTENT | content)
        return self.world.do(concluding.write_outcome, cmd, who or self.secretary)

    def step(self, action: Any, who: str = "", reason: str = "because") -> Request:
        return self.world.do(
            action, Step(request_id=self.rid, reason=reason), who or self.secretary
        )

    def sign(
        self, who: str, value: SignatureValue = SignatureValue.AGREE, text: str = ""
    ) -> Request:
        cmd = signing.SignOutcome(
            request_id=self.rid,
            version=self.circulated_version,
            value=value,
            text=text,
            confirmed=True,
        )
        return self.world.do(signing.sign_outcome, cmd, who)

    def finalise(self, who: str = "") -> Request:
        cmd = signing.Finalise(request_id=self.rid, version=self.circulated_version, confirmed=True)
        return self.world.do(signing.finalise, cmd, who or self.chair)

    # ---- several steps at once

    def scheduled(self, mode: Mode = Mode.LIVE) -> None:
        self.propose()
        self.screen()
        self.plan_session(mode)
        self.plan()

    def in_session(self, *people: str) -> None:
        """Under discussion, with the chair, the secretary and `people` there."""
        self.scheduled()
        self.publish()
        self.world.later(days=3)
        self.world.run_due()
        self.open()
        self.here(self.chair, self.secretary, *people)
        self.next()

    def circulated(self, *people: str) -> None:
        self.in_session(*people)
        self.type()
        self.step(concluding.conclude)
        self.step(concluding.circulate)
