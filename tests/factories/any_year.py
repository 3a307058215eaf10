"""Years of requests that went any way at all, as real ones go or not."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

from tests.factories.year import NOW, Step, Year

STATES = {
    "consultation": ("accepted", "in_consultation", "signed", "responded", "cancelled", "rejected"),
    "mdt": ("scheduled", "circulated", "finalised", "cancelled"),
    "referral_up": ("accepted", "departed", "arrived", "rejected"),
    "referral_down": ("accepted", "departed", "arrived", "cancelled"),
}
OPENING = {"mdt": ("proposed", "screen", "screened")}
ACTIONS = {"signed": "sign", "responded": "respond"}
COUNTIES = ("county_a", "county_b", "elsewhere")


def any_year(year: Year, random: Random, requests: int) -> None:
    """Minutes only, so that no time falls between two ways of rounding."""
    _limits(year, random)
    down: list[tuple[str, datetime]] = []
    for _ in range(requests):
        kind = random.choice([*STATES, "consultation", "consultation"])
        sent = NOW - timedelta(minutes=random.choice([random.randrange(900), 0, 600_000]))
        sent -= timedelta(minutes=random.randrange(2000))
        more: dict[str, Any] = {}
        if kind == "referral_up" and down and random.random() < 0.7:
            again, sent = random.choice(down)
            sent = min(NOW, sent + timedelta(minutes=random.randrange(20_000)))
            more["details"] = {"bounced_of": again}
        made = year.sent(
            sent,
            _steps(random, kind, sent),
            kind=kind,
            urgency=random.choice(["emergency", "urgent", "routine"]),
            by=random.choice(COUNTIES),
            to=random.choice(["partner", "partner", "elsewhere"]),
            training=random.random() < 0.1,
            opening=OPENING.get(kind, ("draft", "submit", "submitted")),
            **more,
        )
        if kind == "referral_down":
            down.append((made, sent))


def _steps(random: Random, kind: str, sent: datetime) -> list[Step]:
    steps: list[Step] = []
    minutes, before = 0.0, "submitted"
    for after in random.choices(STATES[kind], k=random.randrange(6)):
        minutes += random.choice([0, 1, 9, 10, 11, 30, 40, 60, 1440, 1441])
        said: dict[str, Any] = {}
        if after == "responded":
            said["value"] = random.choice(["adopted", "partly", "not"])
            if random.random() < 0.6:
                at = sent + timedelta(minutes=random.choice([-5, 5, 40, 41, minutes]))
                said["order_at"] = at.isoformat()
        steps.append((minutes, before, ACTIONS.get(after, "move"), after, said))
        before = after
    return steps


def _limits(year: Year, random: Random) -> None:
    if random.random() < 0.5:
        start = random.choice(["request", "opinion"])
        data = {"figures": {"order_from": start}, "urgent": {"opinion_s": 3600}}
        year.limits(1, NOW - timedelta(days=400), data)
    if random.random() < 0.5:
        data = {"emergency": {"opinion_s": 600, "adopt_s": 600}}
        year.limits(1, NOW - timedelta(minutes=random.randrange(2000)), data, org="partner")
