"""Setting and dropping timers, and what an engine does with one that is due."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from consult.actions.work import Work
from consult.timers import Timer

# The action of a kind: it finds out by itself whether there is still something to do.
Firing = Callable[[Work, Timer], object]


def set_timer(
    work: Work,
    kind: str,
    subject: str,
    due_at: datetime,
    *,
    step: str = "",
    payload: dict[str, object] | None = None,
) -> None:
    """`consult.actions.due` says what `kind` does. Set again, an open one gets the new time.

    `payload` is JSON and may name no patient: ids only.
    """
    work.store.timers.set(
        Timer(
            id=work.new_id(),
            subject=subject,
            kind=kind,
            step=step,
            payload=payload or {},
            due_at=due_at,
        )
    )


def drop_timers(work: Work, subject: str, *kinds: str) -> None:
    """Those of the subject that have not fired fire no more; without kinds, all."""
    for kind in kinds or (None,):
        work.store.timers.drop(subject, kind)


@dataclass(frozen=True, slots=True)
class Fire:
    timer: Timer
    action: Firing


def fire(work: Work, cmd: Fire) -> bool:
    """Mark the timer done and do what it is for, in one transaction; False: it was done before."""
    if not work.store.timers.finish(cmd.timer.id, work.now):
        return False
    cmd.action(work, cmd.timer)
    return True
