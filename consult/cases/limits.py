"""The numbers of the consultation (时限): per urgency and stage, of the network or a hospital.

The defaults are those of the network's founding; a version of the network overlays them, a
version of the answering hospital overlays both (for approvals: of the asking hospital).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from consult.cases.request import Urgency
from consult.errors import Invalid

MINUTE, HOUR, DAY = 60, 3600, 86_400
RELEASES = ("head", "affairs")
MOST_FOLLOW_UPS = 6
# Seconds: handed out, answered by whoever was asked, arrived, signed (these three from sending),
# answered by the county (from signing); and a referral answered (from sending).
STAGES = ("allocate_s", "accept_s", "arrive_s", "opinion_s", "adopt_s", "refer_s")
DEFAULTS: dict[str, Any] = {
    Urgency.EMERGENCY.value: {
        "allocate_s": 2 * MINUTE,
        "accept_s": 2 * MINUTE,
        "arrive_s": 10 * MINUTE,
        "opinion_s": 30 * MINUTE,
        "adopt_s": DAY,
        "refer_s": 15 * MINUTE,
    },
    Urgency.URGENT.value: {
        "allocate_s": 30 * MINUTE,
        "accept_s": HOUR,
        "arrive_s": 2 * HOUR,
        "opinion_s": 6 * HOUR,
        "adopt_s": DAY,
        "refer_s": 2 * HOUR,
    },
    Urgency.ROUTINE.value: {
        "allocate_s": 2 * HOUR,
        "accept_s": 8 * HOUR,
        "arrive_s": 24 * HOUR,
        "opinion_s": 24 * HOUR,
        "adopt_s": DAY,
        "refer_s": DAY,
    },
    "info_days": 7,
    "close_days": 7,
    "remind_minutes": 15,
    # 1 and 21 as published (workflows §2); 7 and 30 are our default.
    "follow_up_days": [1, 7, 21, 30],
    "release": [],
    "fee": False,
    # Of a multidisciplinary meeting: the proposal is screened, the list locks, a lost link still
    # counts, the outcome goes round, members sign, silent specialties are reminded before an
    # asynchronous window closes.
    "mdt_screen_hours": 24,
    "mdt_lock_hours": 24,
    "mdt_grace_minutes": 3,
    "mdt_circulate_hours": 24,
    "mdt_sign_hours": 24,
    "mdt_silent_hours": 12,
    # The largest protocol a hospital may share, in MiB.
    "protocol_mb": 20,
    # Of a referral, in seconds: expected and not come, how long a bed is kept after that time,
    # papers after the arrival, word after the discharge, first visit at home, how soon a patient
    # who is sent up again has bounced; how old a figure on the bed board may be, and how long a
    # ward may use the link it was sent.
    "referral": {
        "no_show_s": 2 * HOUR,
        "bed_hold_s": 4 * HOUR,
        "records_s": 2 * HOUR,
        "feedback_s": 72 * HOUR,
        "first_visit_s": 7 * DAY,
        "bounce_s": 14 * DAY,
        "beds_stale_s": 12 * HOUR,
        "ask_ward_s": 2 * HOUR,
        "beds_link_s": 12 * HOUR,
    },
    # National indicators 5 to 8 of 2025; sources differ on what an order's time runs from. In a
    # breakdown nothing is shown of fewer than `fewest`. All of the network alone.
    "figures": {
        "arrive_s": 10 * MINUTE,
        "order_emergency_s": 40 * MINUTE,
        "complete_s": DAY,
        "order_routine_s": DAY,
        "order_from": "request",
        "fewest": 5,
    },
}
ORDER_FROM = ("request", "opinion")
_RANGES = {
    "info_days": (1, 90),
    "close_days": (1, 365),
    "remind_minutes": (1, 24 * 60),
    "mdt_screen_hours": (1, 14 * 24),
    "mdt_lock_hours": (0, 14 * 24),
    "mdt_grace_minutes": (1, 30),
    "mdt_circulate_hours": (1, 14 * 24),
    "mdt_sign_hours": (1, 14 * 24),
    "mdt_silent_hours": (1, 14 * 24),
    "protocol_mb": (1, 200),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitsVersion:
    """One append-only version; `org_id` "" is the network. `data` holds only what differs."""

    org_id: str
    version: int
    data: dict[str, object]
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Limits:
    """The numbers in force, read by stage."""

    data: Mapping[str, Any]

    def within(self, urgency: Urgency, stage: str) -> timedelta:
        of_all = self.data["referral"]
        found = of_all[stage] if stage in of_all else self.data[urgency.value][stage]
        return timedelta(seconds=found)

    def days(self, name: str) -> timedelta:
        return timedelta(days=self.data[name])

    def hours(self, name: str) -> timedelta:
        return timedelta(hours=self.data[name])

    def minutes(self, name: str) -> timedelta:
        return timedelta(minutes=self.data[name])

    def referral(self, name: str) -> timedelta:
        return timedelta(seconds=self.data["referral"][name])

    @property
    def remind_before(self) -> timedelta:
        return self.minutes("remind_minutes")

    @property
    def follow_up_days(self) -> tuple[int, ...]:
        """After the signature; whole days."""
        return tuple(self.data["follow_up_days"])

    @property
    def fee(self) -> bool:
        return bool(self.data["fee"])

    def releases(self, urgency: Urgency) -> tuple[str, ...]:
        """Whose approval is needed before sending, in their order; none in an emergency."""
        return () if urgency is Urgency.EMERGENCY else tuple(self.data["release"])


def overlaid(*layers: Mapping[str, Any]) -> Limits:
    """The defaults with each layer's values over them."""
    merged: dict[str, Any] = dict(DEFAULTS)
    for layer in layers:
        for name, value in layer.items():
            inner = isinstance(value, Mapping)
            merged[name] = {**merged[name], **value} if inner else value
    return Limits(merged)


