"""The demonstration's rosters: a week that looks like one, with holes at night where some are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from consult.actions.duty.rosters import AddShifts, SaveRoster, add_shifts, save_roster
from consult.actions.duty.terms import SaveTerm, save_term
from consult.actions.work import Work
from consult.duty.wall import local_day
from server.network.demo_network import GANGCHA, LIAOCHENG, THAI_NGUYEN
from server.network.lookup import find_hospital, find_person

ALL = tuple(range(7))
WORKDAYS, EVEN, ODD = (0, 1, 2, 3, 4), (0, 2, 4, 6), (1, 3, 5)
ENDING = ("影像专家乙", "影像专家甲")
CENTRE = "000-0000-9001"
# hospital, specialty: lines, head, and per shift (line, who, days, from hour, hours)
ROSTERS: dict[
    tuple[str, str], tuple[int, str | None, tuple[tuple[int, str, tuple[int, ...], int, int], ...]]
] = {
    (LIAOCHENG, "cardiology"): (
        3,
        "心内专家丙",
        (
            (1, "心内专家甲", ALL, 8, 12),
            (1, "心内专家甲", ALL, 20, 12),
            (2, "心内专家丁", EVEN, 8, 24),
            (2, "心内专家丙", ODD, 8, 24),
            (3, "心内专家丙", EVEN, 8, 24),
        ),
    ),
    (LIAOCHENG, "radiology"): (
        2,
        "影像专家甲",
        (
            (1, "影像专家甲", WORKDAYS, 8, 12),
            (1, "影像专家乙", ALL, 20, 12),
            (1, "影像专家乙", (5, 6), 8, 12),
            (2, "影像专家甲", ALL, 20, 12),
        ),
    ),
    (LIAOCHENG, "ecg"): (1, "审核医师甲", ((1, "审核医师甲", ALL, 8, 12),)),
    (LIAOCHENG, "general_surgery"): (
        2,
        "外科专家乙",
        ((1, "外科专家甲", ALL, 8, 24), (2, "外科专家乙", WORKDAYS, 8, 24)),
    ),
    (LIAOCHENG, "neurosurgery"): (
        2,
        "神外专家甲",
        (
            (1, "神外专家乙", WORKDAYS, 8, 12),
            (1, "神外专家乙", (1, 3), 20, 12),
            (1, "神外专家甲", (5, 6), 8, 24),
            (2, "神外专家甲", WORKDAYS, 8, 24),
        ),
    ),
    (GANGCHA, "emergency"): (
        1,
        None,
        ((1, "县医生甲", ALL, 8, 12), (1, "县医生乙", ALL, 20, 12)),
    ),
    (THAI_NGUYEN, "cardiology"): (
        2,
        "Bác sĩ Tim mạch B",
        ((1, "Bác sĩ Tim mạch A", ALL, 7, 24), (2, "Bác sĩ Tim mạch B", WORKDAYS, 7, 24)),
    ),
}


@dataclass(frozen=True, slots=True)
class DemoDuty:
    pass


def plan_demo_duty(work: Work, cmd: DemoDuty) -> int:
    """Rosters that are not there yet; one that was changed by hand stays as it is."""
    planned = sum(_plan(work, *key) for key in ROSTERS)
    return planned + _term(work)


def _term(work: Work) -> bool:
    """Somebody whose time here ends soon, and who comes after."""
    org = find_hospital(work, LIAOCHENG)
    leaves, follows = (find_person(work, org, who, "") for who in ENDING)
    if work.store.duty_terms.find(person_id=leaves.id, org_id=org.id) is not None:
        return False
    today = local_day(ZoneInfo(org.time_zone), work.now)
    save_term(
        work,
        SaveTerm(
            org_id=org.id,
            person_id=leaves.id,
            starts=today - timedelta(days=340),
            ends=today + timedelta(days=20),
            successor_id=follows.id,
        ),
    )
    return True


def _plan(work: Work, hospital: str, specialty: str) -> bool:
    org = find_hospital(work, hospital)
    if work.store.duty_rosters.find(org_id=org.id, specialty=specialty) is not None:
        return False
    lines, head, shifts = ROSTERS[hospital, specialty]
    roster = save_roster(
        work,
        SaveRoster(
            org_id=org.id,
            specialty=specialty,
            lines=lines,
            head_id=find_person(work, org, head, "").id if head else None,
            phone=CENTRE if hospital == LIAOCHENG else "",
        ),
    )
    for line, who, days, starts, hours in shifts:
        add_shifts(
            work,
            AddShifts(
                roster_id=roster.id,
                line=line,
                person_id=find_person(work, org, who, "").id,
                weekdays=days,
                starts_min=starts * 60,
                length_min=hours * 60,
                # Since yesterday: last night's shift runs on into this morning.
                valid_from=local_day(ZoneInfo(org.time_zone), work.now) - timedelta(days=1),
            ),
        )
    return True
