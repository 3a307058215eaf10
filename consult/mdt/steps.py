"""What may be done with a session in each of its states, and who may."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from consult.access.verbs import Verb
from consult.mdt.session import Mode, SessionState


@dataclass(frozen=True, slots=True)
class SessionRule:
    """`mode`: only of such a session. Windows open and end by the clock."""

    to: SessionState
    verb: Verb
    mode: Mode | None = None


S, V = SessionState, Verb
STEPS: Mapping[tuple[SessionState, str], SessionRule] = {
    (S.PLANNED, "reschedule"): SessionRule(S.PLANNED, V.STEER_MDT),
    (S.PLANNED, "publish"): SessionRule(S.PLANNED, V.STEER_MDT),
    (S.PLANNED, "agenda"): SessionRule(S.PLANNED, V.STEER_MDT),
    (S.PLANNED, "cancel"): SessionRule(S.CANCELLED, V.STEER_MDT),
    (S.PLANNED, "answer"): SessionRule(S.PLANNED, V.JOIN_MDT),
    (S.PLANNED, "presence"): SessionRule(S.PLANNED, V.JOIN_MDT, Mode.LIVE),
    (S.PLANNED, "roll_call"): SessionRule(S.PLANNED, V.STEER_MDT, Mode.LIVE),
    (S.PLANNED, "open"): SessionRule(S.OPEN, V.STEER_MDT, Mode.LIVE),
    (S.OPEN, "agenda"): SessionRule(S.OPEN, V.STEER_MDT, Mode.LIVE),
    (S.OPEN, "answer"): SessionRule(S.OPEN, V.JOIN_MDT),
    (S.OPEN, "presence"): SessionRule(S.OPEN, V.JOIN_MDT, Mode.LIVE),
    (S.OPEN, "roll_call"): SessionRule(S.OPEN, V.STEER_MDT, Mode.LIVE),
    (S.OPEN, "next"): SessionRule(S.OPEN, V.STEER_MDT, Mode.LIVE),
    (S.OPEN, "end"): SessionRule(S.ENDED, V.STEER_MDT, Mode.LIVE),
}