def clean_limits(data: Mapping[str, object]) -> dict[str, object]:
    """Known names in their ranges; raises Invalid naming the first that is not."""
    clean: dict[str, object] = {}
    for name, value in data.items():
        if name in set(Urgency):
            clean[name] = _seconds(name, value, STAGES)
        elif name == "referral":
            clean[name] = _seconds(name, value, DEFAULTS["referral"])
        elif name in _RANGES:
            clean[name] = _whole(name, value, *_RANGES[name])
        elif name == "figures":
            clean[name] = _figures(value)
        elif name == "release" and isinstance(value, list) and set(value) <= set(RELEASES):
            clean[name] = [each for each in RELEASES if each in value]
        elif name == "follow_up_days":
            clean[name] = _days(name, value)
        elif name == "fee" and isinstance(value, bool):
            clean[name] = value
        else:
            raise Invalid("limits.unknown", field=name)
    return clean


def _seconds(field: str, value: object, known: Collection[str]) -> dict[str, int]:
    if not isinstance(value, Mapping) or not set(value) <= set(known):
        raise Invalid("limits.unknown", field=field)
    return {name: _whole(f"{field}.{name}", each, 10, 30 * DAY) for name, each in value.items()}


def _figures(value: object) -> dict[str, object]:
    if not isinstance(value, Mapping) or not set(value) <= set(DEFAULTS["figures"]):
        raise Invalid("limits.unknown", field="figures")
    return {name: _figure_number(name, each) for name, each in value.items()}


def _figure_number(name: str, value: object) -> object:
    field = f"figures.{name}"
    if name == "order_from":
        if value not in ORDER_FROM:
            raise Invalid("limits.unknown", field=field)
        return value
    return _whole(field, value, 1, 100) if name == "fewest" else _whole(field, value, 10, 30 * DAY)


def _days(field: str, value: object) -> list[int]:
    """One to six different days, in their order."""
    if not isinstance(value, list) or not 1 <= len(value) <= MOST_FOLLOW_UPS:
        raise Invalid("limits.out_of_range", field=field, low=1, high=MOST_FOLLOW_UPS)
    return sorted({_whole(field, each, 1, 365) for each in value})


def _whole(field: str, value: object, low: int, high: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise Invalid("limits.out_of_range", field=field, low=low, high=high)
    return value
