"""What happens when a timer of a kind is due. A new kind is a line here (docs/architecture.md)."""

from __future__ import annotations

from collections.abc import Mapping

from consult.actions.asking import follow_up
from consult.actions.asking.planning import FOLLOW_UP_DUE
from consult.actions.escalation import ringing, rounds
from consult.actions.mdt import due as mdt
from consult.actions.mdt import late as mdt_late
from consult.actions.mdt.session import clocks as mdt_clocks
from consult.actions.referrals import clock, steps
from consult.actions.requests import lapses, leaving
from consult.actions.requests.expert import scheduling
from consult.actions.rooms.discussion import urgent
from consult.actions.timers import Firing

DUE: Mapping[str, Firing] = {
    FOLLOW_UP_DUE: follow_up.fall_due,
    leaving.LAPSE: lapses.lapse,
    leaving.EXPIRE: lapses.expire,
    leaving.REMIND: scheduling.remind,
    leaving.AUTO_CLOSE: lapses.auto_close,
    urgent.REPEAT: urgent.repeat,
    steps.EXPIRE: clock.expire,
    steps.MISS: clock.miss,
    steps.RECORDS: clock.records_late,
    steps.FEEDBACK: clock.feedback_late,
    steps.VISIT: clock.visit_late,
    rounds.STEP: ringing.ring,
    rounds.END: ringing.end,
    rounds.AGAIN: ringing.again,
    mdt_clocks.LOCK: mdt.lock,
    mdt_clocks.REMIND: mdt.remind,
    mdt_clocks.OPEN: mdt.open_window,
    mdt_clocks.SILENT: mdt.remind_silent,
    mdt_clocks.CLOSE: mdt.close_window,
    mdt_clocks.SIGN: mdt.sign_over,
    mdt_clocks.SCREEN: mdt_late.overdue,
    mdt_clocks.CIRCULATE: mdt_late.overdue,
    mdt_clocks.ACTION: mdt_late.action_late,
}
