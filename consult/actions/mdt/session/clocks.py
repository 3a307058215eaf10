"""What is due of a session by itself: its timers, set anew whenever it is moved."""

from __future__ import annotations

from datetime import datetime

from consult.actions.requests.limits import limits_of
from consult.actions.timers import drop_timers, set_timer
from consult.actions.work import Work
from consult.mdt.session import Mode, Session

LOCK, REMIND, OPEN, CLOSE, SILENT = (
    "mdt.lock",
    "mdt.remind",
    "mdt.window_open",
    "mdt.window_close",
    "mdt.silent",
)
# Of a case, whose subject is the request.
SCREEN, CIRCULATE, SIGN, ACTION = "mdt.screen", "mdt.circulate", "mdt.sign", "mdt.action"


def set_session_timers(work: Work, session: Session) -> None:
    limits = limits_of(work.store, session.org_id)
    drop_timers(work, session.id)
    due: dict[str, datetime] = {LOCK: session.lock_at}
    if session.mode is Mode.LIVE:
        due[REMIND] = session.starts_at - limits.remind_before
    else:
        due |= {
            OPEN: session.starts_at,
            SILENT: max(session.starts_at, session.ends_at - limits.hours("mdt_silent_hours")),
            CLOSE: session.ends_at,
        }
    for kind, at in due.items():
        step = f"{session.starts_at.isoformat()}.{session.version}"
        set_timer(work, kind, session.id, max(at, work.now), step=step)
