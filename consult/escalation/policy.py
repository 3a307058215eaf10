"""When whom: the seconds of an escalation, by hospital and specialty, in versions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from consult.errors import Invalid


class Target(StrEnum):
    """Whom a rung calls. `LIST` (everybody of the specialty) stands in where no duty is planned."""

    LINE1 = "line1"
    LINE2 = "line2"
    LINE3 = "line3"
    HEAD = "head"
    CENTRE = "centre"
    LIST = "list"


# Seconds from sending (workflows §2). Of two people on one line the second follows `next_after_s`.
AFTER_S = {
    Target.LINE1: 0,
    Target.LINE2: 180,
    Target.LINE3: 240,
    Target.HEAD: 300,
    Target.CENTRE: 480,
}
LONGEST_S = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationPolicy:
    """One version of a hospital's numbers; `specialty` empty: for all that have none of their own.

    A target that `after_s` does not name is never called. `again_after_s`: acknowledged, and still
    nobody is in the room. `active` False gives a specialty back to the hospital's numbers.
    """

    id: str
    org_id: str
    specialty: str
    version: int
    after_s: dict[str, int] = field(default_factory=lambda: {str(k): v for k, v in AFTER_S.items()})
    next_after_s: int = 30
    answer_within_s: int = 120
    ends_after_s: int = 600
    again_after_s: int = 300
    active: bool = True
    reason: str = ""
    by: str
    at: datetime


DEFAULT = EscalationPolicy(
    id="default",
    org_id="",
    specialty="",
    version=0,
    by="",
    at=datetime.fromisoformat("2000-01-01T00:00:00+00:00"),
)


def applies(versions: Sequence[EscalationPolicy], specialty: str) -> EscalationPolicy:
    """Of all versions of one hospital the one that holds for a specialty now."""
    for wanted in (specialty, ""):
        own = [each for each in versions if each.specialty == wanted]
        newest = max(own, key=lambda each: each.version, default=None)
        if newest is not None and newest.active:
            return newest
    return DEFAULT


def check(policy: EscalationPolicy) -> None:
    """Raises Invalid for numbers that leave somebody waiting or ring in no order."""
    known = {target.value for target in AFTER_S}
    if not policy.after_s or set(policy.after_s) - known:
        raise Invalid("escalation.unknown_target", field="after_s")
    ordered = [policy.after_s[t] for t in AFTER_S if t in policy.after_s]
    if ordered != sorted(ordered) or ordered[0] != 0:
        raise Invalid("escalation.wrong_order", field="after_s")
    for name in ("next_after_s", "answer_within_s", "ends_after_s", "again_after_s"):
        if not 5 <= getattr(policy, name) <= LONGEST_S:
            raise Invalid("escalation.out_of_range", field=name, least=5, most=LONGEST_S)
    if policy.ends_after_s <= ordered[-1]:
        raise Invalid("escalation.ends_too_early", field="ends_after_s")
