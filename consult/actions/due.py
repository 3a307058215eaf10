"""What happens when a timer of a kind is due. A new kind is a line here (docs/architecture.md)."""

from __future__ import annotations

from collections.abc import Mapping

from consult.actions.discussion import urgent
from consult.actions.escalation import ringing, rounds
from consult.actions.timers import Firing

DUE: Mapping[str, Firing] = {
    urgent.REPEAT: urgent.repeat,
    rounds.STEP: ringing.ring,
    rounds.END: ringing.end,
    rounds.AGAIN: ringing.again,
}
