"""The demonstration's standing team: seven members in four hospitals, Wednesdays at two."""

from __future__ import annotations

from dataclasses import dataclass

from consult.actions.mdt.boards import SaveBoard, SeatEntry, save_board
from consult.actions.work import Work
from consult.mdt.board import SeatPart
from server.network.demo_network import ANZHEN, GANGCHA, LIAOCHENG, XINHE
from server.network.lookup import find_hospital, find_person

NAME = "心脏多学科团队"
REQUIRED = ("cardiology", "radiology")
BRIDGE = "000-0000-9200 (演示号码)"
CALENDAR: dict[str, object] = {"weekday": 2, "at": "14:00", "minutes": 60, "weeks": []}
# hospital, who, part, specialty, deputy
SEATS = (
    (LIAOCHENG, "会诊主席甲", SeatPart.CHAIR, "general_medicine", None),
    (LIAOCHENG, "会诊秘书甲", SeatPart.SECRETARY, "", None),
    (LIAOCHENG, "心内专家甲", SeatPart.MEMBER, "cardiology", "心内专家戊"),
    (LIAOCHENG, "影像专家甲", SeatPart.MEMBER, "radiology", "影像专家乙"),
    (LIAOCHENG, "外科专家甲", SeatPart.MEMBER, "general_surgery", None),
    (ANZHEN, "心内专家乙", SeatPart.MEMBER, "cardiology", None),
    (XINHE, "县医生丙", SeatPart.MEMBER, "emergency", None),
    (GANGCHA, "县医生乙", SeatPart.MEMBER, "general_medicine", None),
)


@dataclass(frozen=True, slots=True)
class DemoMdt:
    pass


def plan_demo_mdt(work: Work, cmd: DemoMdt) -> bool:
    """True when the team was made, False when it was there."""
    here = find_hospital(work, LIAOCHENG).id
    if work.store.mdt_boards.list(org_id=here, name=NAME):
        return False
    board = SaveBoard(
        org_id=here,
        name=NAME,
        seats=tuple(_seat(work, *row) for row in SEATS),
        required_specialties=REQUIRED,
        calendar=CALENDAR,
        bridge_phone=BRIDGE,
    )
    save_board(work, board)
    return True


def _seat(
    work: Work, hospital: str, name: str, part: SeatPart, specialty: str, deputy: str | None
) -> SeatEntry:
    org = find_hospital(work, hospital)
    return SeatEntry(
        person_id=find_person(work, org, name, "").id,
        org_id=org.id,
        part=part,
        specialty=specialty,
        required=specialty in REQUIRED,
        deputy_id=find_person(work, org, deputy, "").id if deputy else None,
    )
