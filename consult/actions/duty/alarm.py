"""Each shift tests its alarm (试铃)."""

from __future__ import annotations

from dataclasses import dataclass

from consult.actions.work import Work
from consult.duty.handing import AlarmTest
from consult.errors import Denied, Invalid
from consult.network.roles import CLINICAL

MAX_DEVICE = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardAlarm:
    """`device` in the words of whoever heard it, say a browser's name."""

    device: str = ""


def heard_alarm(work: Work, cmd: HeardAlarm) -> AlarmTest:
    orgs = work.actor.orgs_with(CLINICAL, work.now)
    if not orgs:
        raise Denied("policy.no_role")
    if len(cmd.device.strip()) > MAX_DEVICE:
        raise Invalid("network.too_long", field="device", limit=MAX_DEVICE)
    me = work.actor.person_id
    test = AlarmTest(id=work.new_id(), person_id=me, at=work.now, device=cmd.device.strip())
    work.store.duty_alarm_tests.add(test)
    work.record("test_alarm", f"person:{me}")
    work.tell(f"person:{me}", *(f"org:{org}" for org in sorted(orgs)))
    return test
